import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyMigrations,
  loginOf,
  removePostgres,
  type RunningPostgres,
  startPostgres,
  withClient,
} from '@libs/platform';
import { childrenOf } from './processes';

/** A PostgreSQL that one test file may stop, fill up and start again. What is opened after it lies in it. */
export async function ownPostgres(settings: Readonly<Record<string, string>> = {}) {
  const outer = { owner: process.env['TEST_OWNER_URL'], app: process.env['TEST_APP_URL'] };
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-own-postgres-'));
  chmodSync(folder, 0o711); // as root the server is another user, who must step in
  const start = (port?: number): Promise<RunningPostgres> =>
    startPostgres({
      dataDir: join(folder, 'postgres'),
      database: 'template',
      durable: false,
      ...(port === undefined ? {} : { port }),
    });

  let stopped: number[] = [];
  let running = await start();
  const { port } = running;
  for (const [name, value] of Object.entries(settings))
    await withClient(running.ownerUrl, (client) => client.query(`ALTER SYSTEM SET ${name} = '${value}'`));
  if (Object.keys(settings).length > 0) {
    await running.stop();
    running = await start(port);
  }
  await applyMigrations(running.ownerUrl, join(process.cwd(), 'prisma', 'migrations'));
  process.env['TEST_OWNER_URL'] = running.ownerUrl;
  process.env['TEST_APP_URL'] = await loginOf(running.ownerUrl, 'belegfluss_app', 'test');
  return {
    stop: () => running.stop(),
    /** Every process of the server stands still: connections stay open and nothing is answered. */
    hang: (): void => {
      stopped = [running.pid, ...childrenOf(running.pid)];
      for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    },
    wake: (): void => {
      for (const pid of stopped.splice(0)) process.kill(pid, 'SIGCONT');
    },
    start: async (): Promise<void> => {
      running = await start(port);
    },
    close: async (): Promise<void> => {
      await running.stop();
      removePostgres(join(folder, 'postgres'));
      rmSync(folder, { recursive: true });
      process.env['TEST_OWNER_URL'] = outer.owner;
      process.env['TEST_APP_URL'] = outer.app;
    },
  };
}

export type OwnPostgres = Awaited<ReturnType<typeof ownPostgres>>;
