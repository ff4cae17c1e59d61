import { type CrashPoints, type Leadership, type ReceiveMail, type ReportDoor } from '@libs/operations';
import {
  type AcceptFigures,
  type Door,
  ImapSession,
  type Logger,
  MailGone,
  mailboxName,
  type MailboxSettings,
  TooLarge,
  type WaitingMail,
} from '@libs/platform';
import { DoorReporter } from '../door-reporter';
import { IntakeFailed, MailboxTrouble, troubleCauses, UnknownAddress } from './mailbox-trouble';

export type MailboxPollerOptions = {
  readonly mailbox: MailboxSettings;
  readonly maxBytes: number;
  readonly pollSeconds: number;
  readonly mail: Pick<ReceiveMail, 'knows' | 'run'>;
  /** Stands for the lead of a name among all processes. */
  readonly lead: (name: string) => Leadership;
  readonly accepted: Pick<AcceptFigures, 'accept'>;
  readonly log: Logger;
  readonly crash: CrashPoints;
  readonly report: Pick<ReportDoor, 'run'>;
};

const LEAD_MILLISECONDS = 1_000;
/** So long a connection may be without an answer before it counts as dead. */
const SILENT_MILLISECONDS = 180_000;
const WATCH_MILLISECONDS = 5_000;
/** Beside much other work a commit takes a second, however little is in it. */
const AT_ONCE = 8;
const LOOK_MILLISECONDS = 5_000;

/**
 * Fetches one mailbox: a mail goes into the archive, its row is committed with the identity it has there, then it is moved to
 * Processed. Where the process dies in between, it is found again, its origin is known, and only the move is left.
 */
export class MailboxPoller {
  private readonly name: string;
  private readonly trouble: MailboxTrouble;
  private readonly reporter: DoorReporter;
  /** Failed before: others come first. */
  private readonly failed = new Set<number>();
  private leadership: Leadership | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private session: ImapSession | undefined;
  private wake: () => void = () => undefined;

  constructor(private readonly options: MailboxPollerOptions) {
    this.name = mailboxName(options.mailbox);
    this.trouble = new MailboxTrouble(options.log, this.name);
    this.reporter = new DoorReporter(options.report, options.mailbox.address, { kind: 'mailbox', name: this.name });
  }

  /** What those who watch may know of it. */
  get door(): Door {
    const outage = () => (this.leads() ? this.trouble.cause : undefined);
    return { kind: 'mailbox', name: this.name, causes: troubleCauses, outage };
  }

  start(): void {
    this.leadership = this.options.lead(`mailbox:${this.name}`);
    this.running = this.run();
  }

  /** Ends after the mail at work, or breaks its transfer off: it is found again. */
  async stop(graceMilliseconds = 3_000): Promise<void> {
    this.stopped = true;
    this.wake();
    const cut = setTimeout(() => this.session?.close(), graceMilliseconds);
    await this.running;
    clearTimeout(cut);
    await this.reporter.stop();
    await this.leadership?.stop();
  }

  private async run(): Promise<void> {
    while (!this.isStopped()) {
      if (!this.leads()) {
        await this.sleep(LEAD_MILLISECONDS);
        continue;
      }
      try {
        await this.connected();
      } catch (error) {
        if (!this.isStopped()) await this.sleep(this.trouble.failed(error));
      }
    }
  }

  /** One connection, until it fails, another process leads or this one stops. */
  private async connected(): Promise<void> {
    const session = await ImapSession.open(this.options.mailbox);
    this.session = session;
    const watchdog = setInterval(() => {
      if (performance.now() - session.provenAt > SILENT_MILLISECONDS) session.close();
      else if (session.isAlive && this.leads()) this.reporter.still();
    }, WATCH_MILLISECONDS);
    try {
      while (!this.isStopped() && this.leads()) {
        const more = await this.fetchSome(session);
        this.trouble.over();
        if (this.isStopped() || more) continue;
        await session.rest(this.options.pollSeconds * 1_000, (wake) => (this.wake = wake));
      }
    } finally {
      clearInterval(watchdog);
      this.session = undefined;
      session.close();
    }
  }

