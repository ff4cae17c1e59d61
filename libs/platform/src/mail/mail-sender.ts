import { createTransport, type Transporter } from 'nodemailer';
import { isLoopback } from '../config/loopback';

export type OutgoingMail = {
  /** The same for the same intention: sent twice after a crash, the mail server of the recipient may know it again. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

/** The mail server says no for good: this recipient, or what we send. */
export class MailRefused extends Error {
  constructor(
    /** The reply code of the server, such as 550; undefined: the address cannot be written at all. */
    readonly reply: number | undefined,
    cause: unknown,
  ) {
    super(`The mail server refused the mail (${reply ?? 'no reply'}).`, { cause });
    this.name = 'MailRefused';
  }
}

/** The mail server cannot be reached, does not know us or says "later": the same mail may go out another time. */
export class MailServerAway extends Error {
  constructor(cause: unknown) {
    super(`The mail server took no mail: ${shortly(cause)}.`, { cause });
    this.name = 'MailServerAway';
  }
}

const TIME_LIMITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Sends our own mails through the mail server of the town. TLS is demanded and proven, except on this very machine. */
export class MailSender {
  private readonly transport: Transporter;
  private readonly host: string;

  constructor(
    { url, from }: { readonly url: string; readonly from: string },
    limits: typeof TIME_LIMITS = TIME_LIMITS,
  ) {
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    const here = isLoopback(hostname);
    this.host = from.slice(from.lastIndexOf('@') + 1).replace('>', '');
    this.transport = createTransport(
      {
        host: hostname.replace(/^\[|\]$/g, ''),
        port: port === '' ? (secure ? 465 : 587) : Number(port),
        secure,
        requireTLS: !secure && !here,
        tls: { rejectUnauthorized: !here },
        ...(username === ''
          ? {}
          : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
        ...limits,
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from },
    );
  }

  /** Returns when the mail server has taken it. */
  async send({ id, to, subject, text }: OutgoingMail): Promise<void> {
    try {
      await this.transport.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${this.host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      throw isRefusal(error) ? new MailRefused(replyOf(error), error) : new MailServerAway(error);
    }
  }

  close(): void {
    this.transport.close();
  }
}

const replyOf = (error: unknown): number | undefined =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : undefined;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Wrong credentials or a missing TLS concern us, not the recipient: they are set right and the mail still goes out. */
function isRefusal(error: unknown): boolean {
  if (codeOf(error) !== 'EENVELOPE' && codeOf(error) !== 'EMESSAGE') return false;
  const reply = replyOf(error);
  return reply === undefined || (reply >= 500 && reply !== 530);
}

/** The cause without what the server wrote: it may repeat addresses. */
const shortly = (error: unknown): string =>
  [codeOf(error), replyOf(error)].filter(Boolean).join(' ') || 'unknown cause';
