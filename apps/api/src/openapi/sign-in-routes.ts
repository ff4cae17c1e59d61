import {
  Confirmation,
  NextStep,
  PasskeyRequest,
  PasskeySignIn,
  ProviderStart,
  SecondFactor,
  Session,
  SignedOut,
  SignIn,
  SignInWays,
} from '@libs/contracts';
import { type Route } from './route';

/** Nobody is known yet to whom an Idempotency-Key could belong. */
const takesNoKey =
  'Nimmt keinen Idempotency-Key: noch ist niemand bekannt, dem er gehören könnte, und eine aufbewahrte Antwort enthielte das Sitzungs-Cookie.';

const signInProblems = {
  422: 'Angabe passt nicht',
  429: 'Zu viele Versuche',
  503: 'Vorübergehend nicht möglich, Retry-After beachten',
};

/** The doors through which people come in. */
export const signInRoutes: readonly Route[] = [
  { method: 'get', path: '/sign-in', summary: 'Wege der Anmeldung', open: true, answers: { 200: SignInWays } },
  {
    method: 'post',
    path: '/session',
    summary: 'Anmelden',
    description: `${takesNoKey} Noch einmal gesendet beginnt eine neue Sitzung; die alte endet. 202: Das Kennwort stimmt, der zweite Faktor fehlt noch.`,
    open: true,
    body: SignIn,
    answers: { 200: Session, 202: NextStep },
    problems: { 401: 'E-Mail-Adresse oder Kennwort falsch', ...signInProblems },
  },
  {
    method: 'post',
    path: '/session/second-factor',
    summary: 'Die Anmeldung mit dem zweiten Faktor oder einem Wiederherstellungscode abschließen',
    description: `${takesNoKey} Jeder Code gilt einmal.`,
    open: true,
    body: SecondFactor,
    answers: { 200: Session },
    problems: { 401: 'Code falsch oder schon benutzt, oder die Anmeldung ist abgelaufen', ...signInProblems },
  },
  {
    method: 'post',
    path: '/session/passkey-options',
    summary: 'Aufgabe für einen zum Anmelden und zum Bestätigen',
    description: `${takesNoKey} Noch einmal gesendet kommt eine neue Aufgabe.`,
    open: true,
    answers: { 200: PasskeyRequest },
    problems: { 409: 'Unter dieser Adresse sind keine Passkeys möglich', 503: signInProblems[503] },
  },
  {
    method: 'post',
    path: '/session/passkey',
    summary: 'Anmelden mit einem Passkey',
    description: `${takesNoKey} Jede Aufgabe gilt einmal.`,
    open: true,
    body: PasskeySignIn,
    answers: { 200: Session },
    problems: {
      401: 'Der Passkey wurde nicht angenommen',
      409: 'Unter dieser Adresse sind keine Passkeys möglich',
      ...signInProblems,
    },
  },
  {
    method: 'get',
    path: '/session/providers/{provider}',
    summary: 'Die Anmeldung bei einem Anmeldedienst beginnen',
    description:
      'Für Browser: leitet zum Anmeldedienst, bei einem Fehler zu /anmelden?fehler=…. Mit confirm=1 weist sich eine angemeldete Person dort neu aus.',
    open: true,
    query: ProviderStart,
    answers: { 302: 'redirect' },
    problems: { 422: 'Angabe passt nicht' },
  },
  {
    method: 'get',
    path: '/session/providers/{provider}/callback',
    summary: 'Die Anmeldung bei einem Anmeldedienst abschließen',
    description: 'Hierhin leitet der Anmeldedienst zurück; weiter geht es zu einer Seite, mit oder ohne Sitzung.',
    open: true,
    answers: { 302: 'redirect' },
  },
  { method: 'get', path: '/session', scope: 'any', summary: 'Wer ist angemeldet', answers: { 200: Session } },
  {
    method: 'delete',
    path: '/session',
    summary: 'Abmelden; 200 nennt die Adresse, an der auch die Sitzung beim Anmeldedienst endet',
    answers: { 200: SignedOut, 204: 'empty' },
  },
  {
    method: 'post',
    path: '/session/confirmation',
    summary: 'Sich neu ausweisen, zum Beispiel vor einer Unterschrift; das Sitzungs-Cookie wechselt',
    description: 'Das bisherige Cookie gilt von da an nicht mehr. Geht die Antwort verloren, ist neu anzumelden.',
    body: Confirmation,
    answers: { 200: Session },
    problems: { 401: 'Code oder Passkey nicht angenommen, oder nicht angemeldet', 429: 'Zu viele Versuche' },
  },
];
