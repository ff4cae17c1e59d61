import { resolve } from 'node:path';
import { z } from 'zod';
import { isPostgresUrl, isRedisUrl } from './connection-urls';

const MiB = 1024 * 1024;

/** An empty variable counts as one that is not set: unit files and compose files write `PORT=`. */
export const unsetWhenEmpty = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(unsetWhenEmpty, schema.optional());
const withDefault = <T extends z.ZodType>(fallback: string, schema: T) =>
  z.preprocess((value) => unsetWhenEmpty(value) ?? fallback, schema);

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .pipe(z.number().int().min(min).max(max));
const port = whole(0, 65_535);

const folder = z
  .string()
  .regex(/^[^\s;=@]+@[^\s;=@]+=\/.*$/)
  .transform((entry) => ({
    address: entry.slice(0, entry.indexOf('=')),
    path: resolve(entry.slice(entry.indexOf('=') + 1)),
  }));
/** Two addresses over one folder would race for its files. */
const folders = z
  .string()
  .transform((text) =>
    text
      .split(';')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  )
  .pipe(z.array(folder))
  .refine((list) => new Set(list.map(({ path }) => path)).size === list.length);

/** Each variable with what it must look like; the sentence is shown when it does not. */
export const Environment = z.object({
  NODE_ENV: withDefault('production', z.enum(['production', 'development', 'test'])),
  APP_DATABASE_URL: z.preprocess(unsetWhenEmpty, z.string().refine(isPostgresUrl)),
  DATA_DIR: z.preprocess(unsetWhenEmpty, z.string()),
  SECRET_KEY_FILE: optional(z.string()),
  OIDC_PROVIDERS: optional(z.string()),
  MAIL_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: withDefault('belegfluss@localhost', z.string().regex(/^[^\r\n<>]*<?[^\s<>@]+@[^\s<>@]+>?$/)),
  HOST: withDefault('127.0.0.1', z.string().regex(/^[0-9A-Za-z.:-]+$/)),
  PORT: withDefault('3000', port),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  SMTP_HOST: withDefault('127.0.0.1', z.string().regex(/^[0-9A-Za-z.:-]+$/)),
  SMTP_PORT: optional(port),
  HOT_FOLDERS: withDefault(';', folders),
  IMAP_MAILBOXES: optional(z.string()),
  IMAP_POLL_SECONDS: withDefault('60', whole(1, 600)),
  WEB_DIR: optional(z.string()),
  REDIS_URL: optional(z.string().refine(isRedisUrl)),
  REDIS_PREFIX: withDefault('belegfluss', z.string().regex(/^[\w{}-]{1,60}$/)),
  WORKER_STEPS: optional(z.string().regex(/^[a-z]+(\s*,\s*[a-z]+)*$/)),
  STEP_CONCURRENCY: withDefault('4', whole(1, 64)),
  WATCHDOG_SECONDS: withDefault('60', whole(2, 3600)),
  LOG_LEVEL: withDefault('info', z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])),
  FAULT_AT: optional(z.string().regex(/^[a-z0-9.:-]{1,80}$/)),
  UPLOAD_BYTES: withDefault(String(50 * MiB), whole(1024, 1024 * MiB)),
  MAIL_BYTES: withDefault(String(60 * MiB), whole(1024, 1024 * MiB)),
  CHILD_MEMORY_MB: withDefault('512', whole(128, 16_384)),
  XML_SECONDS: withDefault('20', whole(1, 600)),
  PDF_SECONDS: withDefault('30', whole(1, 600)),
  MAIL_SECONDS: withDefault('30', whole(1, 600)),
  CHILDREN: withDefault('2', whole(1, 64)),
  UPLOADS_AT_ONCE: withDefault('500', whole(1, 10_000)),
  DATABASE_CONNECTIONS: optional(whole(4, 1000)),
  METRICS_HOST: withDefault('127.0.0.1', z.string().regex(/^[0-9A-Za-z.:-]+$/)),
  METRICS_PORT: optional(port),
  METRICS_TOKEN: optional(z.string().regex(/^[\x21-\x7e]{16,200}$/)),
  S3_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
  S3_BUCKET: optional(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)),
  S3_REGION: withDefault('us-east-1', z.string().regex(/^[A-Za-z0-9-]{1,64}$/)),
  S3_ACCESS_KEY_ID: optional(z.string().regex(/^[\x21-\x7e]{1,128}$/)),
  S3_SECRET_ACCESS_KEY: optional(z.string().regex(/^[\x21-\x7e]{1,256}$/)),
  S3_PREFIX: optional(z.string().regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/)),
  S3_ADDRESSING: withDefault('path', z.enum(['path', 'host'])),
});

