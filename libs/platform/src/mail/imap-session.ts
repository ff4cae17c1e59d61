import { ImapFlow } from 'imapflow';
import { type MailboxSettings } from '../config/mailboxes';

/** A mail that lies in the mailbox and was not dealt with. */
export type WaitingMail = { readonly uid: number; readonly uidValidity: string; readonly size: number };

/** User or password are wrong: only a person can change that. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

/** Somebody else took the mail away while it was read. */
export class MailGone extends Error {
  override readonly name = 'MailGone';
}

const CHUNK_BYTES = 1024 * 1024;
const CONNECT_MILLISECONDS = 20_000;
const SOCKET_MILLISECONDS = 90_000;
/** A command names each mail, and a line has its limits. */
const BATCH = 500;
/** Marks what was dealt with where the server cannot move. */
const HANDLED = { received: '$BelegflussReceived', problem: '$BelegflussProblem' } as const;

/**
 * One connection to one mailbox. It never deletes. When the connection breaks every call fails and the session is thrown away:
 * reconnecting is done by building a new one.
 */
export class ImapSession {
  private readonly made = new Set<string>();
  /** When the server last answered, by a clock that only goes forward. */
  provenAt = performance.now();

  private constructor(
    private readonly client: ImapFlow,
    private readonly settings: MailboxSettings,
  ) {}

  static async open(settings: MailboxSettings): Promise<ImapSession> {
    const { host, port, secure, user, password, folder } = settings;
    const here = host === '127.0.0.1' || host === '::1' || host === 'localhost';
    const client = new ImapFlow({
      host,
      port,
      secure,
      // a password in the clear goes nowhere but to this very machine
      ...(secure ? {} : { doSTARTTLS: !here }),
      auth: { user, pass: password },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: CONNECT_MILLISECONDS,
      greetingTimeout: CONNECT_MILLISECONDS,
      socketTimeout: SOCKET_MILLISECONDS,
    });
    client.on('error', () => undefined); // the call under way fails too; without a listener the process would die
    try {
      await client.connect();
      await client.mailboxOpen(folder);
    } catch (error) {
      client.close();
      if (isRefusal(error)) throw new SignInRefused('The server refused user or password.');
      throw error;
    }
    return new ImapSession(client, settings);
  }

  /** The oldest, and whether there are more. What others marked as deleted is theirs. */
  async waiting(): Promise<{ readonly mails: WaitingMail[]; readonly more: boolean }> {
    const { uidValidity } = this.opened();
    await this.client.noop(); // tells what is new since the last command
    const unhandled = { deleted: false, unKeyword: HANDLED.received, not: { keyword: HANDLED.problem } };
    const uids = await this.client.search(unhandled, { uid: true });
    this.prove();
    if (!Array.isArray(uids)) throw new Error('The server did not answer the search.');
    const oldest = uids.sort((a, b) => a - b).slice(0, BATCH);
    const mails: WaitingMail[] = [];
    if (oldest.length === 0) return { mails, more: false };
    for await (const { uid, size } of this.client.fetch(oldest.join(','), { uid: true, size: true }, { uid: true })) {
      mails.push({ uid, uidValidity, size: size ?? 0 });
    }
    return { mails, more: uids.length > BATCH };
  }

  /**
   * The mail as it lies on the server, piece by piece. Each piece is a literal of known length, and the end is where the server
   * has no more: a connection that breaks is an error and never looks like an end.
   */
  async *read({ uid }: WaitingMail): AsyncGenerator<Uint8Array> {
    for (let start = 0; ;) {
      const part = await this.client.fetchOne(
        String(uid),
        { source: { start, maxLength: CHUNK_BYTES } },
        { uid: true },
      );
      this.prove();
      if (!part || part.source === undefined) throw new MailGone(`UID ${uid}`);
      if (part.source.length === 0) return;
      yield part.source;
      start += part.source.length;
    }
  }

  finish(mails: readonly WaitingMail[]): Promise<void> {
    return this.handled(mails, this.settings.processed, HANDLED.received);
  }

  putAside(mail: WaitingMail): Promise<void> {
    return this.handled([mail], this.settings.problem, HANDLED.problem);
  }

  /** Until the server tells of news, the time is over, or `wake` is called. */
  async rest(milliseconds: number, onWake: (wake: () => void) => void): Promise<void> {
    let wake: () => void = () => undefined;
    const woken = new Promise<void>((resolve) => (wake = resolve));
    const timer = setTimeout(wake, milliseconds);
    this.client.on('exists', wake);
    this.client.on('close', wake);
    onWake(wake);
    // ends with the next command; where the server knows no IDLE the time alone counts
    this.client.idle().catch(() => undefined);
    await woken;
    clearTimeout(timer);
    this.client.off('exists', wake);
    this.client.off('close', wake);
  }

  get isAlive(): boolean {
    return this.client.usable;
  }

  close(): void {
    this.client.close();
  }

  private async handled(mails: readonly WaitingMail[], folder: string, keyword: string): Promise<void> {
    const uids = mails.map(({ uid }) => uid).join(',');
    if (this.client.capabilities.has('MOVE')) {
      await this.make(folder);
      const moved = await this.client.messageMove(uids, folder, { uid: true });
      if (moved === false) throw new Error(`The server did not move the mails to ${folder}.`);
    } else {
      const flagged = await this.client.messageFlagsAdd(uids, ['\\Seen', keyword], { uid: true });
      if (!flagged) throw new Error('The server did not flag the mails.');
    }
    this.prove();
  }

  private async make(folder: string): Promise<void> {
    if (this.made.has(folder)) return;
    await this.client.mailboxCreate(folder); // one that is there already is no error
    this.made.add(folder);
  }

  private opened(): { readonly uidValidity: string } {
    const { mailbox } = this.client;
    if (!mailbox) throw new Error('The mailbox is closed.');
    return { uidValidity: String(mailbox.uidValidity) };
  }

  private prove(): void {
    this.provenAt = performance.now();
  }
}

const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'authenticationFailed' in error && error.authenticationFailed === true;
