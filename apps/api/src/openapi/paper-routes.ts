import { CaseDetail, LiveUnit, NewLive, PaperNote, SealedPage, SealedQuery } from '@libs/contracts';
import { notFound, type Route } from './route';

/** What goes to units that sign on paper and to sealed units. */
export const paperRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/cases/{id}/cover-sheet',
    scope: 'cases:read',
    summary: 'Laufzettel als PDF, für Stellen, die auf Papier unterschreiben',
    answers: { 200: 'bytes' },
    problems: { ...notFound, 409: 'Keine Rechnung gelesen oder keine Stelle bestimmt' },
  },
  {
    method: 'post',
    path: '/cases/{id}/paper',
    scope: 'cases:write',
    summary: 'Vermerken: gedruckt und versandt, oder auf Papier erledigt (mit Grund)',
    body: PaperNote,
    ifMatch: true,
    answers: { 200: CaseDetail },
    problems: { ...notFound, 409: 'Inzwischen geändert, oder nicht auf Papier' },
  },
  {
    method: 'get',
    path: '/paper-list',
    scope: 'cases:read',
    summary: 'Was auf Papier ist, als Tabelle (CSV)',
    answers: { 200: 'bytes' },
  },
  {
    method: 'get',
    path: '/sealed-cases',
    scope: 'cases:read',
    summary: 'Vorgänge versiegelter Stellen: Nummer und Stelle, der Finanzbuchhaltung auch Betrag und neutraler Text',
    query: SealedQuery,
    answers: { 200: SealedPage },
  },
  {
    method: 'post',
    path: '/units/{id}/live',
    summary: 'Eine Stelle arbeitet in Belegfluss oder wieder auf Papier; ihre offenen Vorgänge ziehen mit',
    body: NewLive,
    answers: { 200: LiveUnit },
    problems: notFound,
  },
];
