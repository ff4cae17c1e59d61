import { isDatabaseAway } from '@libs/operations';
import { type Logger, SignInRefused, StorageFull } from '@libs/platform';

export class UnknownAddress extends Error {
  override readonly name = 'UnknownAddress';
}

/** The mail was read, but could not be kept or committed: the trouble is ours. */
export class IntakeFailed extends Error {
  override readonly name = 'IntakeFailed';
}

type Cause = 'sign-in' | 'database' | 'full' | 'address' | 'intake' | 'connection';

/** First and longest pause in seconds. A wrong password is tried slowly: servers lock an account that is knocked at. */
const pauses: Record<Cause, readonly [number, number]> = {
  'sign-in': [60, 600],
  database: [1, 15],
  full: [2, 60],
  address: [2, 60],
  intake: [2, 60],
  connection: [1, 60],
};

const texts: Record<Cause, string> = {
  'sign-in':
    'Der Mailserver lehnt Benutzer oder Kennwort des Postfachs ab; von dort kommt nichts herein, andere Postfächer arbeiten weiter. Bitte die Zugangsdaten in der Datei IMAP_MAILBOXES richten und neu starten. / The mail server refuses user or password of the mailbox; nothing comes in from there, other mailboxes go on. Correct the sign-in in the file IMAP_MAILBOXES and start again.',
  database:
    'Die Datenbank antwortet nicht; die Mails bleiben im Postfach und werden danach geholt. / The database does not answer; the mails stay in the mailbox and are fetched afterwards.',
  full: 'Es ist kein Speicherplatz frei; die Mails bleiben im Postfach. Bitte Platz schaffen, dann geht es von selbst weiter. / There is no room left; the mails stay in the mailbox. Free some space, it goes on by itself then.',
  address:
    'Die Adresse des Postfachs gehört keinem Mandanten; die Mails bleiben im Postfach. Bitte die Datei IMAP_MAILBOXES prüfen. / The address of the mailbox belongs to no entity; the mails stay in the mailbox. Check the file IMAP_MAILBOXES.',
  intake:
    'Eine Mail ließ sich nicht annehmen; sie bleibt im Postfach und wird erneut versucht. Bitte das Protokoll der Betreuung geben. / A mail could not be taken; it stays in the mailbox and is tried again. Give the log to your support.',
  connection:
    'Das Postfach ist nicht erreichbar oder die Verbindung brach ab; es wird laufend neu versucht. Dauert es an, bitte Mailserver und Netz prüfen. / The mailbox cannot be reached or the connection broke; it is tried again and again. If it lasts, check mail server and network.',
};

export const troubleCauses = Object.keys(texts);

/** What is wrong with one mailbox: said once, tried again at growing distances, and said once when it is over. */
export class MailboxTrouble {
  private current: Cause | undefined;
  private seconds = 0;

  constructor(
    private readonly log: Logger,
    private readonly mailbox: string,
  ) {}

  get cause(): Cause | undefined {
    return this.current;
  }

  /** The milliseconds until the next try, with jitter: a server that comes back is not stormed. */
  failed(error: unknown): number {
    const cause = causeOf(error);
    const [first, longest] = pauses[cause];
    if (this.current !== cause) {
      // what is wrong with the database is told elsewhere, once for the whole process
      this.log.warn({ mailbox: this.mailbox, ...(cause === 'database' ? {} : { err: error }) }, texts[cause]);
      this.seconds = 0;
    }
    this.current = cause;
    this.seconds = this.seconds === 0 ? first : Math.min(this.seconds * 2, longest);
    return this.seconds * 1_000 * (0.75 + Math.random() / 4);
  }

  over(): void {
    if (this.current !== undefined) {
      this.log.warn({ mailbox: this.mailbox }, 'Das Postfach arbeitet wieder. / The mailbox works again.');
    }
    this.current = undefined;
    this.seconds = 0;
  }
}

function causeOf(error: unknown): Cause {
  if (error instanceof SignInRefused) return 'sign-in';
  if (error instanceof UnknownAddress) return 'address';
  if (!(error instanceof IntakeFailed)) return 'connection';
  if (error.cause instanceof StorageFull) return 'full';
  return isDatabaseAway(error.cause) ? 'database' : 'intake';
}
