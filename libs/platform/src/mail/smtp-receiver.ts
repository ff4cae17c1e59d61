import { type AddressInfo } from 'node:net';
import { finished, type Readable } from 'node:stream';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { type Logger } from '../log';
import { CheckedMail } from './line-ends';
import { Refused, refusalFor, tryLater, unknownRecipient } from './replies';

export type IncomingMail = {
  /** The accepted addresses, as the sender wrote them; they may belong to several entities. */
  readonly recipients: readonly string[];
  /** Null for the empty sender of bounces. */
  readonly envelopeFrom: string | null;
  readonly remoteAddress: string;
  /** The mail as it came. Ends in an error when the sender hangs up, passes the limit or breaks the line rules. */
  readonly source: Readable;
};

export type SmtpReceiverOptions = {
  readonly host: string;
  readonly port: number;
  readonly maxBytes: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly onRecipient: (address: string) => Promise<'accepted' | 'unknown' | 'unavailable'>;
  /** Resolves once every recipient's copy is safe on disk and in the database: only then is the mail acknowledged. */
  readonly onMail: (mail: IncomingMail) => Promise<void>;
  /** Told the code of each reply to a recipient or a mail. */
  readonly onReply?: (code: number) => void;
};

export type SmtpReceiver = {
  /** The address it listens on; port 0 asks for a free one. */
  readonly start: () => Promise<AddressInfo>;
  /** Takes no new connections; those at work have so long to end. */
  readonly stop: (graceMs?: number) => Promise<void>;
};

const idleMs = 60_000;
/** 60 MB over the slowest line that is worth waiting for; also the end of a sender that drips. */
const mailMs = 600_000;

/** Receives mails for the recipients we know. No relaying, no sign-in, no commands beyond what delivery needs. */
export function createSmtpReceiver(options: SmtpReceiverOptions): SmtpReceiver {
  const { host, port, maxBytes, log } = options;
  const server = new SMTPServer({
    name: 'belegfluss',
    banner: 'Belegfluss',
    size: maxBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS', 'XCLIENT', 'XFORWARD', 'WIZ', 'SHELL', 'KILL', 'HELP', 'VRFY', 'EXPN'],
    hideDSN: true,
    disableReverseLookup: true, // no question to the network about who calls
    maxClients: 50,
    maxRecipients: 100,
    socketTimeout: idleMs,
    logger: false,
    onRcptTo: ({ address }, _session, reply) => {
      void askFor(address, options).then((refused) => {
        options.onReply?.(refused?.responseCode ?? 250);
        reply(refused);
      });
    },
    onData: (stream, session, reply) => {
      const hangUp = setTimeout(() => connectionOf(server, session)?.close(), mailMs);
      void receive(stream, session, options).then((refused) => {
        clearTimeout(hangUp);
        options.onReply?.(refused?.responseCode ?? 250);
        reply(refused);
      });
    },
  });
  // Connections that break are the sender's business; without a listener they would end the process. A port that cannot
  // be had is told by whoever starts.
  server.on('error', (error: Error) => {
    if (server.server.listening) log.warn({ err: error }, 'smtp connection failed');
  });

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(port, host, () => {
          server.server.off('error', reject);
          const address = server.server.address();
          if (typeof address === 'object' && address) resolve(address);
        });
      }),
    stop: (graceMs = 5000) => {
      server.options.closeTimeout = graceMs;
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const connectionOf = (server: SMTPServer, { id }: SMTPServerSession) =>
  [...server.connections].find((connection) => connection.id === id);

async function askFor(address: string, { onRecipient, log }: SmtpReceiverOptions): Promise<Refused | undefined> {
  const answer = await onRecipient(address).catch((error: unknown) => {
    log.error({ err: error }, 'recipient could not be looked up');
    return 'unavailable' as const;
  });
  switch (answer) {
    case 'accepted':
      return undefined;
    case 'unknown':
      return unknownRecipient();
    case 'unavailable':
      return tryLater();
  }
}

/** Hands the mail on. Undefined when it is safe, else the reply that says why it is not ours. */
async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { maxBytes, onMail, log }: SmtpReceiverOptions,
): Promise<Refused | undefined> {
  const source = new CheckedMail(maxBytes);
  const failed: unknown[] = [];
  source.on('error', (error) => {
    // who stops reading for a reason of his own aborts the stream: the reason counts, and he throws it
    if (error.name !== 'AbortError') failed.push(error);
  });
  finished(stream, (error) => {
    if (error) source.destroy(error);
  });
  stream.pipe(source);
  // The rest of a refused mail is read and thrown away, so that the sender hears the reply. After pipe: its own listener pauses.
  source.once('close', () => stream.resume());

  const { mailFrom, rcptTo } = session.envelope;
  const mail: IncomingMail = {
    recipients: rcptTo.map(({ address }) => address),
    envelopeFrom: mailFrom && mailFrom.address !== '' ? mailFrom.address : null,
    remoteAddress: session.remoteAddress,
    source,
  };
  try {
    await onMail(mail);
    if (source.readableEnded && failed.length === 0) return undefined;
    throw new Error('The mail was not read to its end.');
  } catch (error) {
    source.destroy();
    const refused = refusalFor(failed[0] ?? error, maxBytes);
    const facts = { code: refused.responseCode, recipients: rcptTo.length };
    // what lies in the mail is told to its sender: to the operator it is no failure
    if (refused.responseCode >= 500) log.warn(facts, 'mail not accepted');
    else log.warn({ err: failed[0] ?? error, ...facts }, 'mail not accepted');
    return refused;
  }
}
