import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasDovecot, startDovecot } from '../../support/dovecot';
import { knows } from './capabilities';
import { type CleanUp } from './clean-up';

const user = 'rechnung';

/** The mailbox of the town on a real mail server, from the outside: a mail is put in, and it is taken out or not. */
export type Mailbox = {
  /** What makes a worker fetch it. */
  readonly settings: NodeJS.ProcessEnv;
  /** What the mail is called there. */
  readonly put: (mail: Buffer) => string;
  readonly isWaiting: (name: string) => boolean;
  /** How many lie where mails come that could not be taken. */
  readonly problems: () => number;
};

export async function startMailbox(folder: string, address: string, cleanUp: CleanUp): Promise<Mailbox> {
  const server = await startDovecot();
  cleanUp.add('mail server', () => server.close());
  const settings = join(folder, 'mailboxes.json');
  const { port, password } = server;
  const mailbox = { address, host: '127.0.0.1', port, secure: false, user, password };
  writeFileSync(settings, JSON.stringify([mailbox]), { mode: 0o600 });
  return {
    settings: { IMAP_MAILBOXES: settings, IMAP_POLL_SECONDS: '2' },
    put: (mail) => server.deliver(user, mail.toString()),
    isWaiting: (name) => server.list(user).some((file) => file.startsWith(name)),
    problems: () => server.list(user, 'Problem').length,
  };
}

/** Mailboxes are known to the worker of this build, and there is a mail server to ask. */
export const hasMailboxChannel = (): boolean => knows('IMAP_MAILBOXES') && hasDovecot();
