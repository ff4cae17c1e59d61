import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, withClient } from '@libs/platform';
import { freePort } from '../../support/free-port';

export type Town = {
  readonly url: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly password: string;
  readonly data: string;
  /** Runs another command of the launcher over the same data; its exit code and what it printed. */
  readonly command: (...args: string[]) => Promise<{ code: number | null; output: string }>;
  /** Reaches behind the curtain, as the owner of the tables. */
  readonly sql: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const cli = join(process.cwd(), 'dist/apps/cli/apps/cli/src/main.js');
const password = 'Kennwort der Probe';

type TownOptions = {
  /** Where browsers reach it; a free port unless it must be known before. */
  readonly port?: number;
  /** More variables of the environment. */
  readonly settings?: NodeJS.ProcessEnv;
};

/** The whole product as a customer starts it: `up --demo` on free ports over a data folder of its own. */
export async function openTown({ port: chosen, settings = {} }: TownOptions = {}): Promise<Town> {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: build first (./belegfluss test does).`);
  const data = mkdtempSync(join(tmpdir(), 'belegfluss-e2e-'));
  chmodSync(data, 0o711); // as root the database is another user, who must step in
  const readyFile = join(data, 'ready.json');
  const [port, smtpPort] = [chosen ?? (await freePort()), await freePort()];
  const printed: string[] = [];
  const up = start(
    ['up', '--demo', '--data', data, '--port', `${port}`, '--smtp-port', `${smtpPort}`, '--ready-file', readyFile],
    printed,
    settings,
  );

  const end = Date.now() + 60_000;
  while (!existsSync(readyFile)) {
    if (up.exitCode !== null || Date.now() > end) throw new Error(`Belegfluss did not come up:\n${printed.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const ready = JSON.parse(readFileSync(readyFile, 'utf8')) as Pick<Town, 'url' | 'smtp'>;
  return {
    url: ready.url,
    smtp: ready.smtp,
    password,
    data,
    command: async (...args) => {
      const output: string[] = [];
      const child = start([...args, '--data', data], output);
      return { code: await exited(child), output: output.join('') };
    },
    sql: async (text) => {
      const ownerUrl = findPostgres(join(data, 'postgres'), 'belegfluss');
      if (ownerUrl === undefined) throw new Error('The database of the town does not run.');
      await withClient(ownerUrl, (client) => client.query(text));
    },
    close: async () => {
      up.kill('SIGTERM');
      await exited(up);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function start(args: readonly string[], printed: string[], settings: NodeJS.ProcessEnv = {}): ChildProcess {
  // with TEST_QUEUE=redis `up` finds the redis-server of the machine, as it would for a customer
  const queue = process.env['TEST_QUEUE'] === 'redis' ? {} : { REDIS_URL: 'none' };
  const env = { ...process.env, BELEGFLUSS_DEMO_PASSWORD: password, NODE_OPTIONS: '', ...queue, ...settings };
  const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (text: Buffer) => printed.push(text.toString()));
  child.stderr.on('data', (text: Buffer) => printed.push(text.toString()));
  return child;
}

const exited = (child: ChildProcess): Promise<number | null> =>
  child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve(child.exitCode);
