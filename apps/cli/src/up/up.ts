import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { childEnvironment, readSurroundings, type Surroundings, writeSafely } from '@libs/platform';
import { checkRoom, dataFolder, openDataFolder } from '../data-folder';
import { orDisk } from '../disk-trouble';
import { lockFolder } from '../folder-lock';
import { entryOf, installation } from '../installation';
import { namedDatabase } from '../named-database';
import { appLogin, migrate } from './database';
import { demo } from './demo';
import { hotFolders } from './folders';
import { endLeftovers } from './leftovers';
import { readUpOptions, type UpOptions } from './options';
import { checkPort } from './ports';
import { type Guarded, guardedPostgres } from './postgres-guard';
import { say, step } from './progress';
import { findRedis, startRedis } from './redis';
import { Shutdown, Stopped } from './shutdown';
import { demoMailbox, type Ready, summary } from './summary';
import { Supervised } from './supervised';

/** With the time the database takes this stays below the ten seconds after which force is used. */
const stopPartsMs = 8500;

type Setting = { readonly options: UpOptions; readonly around: Surroundings; readonly data: string };

/** Starts all that belongs to one machine and stays until it is asked to stop. */
export async function up(args: readonly string[]): Promise<number> {
  const options = readUpOptions(args);
  const around = readSurroundings();
  const root = process.getuid?.() === 0;
  const readyFile = options.readyFile === undefined ? undefined : resolve(options.readyFile);
  const data = openDataFolder(dataFolder(options.data, around, root), root);
  const lock = await lockFolder(data);
  const shutdown = new Shutdown();
  shutdown.listen();
  try {
    checkRoom(data);
    if (readyFile) rmSync(readyFile, { force: true }); // one of an earlier start would tell a lie
    const interrupted = shutdown.requested().then(() => {
      throw new Stopped();
    });
    const ready = await Promise.race([bringUp({ options, around, data }, shutdown), interrupted]);
    lock.announce(ready.url);
    if (readyFile) writeSafely(readyFile, `${JSON.stringify(ready, null, 2)}\n`);
    process.stdout.write(summary(ready, options.demo ? demoMailbox : undefined, data));
    await shutdown.requested();
  } catch (error) {
    if (!(error instanceof Stopped)) throw orDisk(error, data);
  } finally {
    await shutdown.run();
    if (readyFile) rmSync(readyFile, { force: true });
    lock.release();
  }
  return 0;
}

async function bringUp(setting: Setting, shutdown: Shutdown): Promise<Ready> {
  const { options, around, data } = setting;
  await endLeftovers(data);
  const port = await checkPort(around.host, options.port, '--port');
  const smtpPort = await checkPort(around.host, options.smtpPort, '--smtp-port');

  const ownerUrl = (await namedDatabase(around)) ?? (await embedded(data, shutdown));
  const redisUrl = await redis(setting, shutdown);
  await migrate(ownerUrl);
  shutdown.check();
  const appUrl = around.appDatabaseUrl ?? (await appLogin(ownerUrl, data));

  const folders = await hotFolders(around.hotFolders, data, ownerUrl, options.demo ? demoMailbox : undefined);

  const environment = childEnvironment({
    NODE_ENV: 'production',
    DATABASE_URL: undefined, // the owner bypasses row-level security: not for processes that serve people
    APP_DATABASE_URL: appUrl,
    DATA_DIR: data,
    REDIS_URL: redisUrl,
    HOST: around.host,
    PORT: String(port),
    SMTP_HOST: around.host,
    SMTP_PORT: String(smtpPort),
    HOT_FOLDERS: folders.setting,
    WEB_DIR: join(installation, 'dist', 'web'),
    LOG_LEVEL: around.logLevel,
  });
  const [logins] = await Promise.all([
    options.demo ? demo(ownerUrl, around.demoPassword, data) : [],
    step('Oberfläche und Verarbeitung starten', () => startParts(environment, data, shutdown)),
  ]);
  return {
    url: `http://${around.host}:${port}`,
    smtp: { host: around.host, port: smtpPort },
    folder: folders.folder,
    inboxes: folders.inboxes,
    logins,
  };
}

async function embedded(data: string, shutdown: Shutdown): Promise<string> {
  const options = { dataDir: join(data, 'postgres'), database: 'belegfluss', say };
  shutdown.check();
  let running: Guarded | undefined;
  const starting = step('Datenbank startet', () => guardedPostgres(options)).then((postgres) => (running = postgres));
  shutdown.add({
    close: async () => {
      await starting.catch(() => undefined);
      await running?.stop();
    },
    force: () => running?.force(),
  });
  return (await starting).ownerUrl;
}

/** Redis of REDIS_URL, else a private one where the machine has the program, else none. */
async function redis({ around, data }: Setting, shutdown: Shutdown): Promise<string | undefined> {
  shutdown.check();
  if (around.redisUrl !== undefined && around.redisUrl !== 'none') {
    say('Redis: der Server aus REDIS_URL');
    return around.redisUrl;
  }
  const program = around.redisUrl === 'none' ? undefined : findRedis(around.searchPath);
  const own = program === undefined ? undefined : await startRedis(program, data, say);
  if (!own) {
    say('Redis: keiner, die Arbeitstabelle in Postgres trägt allein');
    return undefined;
  }
  shutdown.add({ close: () => own.stop(), force: () => own.force() });
  say('Redis: ein eigener Server verteilt die Arbeit');
  return own.url;
}

async function startParts(environment: NodeJS.ProcessEnv, data: string, shutdown: Shutdown): Promise<void> {
  const parts = (['worker', 'api'] as const).map(
    (name) => new Supervised({ name, entry: entryOf(name), data, environment, say }),
  );
  shutdown.add({
    close: async () => {
      await Promise.all(parts.map((part) => part.stop(stopPartsMs)));
    },
    force: () => parts.forEach((part) => part.kill('SIGKILL')),
  });
  await Promise.all(parts.map((part) => part.start()));
}
