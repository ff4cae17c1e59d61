import {
  HandedLink,
  LinkKey,
  LinkWanted,
  EntityWanted,
  FoundedEntity,
  NewEntity,
  OperatedEntities,
  ChosenPassword,
  OwnEntities,
  PasswordLink,
  PasswordSet,
  ResetNoted,
  ResetWanted,
  Session,
} from '@libs/contracts';
import { notFound, openProblems, type Route } from './route';

/** How people get their account, act for several entities, and how entities are founded. */
export const joiningRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/session/entities',
    summary: 'Mandanten, in denen die Person arbeitet',
    answers: { 200: OwnEntities },
  },
  {
    method: 'post',
    path: '/session/entity',
    summary: 'Den Mandanten wechseln: diese Sitzung endet, dort beginnt eine mit demselben Nachweis',
    description:
      'Bewahrt zu einem Idempotency-Key keine Antwort auf: sie enthielte ein Sitzungs-Cookie, und die Sitzung, zu der sie gehörte, ist beendet.',
    body: EntityWanted,
    answers: { 200: Session },
    problems: { 404: 'Dort arbeitet die Person nicht', 409: 'Ist schon dort' },
  },
  {
    method: 'post',
    path: '/password-resets',
    summary: 'Kennwort vergessen: ein Link an die eigene Adresse',
    description:
      'Antwortet gleich, ob es die Adresse gibt oder nicht. Nimmt keinen Idempotency-Key: ein neuer Link ersetzt den alten.',
    open: true,
    body: ResetWanted,
    answers: { 202: ResetNoted },
    problems: { ...openProblems, 429: 'Zu oft verlangt' },
  },
  {
    method: 'post',
    path: '/password-links',
    summary: 'Wozu ein Link gilt; verbraucht ihn nicht',
    description:
      'Ein POST, damit der Schlüssel in keinem Protokoll steht. Ändert nichts und nimmt keinen Idempotency-Key.',
    open: true,
    body: LinkKey,
    answers: { 200: PasswordLink },
    problems: { ...openProblems, 404: 'Gilt nicht oder nicht mehr' },
  },
  {
    method: 'post',
    path: '/passwords',
    summary: 'Kennwort festlegen; der Link gilt dafür einmal, angemeldet ist danach niemand',
    description: 'Nimmt keinen Idempotency-Key: Der Link selbst gilt nur einmal.',
    open: true,
    body: ChosenPassword,
    answers: { 200: PasswordSet },
    problems: { ...openProblems, 404: 'Gilt nicht oder nicht mehr', 409: 'Das Konto führt ein anderer Mandant' },
  },
  {
    method: 'post',
    path: '/people/{id}/invitation',
    summary: 'Einladen: Link für das erste Kennwort, sieben Tage',
    description:
      'Ohne Mailserver (MAIL_URL) steht der Link dieses eine Mal in der Antwort. Ein neuer ersetzt den alten.',
    body: LinkWanted,
    answers: { 201: HandedLink },
    problems: { ...notFound, 409: 'Hat schon ein Kennwort, oder der Zugang ist gesperrt' },
  },
  {
    method: 'post',
    path: '/people/{id}/password-reset',
    summary: 'Link für ein neues Kennwort, eine Stunde',
    body: LinkWanted,
    answers: { 201: HandedLink },
    problems: { ...notFound, 409: 'Zugang gesperrt, oder das Konto führt ein anderer Mandant' },
  },
  {
    method: 'get',
    path: '/entities',
    summary: 'Mandanten des Rechenzentrums in Zahlen (nur Betrieb)',
    answers: { 200: OperatedEntities },
  },
  {
    method: 'post',
    path: '/entities',
    summary: 'Einen Mandanten mit zwei Administratoren gründen (nur Betrieb)',
    description: 'Ohne Mailserver (MAIL_URL) stehen die Einladungslinks dieses eine Mal in der Antwort.',
    body: NewEntity,
    answers: { 201: FoundedEntity },
    problems: { 409: 'Eine Adresse gehört schon einem Mandanten, oder jemand gehört zum Betrieb' },
  },
];
