import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from './databases';
import { PostgresFailed } from './postgres-failed';
import {
  findPostgres,
  type PostgresOptions,
  removePostgres,
  type RunningPostgres,
  startPostgres,
} from './start-postgres';

const folders: string[] = [];
const servers: RunningPostgres[] = [];

const aFolder = (mode = 0o711): string => {
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-postgres-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return join(folder, 'postgres');
};
const start = async (dataDir: string, more: Partial<PostgresOptions> = {}): Promise<RunningPostgres> => {
  const server = await startPostgres({ dataDir, database: 'belegfluss', durable: false, ...more });
  servers.push(server);
  return server;
};
const ask = async (server: RunningPostgres, sql: string): Promise<unknown[]> =>
  withClient(server.ownerUrl, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);
const clusterOf = (dataDir: string): string => {
  const pointer = join(dataDir, 'cluster-folder');
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : dataDir;
};

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders.splice(0)) {
    removePostgres(join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }
}, 30_000);

describe('the embedded PostgreSQL', () => {
  test('keeps its data over a stop and a start, and its secrets to itself', async () => {
    const dataDir = aFolder();
    const first = await start(dataDir);
    expect(findPostgres(dataDir, 'belegfluss')).toBe(first.ownerUrl);
    await ask(first, `CREATE TABLE kept AS SELECT 'Müller' AS name`);
    await first.stop();
    expect(first.isRunning()).toBe(false);
    expect(findPostgres(dataDir, 'belegfluss')).toBeUndefined();

    const second = await start(dataDir, { port: first.port });
    expect(second).toMatchObject({ adopted: false, port: first.port, ownerUrl: first.ownerUrl });
    expect(await ask(second, 'SELECT name FROM kept')).toEqual([{ name: 'Müller' }]);
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
    expect(await ask(second, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  }, 60_000);

  test('takes umlauts for letters when it searches', async () => {
    const server = await start(aFolder());
    await ask(server, 'CREATE EXTENSION pg_trgm');
    expect(
      await ask(server, `SELECT similarity('MÜLLER', 'müller') AS alike, show_trgm('öl') = show_trgm('l') AS cut`),
    ).toEqual([{ alike: 1, cut: false }]);
  }, 60_000);

  test('is adopted when the start before it was killed', async () => {
    const dataDir = aFolder();
    const orphan = await startAndKill(dataDir);
    const server = await start(dataDir);
    expect(server).toMatchObject({ adopted: true, pid: orphan });
    expect(await ask(server, 'SELECT n FROM orphan')).toEqual([{ n: 1 }]);
    await server.stop();
    expect(server.isRunning()).toBe(false);
  }, 60_000);

  test('starts anew when the server itself was killed', async () => {
    const dataDir = aFolder();
    const first = await start(dataDir);
    await ask(first, 'CREATE TABLE kept AS SELECT 1 AS n');
    process.kill(first.pid, 'SIGKILL');

    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(await ask(second, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  }, 60_000);

  test('is not misled by the process id of a stranger', async () => {
    const dataDir = aFolder();
    const first = await start(dataDir);
    const file = join(clusterOf(dataDir), 'data', 'postmaster.pid');
    const text = readFileSync(file, 'utf8');
    await first.stop();
    writeFileSync(file, text.replace(/^\d+/, String(process.pid)));
    expect(await start(dataDir)).toMatchObject({ adopted: false });
  }, 60_000);

  test('recovers from a kill while the cluster was being made', async () => {
    const dataDir = aFolder();
    const child = inChild(dataDir);
    const draft = await until(() => draftIn(dataDir));
    child.kill('SIGKILL');
    expect(existsSync(join(clusterOf(dataDir), 'data'))).toBe(false);

    const server = await start(dataDir);
    expect(await ask(server, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(existsSync(draft)).toBe(false);
  }, 60_000);

  test('works below a folder that is closed to others', async () => {
    const said: string[] = [];
    const dataDir = aFolder(0o700);
    const server = await start(dataDir, { say: (line) => said.push(line) });
    expect(await ask(server, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(said).toHaveLength(process.getuid?.() === 0 ? 1 : 0);
    await server.stop();
    expect((await start(dataDir, { say: (line) => said.push(line) })).adopted).toBe(false);
    expect(said).toHaveLength(process.getuid?.() === 0 ? 1 : 0);
  }, 60_000);

  test('says what to do when the password is lost', async () => {
    const dataDir = aFolder();
    await (await start(dataDir)).stop();
    rmSync(join(dataDir, 'password'));
    await expect(start(dataDir)).rejects.toThrow(PostgresFailed);
  }, 60_000);

  test('says so when the data are of another version', async () => {
    const dataDir = aFolder();
    mkdirSync(join(dataDir, 'data'), { recursive: true });
    writeFileSync(join(dataDir, 'password'), 'geheim');
    writeFileSync(join(dataDir, 'data', 'PG_VERSION'), '12\n');
    await expect(start(dataDir)).rejects.toThrow(/gehören zu PostgreSQL 12/);
  });
});

/** A start in a process of its own, to be killed. It writes the server's process id to a file once it runs. */
function inChild(dataDir: string): ChildProcess {
  const work = `
    const { startPostgres } = require(${JSON.stringify(join(__dirname, 'start-postgres'))});
    const { withClient } = require(${JSON.stringify(join(__dirname, 'databases'))});
    startPostgres({ dataDir: ${JSON.stringify(dataDir)}, database: 'belegfluss', durable: false }).then(async (server) => {
      await withClient(server.ownerUrl, (client) => client.query('CREATE TABLE orphan AS SELECT 1 AS n'));
      process.stdout.write(String(server.pid));
      setInterval(() => undefined, 1000);
    });`;
  const loader = join(__dirname, '..', '..', '..', '..', 'test', 'support', 'typescript.mjs');
  return spawn(process.execPath, ['--import', loader, '--eval', work], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function startAndKill(dataDir: string): Promise<number> {
  const child = inChild(dataDir);
  const pid = await new Promise<number>((resolve) =>
    child.stdout?.once('data', (text: Buffer) => resolve(Number(text))),
  );
  child.kill('SIGKILL');
  return pid;
}

/** The cluster in the making, once `initdb` has begun to fill it. */
function draftIn(dataDir: string): string | undefined {
  if (!existsSync(dataDir)) return undefined;
  const draft = readdirSync(dataDir).find((name) => name.startsWith('new-'));
  return draft && existsSync(join(dataDir, draft, 'data', 'base')) ? join(dataDir, draft) : undefined;
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    await sleep(5);
  }
}
