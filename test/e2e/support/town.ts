import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/free-port';

export type Town = {
  readonly url: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly password: string;
  readonly data: string;
  /** Runs another command of the launcher over the same data; its exit code and what it printed. */
  readonly command: (...args: string[]) => Promise<{ code: number | null; output: string }>;
  readonly close: () => Promise<void>;
};

const cli = join(process.cwd(), 'dist/apps/cli/apps/cli/src/main.js');
const password = 'Kennwort der Probe';

/** The whole product as a customer starts it: `up --demo` on free ports over a data folder of its own. */
export async function openTown(): Promise<Town> {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: build first (./belegfluss test does).`);
  const data = mkdtempSync(join(tmpdir(), 'belegfluss-e2e-'));
  chmodSync(data, 0o711); // as root the database is another user, who must step in
  const readyFile = join(data, 'ready.json');
  const [port, smtpPort] = [await freePort(), await freePort()];
  const printed: string[] = [];
  const up = start(
    ['up', '--demo', '--data', data, '--port', `${port}`, '--smtp-port', `${smtpPort}`, '--ready-file', readyFile],
    printed,
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
    close: async () => {
      up.kill('SIGTERM');
      await exited(up);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function start(args: readonly string[], printed: string[]): ChildProcess {
  // with TEST_QUEUE=redis `up` finds the redis-server of the machine, as it would for a customer
  const queue = process.env['TEST_QUEUE'] === 'redis' ? {} : { REDIS_URL: 'none' };
  const env = { ...process.env, BELEGFLUSS_DEMO_PASSWORD: password, NODE_OPTIONS: '', ...queue };
  const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (text: Buffer) => printed.push(text.toString()));
  child.stderr.on('data', (text: Buffer) => printed.push(text.toString()));
  return child;
}

const exited = (child: ChildProcess): Promise<number | null> =>
  child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve(child.exitCode);
