import { type Message } from '@libs/contracts';
import { type Database, type DatabaseTrouble } from '@libs/db';
import { type Logger } from '@libs/platform';
import { Outage } from './outage';

const waitsDe =
  'Angenommen und gezeigt wird nichts: HTTP 503, SMTP 451; Eingangsordner, Postfächer und Arbeit warten, es geht nichts verloren.';
const waitsEn =
  'Nothing is accepted or shown: HTTP 503, SMTP 451; hot folders, mailboxes and work wait, nothing is lost.';
const byItselfDe = 'Danach geht alles von selbst weiter.';
const byItselfEn = 'Everything goes on by itself then.';

const texts: Record<DatabaseTrouble, Message> = {
  away: {
    de: `Die Datenbank ist nicht erreichbar, oder sie brach die Verbindung ab. ${waitsDe} Bitte prüfen, ob PostgreSQL läuft und APP_DATABASE_URL und Netz stimmen. ${byItselfDe}`,
    en: `The database cannot be reached, or it cut the connection. ${waitsEn} Check that PostgreSQL runs and that APP_DATABASE_URL and the network are right. ${byItselfEn}`,
  },
  silent: {
    de: `Die Datenbank antwortet nicht, obwohl ihr Rechner da ist. ${waitsDe} Bitte prüfen, ob der Server hängt oder seine Platte oder sein Netz steht. ${byItselfDe}`,
    en: `The database gives no answer although its machine is there. ${waitsEn} Check whether the server hangs, or its disk or network stands still. ${byItselfEn}`,
  },
  connections: {
    de: `Die Datenbank gibt keine Verbindung mehr her (max_connections). Was über schon offene Verbindungen geht, geht weiter; wer eine neue braucht, auch zum Anmelden, Lesen und Prüfen von Mailempfängern, bekommt HTTP 503 oder SMTP 451. Bitte max_connections, DATABASE_CONNECTIONS und andere Programme an dieser Datenbank ansehen.`,
    en: `The database has no connection left to give (max_connections). What goes over open connections goes on; whoever needs a new one, also to sign in, to read and to look up recipients of mail, gets HTTP 503 or SMTP 451. Look at max_connections, DATABASE_CONNECTIONS and other programs at this database.`,
  },
  busy: {
    de: `Die Datenbank kommt nicht nach: Alle Verbindungen dieses Prozesses sind belegt, oder eine Abfrage dauerte zu lange. Ein Teil der Anfragen, auch Anmeldungen und Annahmen, bekommt HTTP 503 oder SMTP 451 und darf wiederkommen. Bitte langsame und wartende Abfragen (pg_stat_activity), Last und DATABASE_CONNECTIONS ansehen.`,
    en: `The database cannot keep up: all connections of this process are taken, or a query took too long. Some requests, sign-ins and arrivals among them, get HTTP 503 or SMTP 451 and may come again. Look at slow and waiting queries (pg_stat_activity), the load and DATABASE_CONNECTIONS.`,
  },
  full: {
    de: `Die Platte der Datenbank ist voll. Angenommen und geändert wird nichts, gelesen nur noch zum Teil: HTTP 503, SMTP 451; was wartet, geht nicht verloren. Bitte auf dem Rechner der Datenbank Platz schaffen. ${byItselfDe}`,
    en: `The disk of the database is full. Nothing is accepted or changed, and only some of it can be read: HTTP 503, SMTP 451; what waits is not lost. Free space on the machine of the database. ${byItselfEn}`,
  },
  'read-only': {
    de: `In die Datenbank darf nicht geschrieben werden (eine Kopie, oder default_transaction_read_only). Angenommen und geändert wird nichts, gelesen nur noch zum Teil: HTTP 503, SMTP 451; was wartet, geht nicht verloren. Bitte APP_DATABASE_URL auf den Hauptserver richten oder das Schreiben wieder erlauben. ${byItselfDe}`,
    en: `The database may not be written to (a replica, or default_transaction_read_only). Nothing is accepted or changed, and only some of it can be read: HTTP 503, SMTP 451; what waits is not lost. Point APP_DATABASE_URL at the main server or allow writing again. ${byItselfEn}`,
  },
  refused: {
    de: `Die Datenbank lehnt die Anmeldung ab (Benutzer, Kennwort oder Name der Datenbank). ${waitsDe} Bitte APP_DATABASE_URL und die Rolle belegfluss_app prüfen; nach einer Änderung der Einstellung neu starten.`,
    en: `The database refuses to let us in (user, password or name of the database). ${waitsEn} Check APP_DATABASE_URL and the role belegfluss_app; after a change of the setting start again.`,
  },
};

/** One question cannot prove that a disk has room again. */
const FULL_QUIET_MILLISECONDS = 60_000;

export const databaseOutage = (
  log: Pick<Logger, 'warn'>,
  database: Pick<Database, 'isWritable'>,
): Outage<DatabaseTrouble> =>
  new Outage({
    log,
    texts,
    over: { de: 'Die Datenbank arbeitet wieder.', en: 'The database works again.' },
    isWell: () => database.isWritable(),
    quietMilliseconds: { full: FULL_QUIET_MILLISECONDS },
  });
