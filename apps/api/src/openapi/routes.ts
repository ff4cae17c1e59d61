import {
  ApiTokens,
  Arrival,
  ArrivalPage,
  ArrivalQuery,
  AssignedCase,
  AuditPage,
  AuditQuery,
  BudgetLines,
  CaseDetail,
  CasePage,
  CaseQuery,
  CreditorQuery,
  Creditors,
  type DoorScope,
  ExportBatch,
  ExportList,
  ExportPreview,
  Liveness,
  MadeApiToken,
  NewAcknowledgement,
  NewAct,
  NewApiToken,
  NewAssignment,
  NewCoding,
  NewExport,
  OpenSessions,
  Readiness,
  Received,
  Session,
  SignIn,
  Units,
} from '@libs/contracts';
import { z } from 'zod';

/** One door of the interface. `answers` holds a schema by status; `bytes` says that a file comes back. */
export type Route = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly open?: true;
  readonly query?: z.ZodObject<Readonly<Record<string, z.ZodType>>>;
  readonly body?: z.ZodType;
  readonly multipart?: true;
  readonly ifMatch?: true;
  /** What a program's token needs; undefined: for people alone. */
  readonly scope?: DoorScope;
  readonly answers: Readonly<Record<number, z.ZodType | 'empty' | 'bytes' | 'events'>>;
  /** Problem statuses beyond 401, 403, 422 and 503, with their meaning. */
  readonly problems?: Readonly<Record<number, string>>;
};

const notFound = { 404: 'Gibt es nicht oder nicht für diese Person' };

