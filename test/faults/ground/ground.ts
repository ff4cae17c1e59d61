import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@libs/db';
import { seedDemo } from '@libs/operations';
import { applyMigrations, loginOf } from '@libs/platform';
import { freePort } from '../../support/free-port';

import { Random } from '../plan/random';
import { knows, mainOf } from './capabilities';
import { type CleanUp } from './clean-up';
import { type Mailbox, startMailbox } from './mailbox';
import { PostgresServer } from './postgres';
import { RedisServer } from './redis';
import { SmallDisk } from './small-disk';
import { Supervised } from './supervised';

export const password = 'Kennwort der Probe';
export const mailAddress = 'rechnung@musterstadt.example';

export type Mode = 'redis' | 'table';

export type GroundOptions = {
  readonly seed: number;
  readonly mode: Mode;
  readonly apis: number;
  readonly workers: number;
  /** Archive and temporary files on small file systems of their own, so that they can be filled up. */
  readonly smallDisks: boolean;
  readonly folderChannel: boolean;
  readonly mailboxChannel: boolean;
  /** More settings for every worker. */
  readonly workerSettings?: NodeJS.ProcessEnv;
};

/** Everything that a run works on: servers, processes, folders. */
export type Ground = {
  readonly folder: string;
  readonly mode: Mode;
  /** Reading children that a fault stopped: one whose worker has died in the meantime would stay for ever. */
  readonly stopped: Set<number>;
  readonly entityId: string;
  readonly appUrl: string;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer | undefined;
  /** Where the originals of the entity lie. */
  readonly archiveFolder: string;
  readonly disks: { readonly archive: SmallDisk; readonly temp: SmallDisk } | undefined;
  /** The hot folder; files are moved into `inbox` below it. */
  readonly hotFolder: string | undefined;
  readonly mailbox: Mailbox | undefined;
  readonly apis: readonly Supervised[];
  readonly workers: readonly Supervised[];
  readonly apiUrls: readonly string[];
  readonly smtpPorts: readonly number[];
  /** One process more, not started yet. */
  readonly extra: (app: 'api' | 'worker') => Promise<Supervised>;
  /** As `audit verify` opens it: for the owner of the tables. */
  readonly database: () => Database;
};

/** Brings the demonstration town up on loopback; `cleanUp` is given each step that must be undone. */
export async function layGround(options: GroundOptions, cleanUp: CleanUp, keep: boolean): Promise<Ground> {
  const { seed, mode, smallDisks } = options;
  const random = new Random(seed).fork('restarts');
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-faults-'));
  chmodSync(folder, 0o711); // as root the database server is another user, who must step in
  cleanUp.add('folder', () => (keep ? undefined : rmSync(folder, { recursive: true, force: true, maxRetries: 5 })));
  const stopped = new Set<number>();
  cleanUp.add('stopped reading children', () => stopped.forEach(killReader));
  const data = join(folder, 'data');
  const [archiveFolder, temp, logs] = [join(data, 'archive'), join(folder, 'temp'), join(folder, 'logs')];
  for (const each of [data, archiveFolder, temp, logs]) mkdirSync(each, { recursive: true });
  const disks = smallDisks ? mountBoth(archiveFolder, temp, cleanUp) : undefined;

  const postgres = await PostgresServer.start(folder);
  cleanUp.add('postgres', () => (keep ? postgres.stop() : postgres.remove()));
  await applyMigrations(postgres.ownerUrl, join(process.cwd(), 'prisma/migrations'));
  const appUrl = await loginOf(postgres.ownerUrl, 'belegfluss_app', 'geheim');
  const { entityId } = await seedDemo(postgres.ownerUrl, password, 2026);

  const redis = mode === 'redis' ? await RedisServer.start(folder, await freePort()) : undefined;
  if (redis) cleanUp.add('redis', () => redis.stop());
  const hotFolder = options.folderChannel ? join(folder, 'hot') : undefined;
  if (hotFolder !== undefined) mkdirSync(join(hotFolder, 'inbox'), { recursive: true });

  const mailbox = options.mailboxChannel ? await startMailbox(folder, mailAddress, cleanUp) : undefined;

  const common = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    APP_DATABASE_URL: appUrl,
    DATA_DIR: data,
    TMPDIR: temp,
    LOG_LEVEL: 'warn',
    ...(redis ? { REDIS_URL: redis.url } : {}),
  };
  const part = (app: 'api' | 'worker', name: string, settings: NodeJS.ProcessEnv): Supervised => {
    const one = new Supervised({
      name,
      main: mainOf(app),
      environment: { ...common, ...settings },
      logFile: join(logs, `${name}.log`),
      random,
    });
    cleanUp.add(name, () => one.stop());
    return one;
  };
  const workerSettings = {
    ...(hotFolder === undefined ? {} : { HOT_FOLDERS: `${mailAddress}=${hotFolder}` }),
    ...mailbox?.settings,
    ...options.workerSettings,
  };
  const [apiPorts, smtpPorts] = [await freePorts(options.apis), await freePorts(options.workers)];
  const apis = apiPorts.map((port, at) => part('api', `api-${at + 1}`, { PORT: String(port) }));
  const workers = smtpPorts.map((port, at) =>
    part('worker', `worker-${at + 1}`, { SMTP_PORT: String(port), ...workerSettings }),
  );
  const started = await Promise.all([...apis, ...workers].map(async (one) => [one.name, await one.start()] as const));
  const failed = started.filter(([, up]) => !up).map(([name]) => name);
  if (failed.length > 0) throw new Error(`${failed.join(', ')} did not become ready; see ${logs}.`);

  let extras = 0;
  return {
    folder,
    mode,
    stopped,
    entityId,
    appUrl,
    postgres,
    redis,
    archiveFolder: join(archiveFolder, entityId),
    disks,
    hotFolder,
    mailbox,
    apis,
    workers,
    apiUrls: apiPorts.map((port) => `http://127.0.0.1:${port}`),
    smtpPorts,
    extra: async (app) => {
      extras += 1;
      const port = String(await freePort());
      return part(app, `${app}-x${extras}`, app === 'api' ? { PORT: port } : { SMTP_PORT: port, ...workerSettings });
    },
    database: () => new Database({ url: postgres.ownerUrl, maxConnections: 4 }),
  };
}

/** Hot folders are known to the worker of this build. */
export const hasFolderChannel = (): boolean => knows('HOT_FOLDERS');

function mountBoth(archiveFolder: string, temp: string, cleanUp: CleanUp) {
  const archive = new SmallDisk(archiveFolder, 64);
  cleanUp.add('small disk of the archive', () => archive.unmount());
  const second = new SmallDisk(temp, 16);
  cleanUp.add('small disk for temporary files', () => second.unmount());
  return { archive, temp: second };
}

/** By its number, which may be a stranger's by now. */
function killReader(pid: number): void {
  try {
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('child/main.js')) process.kill(pid, 'SIGKILL');
  } catch {
    return; // it is gone
  }
}

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}
