import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
// By path: jest maps library names for tests only, not for its global set-up.
import { applyMigrations, loginOf, type RunningPostgres, startPostgres } from '../../libs/platform/src/postgres';
import { startRedis, type TestRedis } from './redis';

declare global {
  var testPostgres: { readonly server: RunningPostgres; readonly folder: string } | undefined;
  var testRedis: TestRedis | undefined;
}

const appRole = 'belegfluss_app';
const appPassword = 'test';

/**
 * Jest's global set-up: one real PostgreSQL for the run, with a migrated database that test files copy. With
 * TEST_QUEUE=redis also one real Redis, over which the work of all tests then travels.
 */
export default async function startDatabase(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-test-'));
  chmodSync(folder, 0o711); // as root the server is another user, who must step in
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), database: 'template', durable: false });
  globalThis.testPostgres = { server, folder };
  process.once('exit', () => server.isRunning() && process.kill(server.pid, 'SIGQUIT'));

  await applyMigrations(server.ownerUrl, join(dirname(dirname(__dirname)), 'prisma', 'migrations'));
  process.env['TEST_OWNER_URL'] = server.ownerUrl;
  process.env['TEST_APP_URL'] = await loginOf(server.ownerUrl, appRole, appPassword);

  if (process.env['TEST_QUEUE'] !== 'redis') return;
  globalThis.testRedis = await startRedis(['maxmemory-policy noeviction']);
  process.env['TEST_REDIS_URL'] = globalThis.testRedis.url;
}
