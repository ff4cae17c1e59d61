import {
  Arrival,
  ArrivalPage,
  ArrivalQuery,
  AuditPage,
  AuditQuery,
  BudgetLines,
  CaseDetail,
  CasePage,
  CaseQuery,
  CreditorQuery,
  Creditors,
  ExportBatch,
  ExportList,
  ExportPreview,
  Liveness,
  NewAcknowledgement,
  NewAct,
  NewAssignment,
  NewCoding,
  NewExport,
  Readiness,
  Received,
  SealedCase,
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
    problems: { 401: 'E-Mail-Adresse oder Kennwort falsch', 422: 'Angabe passt nicht', 429: 'Zu viele Versuche' },
  },
  { method: 'get', path: '/session', summary: 'Wer ist angemeldet', answers: { 200: Session } },
  { method: 'delete', path: '/session', summary: 'Abmelden', answers: { 204: 'empty' } },
  {
    method: 'post',
    path: '/documents',
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
    summary: 'Die Bytes, wie sie ankamen',
    answers: { 200: 'bytes' },
    problems: notFound,
  },
  {
    method: 'get',
    path: '/arrivals',
    summary: 'Eingänge, neueste zuerst',
    query: ArrivalQuery,
    answers: { 200: ArrivalPage },
  },
  {
    method: 'get',
    path: '/arrivals/{id}',
    summary: 'Ein Eingang mit seinen Teilen',
    answers: { 200: Arrival },
    problems: notFound,
  },
  { method: 'get', path: '/cases', summary: 'Arbeitsvorrat', query: CaseQuery, answers: { 200: CasePage } },
  { method: 'get', path: '/cases/{id}', summary: 'Ein Vorgang', answers: { 200: CaseDetail }, problems: notFound },
  {
    method: 'put',
    path: '/cases/{id}/coding',
    summary: 'Kontieren; die Zeilen ergeben zusammen den Bruttobetrag',
    body: NewCoding,
    ifMatch: true,
    answers: { 200: CaseDetail },
    problems: { ...notFound, 409: 'Inzwischen geändert (version nennt den neuen Stand) oder schon übergeben' },
  },
  {
    method: 'post',
    path: '/cases/{id}/assignment',
    summary: 'Einer Stelle zuordnen',
    body: NewAssignment,
    ifMatch: true,
    answers: { 200: z.union([CaseDetail, SealedCase]) },
    problems: { ...notFound, 409: 'Inzwischen geändert (version nennt den neuen Stand) oder schon übergeben' },
  },
  {
    method: 'post',
    path: '/cases/{id}/acts',
    summary: 'Feststellen, anordnen, beanstanden, zurückgeben, freigeben',
    body: NewAct,
    ifMatch: true,
    answers: { 201: CaseDetail },
    problems: { ...notFound, 409: 'Stand veraltet (contentHash nennt den neuen) oder nicht zulässig' },
  },
  { method: 'get', path: '/units', summary: 'Stellen', answers: { 200: Units } },
  {
    method: 'get',
    path: '/budget-lines',
    summary: 'Haushaltsstellen mit Inanspruchnahme',
    answers: { 200: BudgetLines },
  },
  {
    method: 'get',
    path: '/creditors',
    summary: 'Kreditoren suchen',
    query: CreditorQuery,
    answers: { 200: Creditors },
  },
  { method: 'get', path: '/exports', summary: 'Stapel und Stand der Übergabe', answers: { 200: ExportList } },
  {
    method: 'post',
    path: '/exports',
    summary: 'Stapel bilden und einfrieren, oder Probelauf (dryRun)',
    body: NewExport,
    answers: { 200: ExportPreview, 201: ExportBatch },
    problems: { 409: 'Nichts bereit' },
  },
  { method: 'get', path: '/exports/{id}', summary: 'Ein Stapel', answers: { 200: ExportBatch }, problems: notFound },
  {
    method: 'get',
    path: '/exports/{id}/files/{name}',
    summary: 'Datei eines Stapels, jedes Mal dieselben Bytes',
    answers: { 200: 'bytes' },
    problems: notFound,
  },
  {
    method: 'post',
    path: '/exports/{id}/acknowledgements',
    summary: 'Quittung der Buchhaltung',
    body: NewAcknowledgement,
    ifMatch: true,
    answers: { 201: ExportBatch },
    problems: { ...notFound, 409: 'Inzwischen geändert oder schon quittiert' },
  },
  {
    method: 'get',
    path: '/audit',
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
