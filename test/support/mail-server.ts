import { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

export type ReceivedMail = {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly raw: string;
};

export type MailServer = {
  /** For MAIL_URL. */
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** What it says to the next recipients: the reply code, or undefined when it takes them. */
  answer: number | undefined;
  close(): Promise<void>;
};

/** A real mail server on this machine that keeps what it is given. Nothing leaves it. */
export async function openMailServer(port = 0): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const state: { answer: number | undefined } = { answer: undefined };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    onRcptTo: (_address, _session, done) => {
      done(state.answer === undefined ? null : Object.assign(new Error('no'), { responseCode: state.answer }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const bytes = Buffer.concat(chunks);
        void simpleParser(bytes).then(({ from, subject, text, messageId }) => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
          const words = {
            from: from?.text ?? '',
            subject: subject ?? '',
            text: text ?? '',
            messageId: messageId ?? '',
          };
          mails.push({ to, ...words, raw: bytes.toString() });
          done();
        }, done);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const { port: listening } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${listening}`,
    mails,
    get answer() {
      return state.answer;
    },
    set answer(code) {
      state.answer = code;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The key in the first link of a mail. */
export const keyIn = ({ text }: Pick<ReceivedMail, 'text'>): string => /\/kennwort#([\w-]+)/.exec(text)?.[1] ?? '';
