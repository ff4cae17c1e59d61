import { z } from 'zod';
import { readSecretFile } from './secret-file';

const Mailbox = z.strictObject({
  /** The mail address that names the entity. */
  address: z.string().regex(/^[^\s@]+@[^\s@]+$/),
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(993),
  /** TLS from the first byte; otherwise STARTTLS is demanded, except on this very machine. */
  secure: z.boolean().default(true),
  user: z.string().min(1),
  password: z.string().min(1),
  folder: z.string().min(1).default('INBOX'),
  processed: z.string().min(1).default('Processed'),
  problem: z.string().min(1).default('Problem'),
});
export type MailboxSettings = z.infer<typeof Mailbox>;

const Mailboxes = z
  .array(Mailbox)
  .refine((all) => new Set(all.map(mailboxName)).size === all.length)
  .refine((all) => all.every(({ folder, processed, problem }) => new Set([folder, processed, problem]).size === 3));

/** One mailbox, the same on every host and after every restart. */
export function mailboxName({ user, host, folder }: Pick<MailboxSettings, 'user' | 'host' | 'folder'>): string {
  return `${user}@${host}/${folder}`;
}

/** Reads the file of IMAP_MAILBOXES. */
export const loadMailboxes = (path: string | undefined): readonly MailboxSettings[] =>
  path === undefined
    ? []
    : readSecretFile(path, Mailboxes, {
        variable: 'IMAP_MAILBOXES',
        of: { de: 'Postfächer', en: 'mailboxes' },
        expected: {
          de: 'eine Liste von Postfächern mit address, host, user, password und wahlweise port, secure, folder, processed, problem, jedes Postfach einmal',
          en: 'a list of mailboxes with address, host, user, password and optionally port, secure, folder, processed, problem, each mailbox once',
        },
      });