/** Every door, in the order of the line. A test holds this table against what the server really serves. */
export const routes: readonly Route[] = [
  {
    method: 'post',
    path: '/session',
    summary: 'Anmelden',
    description:
      'Nimmt keinen Idempotency-Key: noch ist niemand bekannt, dem er gehören könnte, und eine aufbewahrte Antwort enthielte das Sitzungs-Cookie. Noch einmal gesendet beginnt eine neue Sitzung; die alte endet.',
    open: true,
    body: SignIn,
    answers: { 200: Session },
    problems: {
      401: 'E-Mail-Adresse oder Kennwort falsch',
      422: 'Angabe passt nicht',
      429: 'Zu viele Versuche',
      503: 'Vorübergehend nicht möglich, Retry-After beachten',
    },
  },
  { method: 'get', path: '/session', scope: 'any', summary: 'Wer ist angemeldet', answers: { 200: Session } },
  { method: 'delete', path: '/session', summary: 'Abmelden', answers: { 204: 'empty' } },
  { method: 'get', path: '/sessions', summary: 'Eigene Sitzungen, die noch laufen', answers: { 200: OpenSessions } },
  {
    method: 'delete',
    path: '/sessions/{id}',
    summary: 'Eine eigene Sitzung beenden',
    answers: { 204: 'empty' },
    problems: notFound,
  },
  { method: 'get', path: '/tokens', summary: 'Eigene Zugriffsschlüssel für Programme', answers: { 200: ApiTokens } },
  {
    method: 'post',
    path: '/tokens',
    summary: 'Zugriffsschlüssel anlegen; er wird dieses eine Mal gezeigt',
    body: NewApiToken,
    answers: { 201: MadeApiToken },
  },
  {
    method: 'delete',
    path: '/tokens/{id}',
    summary: 'Zugriffsschlüssel widerrufen',
    answers: { 204: 'empty' },
    problems: notFound,
  },
  {
    method: 'post',
    path: '/documents',
    scope: 'documents',
    summary: 'Dateien annehmen: 201 erst, wenn die Bytes gesichert und alle Zeilen festgeschrieben sind',
    multipart: true,
    answers: { 201: Received },
    problems: {
      413: 'Eine Datei ist zu groß (reason too-large)',
      507: 'Kein Speicherplatz',
    },
  },
  {
    method: 'get',
    path: '/documents/{id}/original',
    scope: 'documents',
    summary: 'Die Bytes, wie sie ankamen',
    answers: { 200: 'bytes' },
    problems: notFound,
  },
  {
    method: 'get',
    path: '/arrivals',
    scope: 'documents',
    summary: 'Eingänge, neueste zuerst',
    query: ArrivalQuery,
    answers: { 200: ArrivalPage },
  },
  {
    method: 'get',
    path: '/arrivals/{id}',
    scope: 'documents',
    summary: 'Ein Eingang mit seinen Teilen',
    answers: { 200: Arrival },
    problems: notFound,
  },
  {
    method: 'get',
    path: '/cases',
    scope: 'cases:read',
    summary: 'Arbeitsvorrat',
    query: CaseQuery,
    answers: { 200: CasePage },
  },
  {
    method: 'get',
    path: '/cases/{id}',
    scope: 'cases:read',
    summary: 'Ein Vorgang',
    answers: { 200: CaseDetail },
    problems: notFound,
  },
  {
    method: 'put',
    path: '/cases/{id}/coding',
    scope: 'cases:write',
    summary: 'Kontieren; die Zeilen ergeben zusammen den Bruttobetrag',
    body: NewCoding,
    ifMatch: true,
    answers: { 200: CaseDetail },
    problems: { ...notFound, 409: 'Inzwischen geändert (version nennt den neuen Stand) oder schon übergeben' },
  },
  {
    method: 'post',
    path: '/cases/{id}/assignment',
    scope: 'cases:write',
    summary: 'Einer Stelle zuordnen',
    body: NewAssignment,
    ifMatch: true,
    answers: { 200: AssignedCase },
    problems: { ...notFound, 409: 'Inzwischen geändert (version nennt den neuen Stand) oder schon übergeben' },
  },
  {
    method: 'post',
    path: '/cases/{id}/acts',
    scope: 'cases:write',
    summary: 'Feststellen, anordnen, beanstanden, zurückgeben, freigeben',
    body: NewAct,
    ifMatch: true,
    answers: { 201: CaseDetail },
    problems: { ...notFound, 409: 'Stand veraltet (contentHash nennt den neuen) oder nicht zulässig' },
  },
  { method: 'get', path: '/units', scope: 'cases:read', summary: 'Stellen', answers: { 200: Units } },
  {
    method: 'get',
    path: '/budget-lines',
    scope: 'cases:read',
    summary: 'Haushaltsstellen mit Inanspruchnahme',
    answers: { 200: BudgetLines },
  },
  {
    method: 'get',
    path: '/creditors',
    scope: 'cases:read',
    summary: 'Kreditoren suchen',
    query: CreditorQuery,
    answers: { 200: Creditors },
  },
  {
    method: 'get',
    path: '/exports',
    scope: 'exports:read',
    summary: 'Stapel und Stand der Übergabe',
    answers: { 200: ExportList },
  },
  {
    method: 'post',
    path: '/exports',
    scope: 'exports:write',
    summary: 'Stapel bilden und einfrieren, oder Probelauf (dryRun)',
    body: NewExport,
    answers: { 200: ExportPreview, 201: ExportBatch },
    problems: { 409: 'Nichts bereit' },
  },
  {
    method: 'get',
    path: '/exports/{id}',
    scope: 'exports:read',
    summary: 'Ein Stapel',
    answers: { 200: ExportBatch },
    problems: notFound,
  },
  {
    method: 'get',
    path: '/exports/{id}/files/{name}',
    scope: 'exports:read',
    summary: 'Datei eines Stapels, jedes Mal dieselben Bytes',
    answers: { 200: 'bytes' },
    problems: notFound,
  },
  {
    method: 'post',
    path: '/exports/{id}/acknowledgements',
    scope: 'exports:write',
    summary: 'Quittung der Buchhaltung',
    body: NewAcknowledgement,
    ifMatch: true,
    answers: { 201: ExportBatch },
    problems: { ...notFound, 409: 'Inzwischen geändert oder schon quittiert' },
  },
  {
    method: 'get',
    path: '/audit',
    scope: 'audit:read',
    summary: 'Prüfspur, neueste zuerst',
    query: AuditQuery,
    answers: { 200: AuditPage },
  },
  { method: 'get', path: '/events', summary: 'Server-sent events: case, arrival, export', answers: { 200: 'events' } },
  { method: 'get', path: '/health/live', summary: 'Der Prozess läuft', open: true, answers: { 200: Liveness } },
  {
    method: 'get',
    path: '/health/ready',
    summary: 'Belege können angenommen werden',
    description:
      '503 nur, wenn nichts angenommen werden kann: die Datenbank antwortet nicht oder das Archiv ist nicht schreibbar. Wartet fällige Arbeit länger als eine Minute, ist delayed wahr und der Status bleibt 200.',
    open: true,
    answers: { 200: Readiness, 503: Readiness },
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'Diese Beschreibung',
    open: true,
    answers: { 200: z.looseObject({}) },
  },
];
