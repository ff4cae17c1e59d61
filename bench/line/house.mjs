// The whole house on loopback for one measurement: Postgres with fsync, Redis if wanted, api and worker processes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const require = createRequire(import.meta.url);
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const dist = (app, path) => require(join(root, 'dist/apps', app, path));
const { applyMigrations, loginOf, startPostgres, removePostgres } = dist('cli', 'libs/platform/src/index.js');
const { seedDemo } = dist('cli', 'libs/operations/src/index.js');

export const password = 'Kennwort der Messung';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export async function openHouse({ mode, apis = 1, workers = 1, settings = {}, nodeFlags = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-bench-'));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), database: 'bench', durable: true });
  await applyMigrations(postgres.ownerUrl, join(root, 'prisma', 'migrations'));
  const appUrl = await loginOf(postgres.ownerUrl, 'belegfluss_app', 'bench');
  const { entityId } = await seedDemo(postgres.ownerUrl, password, new Date().getFullYear());

  const children = [];
  let redisUrl;
  if (mode === 'redis') {
    const port = await freePort();
    const redis = spawn('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
    });
    children.push(redis);
    redisUrl = `redis://127.0.0.1:${port}`;
  }
  const start = async (app, more) => {
    const main = join(root, `dist/apps/${app}/apps/${app}/src/main.js`);
    const child = spawn(process.execPath, ['--disable-warning=DeprecationWarning', ...(nodeFlags[app] ?? []), main], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        APP_DATABASE_URL: appUrl,
        DATA_DIR: folder,
        LOG_LEVEL: 'info',
        ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
        ...settings,
        ...more,
      },
    });
    children.push(child);
    await once(child, 'message');
    return child;
  };
  const ports = [];
  const api = [];
  for (let count = 0; count < apis; count += 1) {
    const port = await freePort();
    ports.push(port);
    api.push(await start('api', { PORT: String(port) }));
  }
  const worker = [];
  for (let count = 0; count < workers; count += 1) worker.push(await start('worker', {}));

  const owner = new pg.Client(postgres.ownerUrl);
  await owner.connect();
  return {
    folder,
    entityId,
    appUrl,
    origins: ports.map((port) => `http://127.0.0.1:${port}`),
    api,
    worker,
    rows: async (sql, values) => (await owner.query(sql, values)).rows,
    close: async () => {
      await owner.end();
      for (const child of children.toReversed()) {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }
      await postgres.stop();
      removePostgres(join(folder, 'postgres'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resident megabytes of a process without its children. */
export function residentMb(pid) {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
  return Number(kilobytes) / 1024;
}
