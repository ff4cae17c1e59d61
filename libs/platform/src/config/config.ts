import { type z } from 'zod';
import { ConfigError } from './config-error';
import { Environment, shape, unsetWhenEmpty, type Variable } from './variables';

const isVariable = (name: unknown): name is Variable => typeof name === 'string' && Object.hasOwn(shape, name);

const refuse = (names: readonly Variable[], env: NodeJS.ProcessEnv): ConfigError => {
  const state = (name: Variable) => unsetWhenEmpty(env[name]) === undefined;
  const de = names.map(
    (name) => `${name} ${state(name) ? 'ist nicht gesetzt' : 'passt nicht'}; erwartet: ${shape[name].de}.`,
  );
  const en = names.map(
    (name) => `${name} ${state(name) ? 'is not set' : 'does not fit'}; expected: ${shape[name].en}.`,
  );
  return new ConfigError({
    de: `Die Einstellungen sind unvollständig, das Programm startet nicht. ${de.join(' ')} Bitte setzen und neu starten.`,
    en: `The settings are incomplete, so the program does not start. ${en.join(' ')} Set them and start again.`,
  });
};

/** The archive in an S3 store. Half a setting is a mistake: silently using the folder would part the archive in two. */
function s3Of(data: z.infer<typeof Environment>, env: NodeJS.ProcessEnv) {
  const needed = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  const given = Object.keys(shape).filter((name) => name.startsWith('S3_') && unsetWhenEmpty(env[name]) !== undefined);
  if (given.length === 0) return undefined;

  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId } = data;
  const { S3_SECRET_ACCESS_KEY: secretAccessKey } = data;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey)
    throw refuse(
      needed.filter((name) => data[name] === undefined),
      env,
    );
  return {
    endpoint,
    bucket,
    region: data.S3_REGION,
    accessKeyId,
    secretAccessKey,
    prefix: data.S3_PREFIX ?? '',
    pathStyle: data.S3_ADDRESSING === 'path',
  } as const;
}

export type Config = ReturnType<typeof loadConfig>;

/** Reads the environment once, at start. Nothing else in the code base looks at it. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path[0]).filter(isVariable))];
    throw refuse(names, env);
  }
  const { data } = parsed;
  return {
    nodeEnv: data.NODE_ENV,
    appDatabaseUrl: data.APP_DATABASE_URL,
    dataDir: data.DATA_DIR,
    /** Undefined: `secret.key` in `dataDir`. */
    secretKeyFile: data.SECRET_KEY_FILE,
    /** The file of the sign-in providers; undefined: people sign in with what Belegfluss knows of them. */
    providersFile: data.OIDC_PROVIDERS,
    /** Undefined: no mail is sent, links are handed on by the administrator. */
    mail: data.MAIL_URL === undefined ? undefined : { url: data.MAIL_URL, from: data.MAIL_FROM },
    host: data.HOST,
    port: data.PORT,
    /** https here makes cookies Secure. */
    publicUrl: data.PUBLIC_URL,
    smtpHost: data.SMTP_HOST,
    smtpPort: data.SMTP_PORT,
    /** The folders whose files are taken in; the mail address names the entity that they belong to. */
    hotFolders: data.HOT_FOLDERS,
    imap: { mailboxesFile: data.IMAP_MAILBOXES, pollSeconds: data.IMAP_POLL_SECONDS },
    webDir: data.WEB_DIR,
    /** Undefined: the work table in Postgres carries alone. */
    redis: data.REDIS_URL === undefined ? undefined : { url: data.REDIS_URL, prefix: data.REDIS_PREFIX },
    worker: {
      /** Undefined: all steps. */
      steps: data.WORKER_STEPS?.split(',').map((step) => step.trim()),
      /** Of each step at the same time. */
      concurrency: data.STEP_CONCURRENCY,
      /** A worker that has not moved for so long while work waits ends itself. */
      watchdogSeconds: data.WATCHDOG_SECONDS,
    },
    logLevel: data.LOG_LEVEL,
    /** Undefined: the archive is the folder below `dataDir`. */
    s3: s3Of(data, env),
    /** A crash point that fault tests switch on; undefined in production. */
    faultAt: data.FAULT_AT,
    /** Connections of one process; undefined: what suits its kind. */
    databaseConnections: data.DATABASE_CONNECTIONS,
    metrics: {
      /** Where the worker tells how it is; undefined: nowhere. The api does so at its own port. */
      host: data.METRICS_HOST,
      port: data.METRICS_PORT,
      /** Undefined: only this machine may look. */
      token: data.METRICS_TOKEN,
    },
    limits: {
      uploadBytes: data.UPLOAD_BYTES,
      mailBytes: data.MAIL_BYTES,
      childMemoryMb: data.CHILD_MEMORY_MB,
      xmlSeconds: data.XML_SECONDS,
      pdfSeconds: data.PDF_SECONDS,
      mailSeconds: data.MAIL_SECONDS,
      children: data.CHILDREN,
      /** More uploads at the same time are told to come back before their body is read. */
      uploadsAtOnce: data.UPLOADS_AT_ONCE,
    },
  } as const;
}
