import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from './config-error';

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

/** Reads the file of IMAP_MAILBOXES. It holds passwords: nobody but its owner may read it, and no value is repeated. */
export function loadMailboxes(path: string | undefined): readonly MailboxSettings[] {
  if (path === undefined) return [];
  const mode = attempt(() => statSync(path).mode, path);
  if ((mode & 0o077) !== 0) {
    throw new ConfigError({
      de: `Andere dürfen ${path} lesen, und darin stehen Kennwörter; das Programm startet nicht. Bitte „chmod 600 ${path}“ ausführen und neu starten.`,
      en: `Others may read ${path}, and it holds passwords, so the program does not start. Run "chmod 600 ${path}" and start again.`,
    });
  }
  const parsed = Mailboxes.safeParse(attempt((): unknown => JSON.parse(readFileSync(path, 'utf8')), path));
  if (parsed.success) return parsed.data;
  const places = [...new Set(parsed.error.issues.map(({ path: place }) => place.join('.') || 'list'))].join(', ');
  throw new ConfigError({
    de: `In ${path} passt nicht: ${places}. Erwartet ist eine Liste von Postfächern mit address, host, user, password und wahlweise port, secure, folder, processed, problem, jedes Postfach einmal; das Programm startet nicht. Bitte richten und neu starten.`,
    en: `In ${path} this does not fit: ${places}. Expected is a list of mailboxes with address, host, user, password and optionally port, secure, folder, processed, problem, each mailbox once; the program does not start. Correct it and start again.`,
  });
}

function attempt<T>(read: () => T, path: string): T {
  try {
    return read();
  } catch {
    // the cause is left out: a parser's words repeat what stands in the file
    throw new ConfigError({
      de: `Die Datei der Postfächer (IMAP_MAILBOXES) ${path} fehlt oder ist kein JSON; das Programm startet nicht. Bitte richten und neu starten.`,
      en: `The file of the mailboxes (IMAP_MAILBOXES) ${path} is missing or no JSON, so the program does not start. Correct it and start again.`,
    });
  }
}
