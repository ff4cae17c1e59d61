import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keptSecret } from '@libs/platform';
import { forgetProcess, rememberProcess } from './leftovers';
import { checkPort } from './ports';
import { pauseMs } from './supervised';

const host = '127.0.0.1';
const readyWithinMs = 5_000;

export type PrivateRedis = { readonly url: string; stop(): Promise<void>; force(): void };

/** The redis-server of this machine, if there is one. */
export const findRedis = (searchPath: string): string | undefined =>
  searchPath
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => existsSync(path));

/**
 * A Redis of our own on loopback, with a password. It keeps nothing on disk: what is due stands in Postgres, and jobs are
 * made anew from there. Started again on its port when it falls; until then the work table carries alone.
 */
export async function startRedis(
  program: string,
  data: string,
  say: (line: string) => void,
): Promise<PrivateRedis | undefined> {
  const folder = join(data, 'redis');
  mkdirSync(folder, { recursive: true });
  const password = keptSecret(join(folder, 'password'));
  const port = await checkPort(host, 0, '--port');
  const settings = [
    `bind ${host}`,
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${folder}"`,
    'save ""',
    'appendonly no',
    'maxmemory 256mb',
    'maxmemory-policy noeviction',
    'set-proc-title no', // by its command line a start after a kill knows it
  ];
  let child: ChildProcess;
  let stopping = false;
  let failures = 0;
  // asked again after a pause: the compiler would take the answer of before
  const isStopping = (): boolean => stopping;

  const launch = (): ChildProcess => {
    // By stdin: on the command line every user of the machine could read the password. A session of its own: Ctrl-C
    // reaches `up` alone, which stops its parts in order.
    const started = spawn(program, ['-'], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: folder });
    started.stdin.on('error', () => undefined);
    started.stdin.end(`${settings.join('\n')}\n`);
    const { pid } = started;
    if (pid !== undefined) rememberProcess(data, pid, program);
    started.once('error', () => undefined);
    started.once('exit', () => {
      if (pid !== undefined) forgetProcess(data, pid);
      void revive();
    });
    return started;
  };
  const revive = async (): Promise<void> => {
    if (stopping) return;
    failures += 1;
    say('Redis ist ausgefallen und wird neu gestartet; bis dahin trägt die Arbeitstabelle in Postgres allein.');
    await sleep(pauseMs(failures), undefined, { ref: false });
    if (!isStopping()) child = launch();
  };

  child = launch();
  if (!(await answers(port))) {
    stopping = true;
    child.kill('SIGKILL');
    say('Redis auf diesem Rechner startet nicht; die Arbeitstabelle in Postgres trägt allein.');
    return undefined;
  }
  const end = (signal: NodeJS.Signals): void => {
    stopping = true;
    child.kill(signal);
  };
  return {
    url: `redis://:${password}@${host}:${port}`,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      end('SIGTERM');
      await Promise.race([gone, sleep(1_500)]);
      end('SIGKILL');
    },
    force: () => end('SIGKILL'),
  };
}

async function answers(port: number): Promise<boolean> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    if (await listens(port)) return true;
    await sleep(20);
  }
  return false;
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const visit = connect(port, host, () => {
      visit.destroy();
      resolve(true);
    });
    visit.once('error', () => resolve(false));
  });