export type Variable = keyof z.infer<typeof Environment>;

export const shape: Record<Variable, { readonly de: string; readonly en: string }> = {
  NODE_ENV: { de: 'production, development oder test', en: 'production, development or test' },
  APP_DATABASE_URL: {
    de: 'die Verbindung der Anwendungsrolle, postgres://BENUTZER:KENNWORT@RECHNER:5432/DATENBANK, Sonderzeichen im Kennwort als %XX (# als %23)',
    en: 'the connection of the application role, postgres://USER:PASSWORD@HOST:5432/DATABASE, special characters of the password as %XX (# as %23)',
  },
  DATA_DIR: { de: 'der Ordner für das Archiv', en: 'the folder of the archive' },
  SECRET_KEY_FILE: {
    de: 'die Datei mit dem Schlüssel der Installation (64 Ziffern 0–9, a–f)',
    en: 'the file with the key of the installation (64 digits 0–9, a–f)',
  },
  OIDC_PROVIDERS: { de: 'die Datei der Anmeldedienste (JSON)', en: 'the file of the sign-in providers (JSON)' },
  MAIL_URL: {
    de: 'der Mailserver für Einladungen, smtp(s)://[BENUTZER:KENNWORT@]RECHNER[:PORT]',
    en: 'the mail server for invitations, smtp(s)://[USER:PASSWORD@]HOST[:PORT]',
  },
  MAIL_FROM: {
    de: 'der Absender der Mails, z. B. Belegfluss <belegfluss@stadt.example>',
    en: 'the sender of the mails such as Belegfluss <belegfluss@town.example>',
  },
  HOST: { de: 'eine Adresse, z. B. 127.0.0.1', en: 'an address such as 127.0.0.1' },
  PORT: { de: 'eine Portnummer von 0 bis 65535', en: 'a port number from 0 to 65535' },
  PUBLIC_URL: { de: 'die Adresse, die Browser benutzen, http(s)://…', en: 'the address browsers use, http(s)://…' },
  SMTP_HOST: { de: 'eine Adresse, z. B. 127.0.0.1', en: 'an address such as 127.0.0.1' },
  SMTP_PORT: { de: 'eine Portnummer von 0 bis 65535', en: 'a port number from 0 to 65535' },
  HOT_FOLDERS: {
    de: 'Eingangsordner als ADRESSE=/PFAD, mehrere mit Semikolon getrennt, jeder Pfad nur einmal',
    en: 'hot folders as ADDRESS=/PATH, several separated by semicolons, each path once',
  },
  IMAP_MAILBOXES: { de: 'die Datei der Postfächer (JSON)', en: 'the file of the mailboxes (JSON)' },
  IMAP_POLL_SECONDS: { de: 'Sekunden, 1 bis 600', en: 'seconds, 1 to 600' },
  WEB_DIR: { de: 'der Ordner der gebauten Oberfläche', en: 'the folder of the built web pages' },
  REDIS_URL: {
    de: 'die Adresse von Redis, redis(s)://[BENUTZER:KENNWORT@]RECHNER:6379[/NUMMER DER DATENBANK], Port von 1 bis 65535, Sonderzeichen im Kennwort als %XX (# als %23)',
    en: 'the address of Redis, redis(s)://[USER:PASSWORD@]HOST:6379[/NUMBER OF THE DATABASE], port from 1 to 65535, special characters of the password as %XX (# as %23)',
  },
  REDIS_PREFIX: {
    de: 'ein Name aus Buchstaben, Ziffern, - und _, der diese Installation in Redis von anderen trennt',
    en: 'a name of letters, digits, - and _ that keeps this installation apart from others in Redis',
  },
  WORKER_STEPS: {
    de: 'Schritte, die dieser Prozess ausführt, mit Komma getrennt, z. B. receive,check,assign',
    en: 'the steps that this process carries, separated by commas, such as receive,check,assign',
  },
  STEP_CONCURRENCY: { de: 'Anzahl, 1 bis 64', en: 'a number, 1 to 64' },
  WATCHDOG_SECONDS: { de: 'Sekunden, 2 bis 3600', en: 'seconds, 2 to 3600' },
  LOG_LEVEL: {
    de: 'fatal, error, warn, info, debug, trace oder silent',
    en: 'fatal, error, warn, info, debug, trace or silent',
  },
  FAULT_AT: { de: 'der Name einer Abbruchstelle (nur Tests)', en: 'the name of a crash point (tests only)' },
  UPLOAD_BYTES: { de: 'Bytes, 1024 bis 1073741824', en: 'bytes, 1024 to 1073741824' },
  MAIL_BYTES: { de: 'Bytes, 1024 bis 1073741824', en: 'bytes, 1024 to 1073741824' },
  CHILD_MEMORY_MB: { de: 'Megabyte, 128 bis 16384', en: 'megabytes, 128 to 16384' },
  XML_SECONDS: { de: 'Sekunden, 1 bis 600', en: 'seconds, 1 to 600' },
  PDF_SECONDS: { de: 'Sekunden, 1 bis 600', en: 'seconds, 1 to 600' },
  MAIL_SECONDS: { de: 'Sekunden, 1 bis 600', en: 'seconds, 1 to 600' },
  CHILDREN: { de: 'Anzahl, 1 bis 64', en: 'a number, 1 to 64' },
  UPLOADS_AT_ONCE: { de: 'Anzahl, 1 bis 10000', en: 'a number, 1 to 10000' },
  DATABASE_CONNECTIONS: { de: 'Anzahl, 4 bis 1000', en: 'a number, 4 to 1000' },
  METRICS_HOST: { de: 'eine Adresse, z. B. 127.0.0.1', en: 'an address such as 127.0.0.1' },
  METRICS_PORT: { de: 'eine Portnummer von 0 bis 65535', en: 'a port number from 0 to 65535' },
  METRICS_TOKEN: { de: '16 bis 200 sichtbare Zeichen', en: '16 to 200 visible characters' },
  S3_ENDPOINT: { de: 'die Adresse des S3-Speichers, http(s)://…', en: 'the address of the S3 store, http(s)://…' },
  S3_BUCKET: {
    de: 'der Bucket des Archivs, 3 bis 63 Zeichen aus a–z, 0–9, Punkt und Strich',
    en: 'the bucket of the archive, 3 to 63 characters of a–z, 0–9, dot and hyphen',
  },
  S3_REGION: { de: 'die Region, z. B. us-east-1', en: 'the region such as us-east-1' },
  S3_ACCESS_KEY_ID: { de: 'der Name des Schlüssels', en: 'the id of the key' },
  S3_SECRET_ACCESS_KEY: { de: 'das Geheimnis zum Schlüssel', en: 'the secret of the key' },
  S3_PREFIX: {
    de: 'ein Ordner im Bucket ohne Schrägstrich am Rand, z. B. belegfluss',
    en: 'a folder in the bucket without slashes at its ends, such as belegfluss',
  },
  S3_ADDRESSING: {
    de: 'path (ADRESSE/BUCKET) oder host (BUCKET.ADRESSE)',
    en: 'path (ADDRESS/BUCKET) or host (BUCKET.ADDRESS)',
  },
};