  /** Whether to look again at once. */
  private async fetchSome(session: ImapSession): Promise<boolean> {
    const looked = performance.now();
    const { mails, more } = await session.waiting();
    this.reporter.looked(mails.map(nameOf));
    if (mails.length === 0) return false;
    if (!(await this.isKnown(session))) throw new UnknownAddress(this.name);
    const inTurn = mails.sort((a, b) => Number(this.failed.has(a.uid)) - Number(this.failed.has(b.uid)));
    for (let at = 0; at < inTurn.length; at += AT_ONCE) {
      if (this.isStopped() || !this.leads()) return false;
      // what came meanwhile must not stay unseen for as long as a long queue takes
      if (performance.now() - looked > LOOK_MILLISECONDS) return true;
      await this.takeTogether(session, inTurn.slice(at, at + AT_ONCE));
    }
    return more;
  }

  /** Their commits share one, and so does the move. A mail that cannot be taken keeps none of the others back. */
  private async takeTogether(session: ImapSession, mails: readonly WaitingMail[]): Promise<void> {
    const outcomes = await Promise.allSettled(mails.map((mail) => this.take(session, mail)));
    const committed = mails.filter((_, at) => {
      const outcome = outcomes[at];
      return outcome?.status === 'fulfilled' && outcome.value;
    });
    if (committed.length > 0) await session.finish(committed);
    for (const [at, { uid }] of mails.entries()) {
      if (outcomes[at]?.status === 'rejected')
        this.failed.add(uid); // should the cause lie in this mail, the others come first next time
      else this.failed.delete(uid);
    }
    this.reporter.dealtWith(mails.filter(({ uid }) => !this.failed.has(uid)).map(nameOf));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) throw failure.reason;
  }

  private async isKnown(session: ImapSession): Promise<boolean> {
    try {
      return await this.options.mail.knows(this.options.mailbox.address);
    } catch (error) {
      throw ourFault(session, error);
    }
  }

  /** Whether it is committed and its move is left to be done. */
  private async take(session: ImapSession, mail: WaitingMail): Promise<boolean> {
    const { maxBytes, mailbox, accepted, crash } = this.options;
    if (mail.size > maxBytes) return this.putAside(session, mail);
    const begun = performance.now();
    let arrivals: number;
    try {
      const origin = `imap:${this.name}:${mail.uidValidity}:${mail.uid}`;
      const source = session.read(mail);
      const incoming = { recipients: [mailbox.address], envelopeFrom: null, source, origin };
      arrivals = await this.options.mail.run(incoming, maxBytes);
    } catch (error) {
      if (error instanceof MailGone) return false; // taken away by somebody else; what is still there comes next time
      if (error instanceof TooLarge) return this.putAside(session, mail);
      throw ourFault(session, error);
    }
    crash.reach('mailbox:after-commit');
    accepted.accept('mailbox', arrivals, (performance.now() - begun) / 1000);
    return true;
  }

  private async putAside(session: ImapSession, mail: WaitingMail): Promise<false> {
    await session.putAside(mail);
    const limit = Math.floor(this.options.maxBytes / 1_048_576);
    this.options.log.warn(
      { mailbox: this.name, uid: mail.uid, size: mail.size },
      `Eine Mail ist größer als ${limit} MB; sie wurde nicht angenommen und liegt im Postfach unter „${this.options.mailbox.problem}“. Bitte den Absender bitten, sie aufzuteilen. / A mail is larger than ${limit} MB; it was not taken and lies in "${this.options.mailbox.problem}" of the mailbox. Ask its sender to split it.`,
    );
    return false;
  }

  private leads(): boolean {
    return this.leadership?.held() ?? false;
  }

  /** Asked again after a pause: the compiler would take the answer of before. */
  private isStopped(): boolean {
    return this.stopped;
  }

  private sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const nameOf = ({ uidValidity, uid }: WaitingMail): string => `${uidValidity} ${uid}`;

/** As long as the connection lives, what failed is on our side. */
const ourFault = (session: ImapSession, error: unknown): unknown =>
  session.isAlive ? new IntakeFailed('The mail could not be taken.', { cause: error }) : error;
