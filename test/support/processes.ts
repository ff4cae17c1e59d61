import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withClient } from '@libs/platform';
import { eventually, type House } from './house';

type App = 'api' | 'worker';

export type RunningApp = {
  readonly pid: number;
  /** Why and how it ended, once it has. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** What it wrote to its log; to be shown when a test fails. */
  readonly log: () => string;
  /** SIGKILL, as a power cut would have it. */
  readonly kill: () => Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
};

/** Starts the built app over a house, as a process of its own; resolves when it is ready or has already died. */
export async function startApp(app: App, house: House, settings: NodeJS.ProcessEnv = {}): Promise<RunningApp> {
  const main = join(process.cwd(), `dist/apps/${app}/apps/${app}/src/main.js`);
  if (!existsSync(main)) throw new Error(`${main} is missing: build first (npm run build:server).`);
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      APP_DATABASE_URL: house.testDatabase.appUrl,
      DATA_DIR: house.folder,
      LOG_LEVEL: 'warn',
      ...house.queue.settings,
      ...settings,
    },
  });
  const lines: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const ended = exitOf(child);
  await Promise.race([once(child, 'message'), ended]);
  return {
    pid: child.pid ?? 0,
    ended,
    log: () => lines.join(''),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    signal: (signal) => child.kill(signal),
  };
}

/** The apps that the tests of a file start over its house: none outlives its test. Call it beside the hooks of the file. */
export function appsOver(house: () => House): typeof start {
  let running: RunningApp[] = [];
  afterEach(async () => {
    await Promise.all(running.map((app) => app.kill()));
    running = [];
  });
  const start = async (app: App, settings: NodeJS.ProcessEnv = {}): Promise<RunningApp> => {
    const started = await startApp(app, house(), settings);
    running.push(started);
    return started;
  };
  return start;
}

const exitOf = (child: ChildProcess): RunningApp['ended'] =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));

/** Processes that this one started, by the numbers of the kernel. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined; // it ended while we looked
  }
}

export const isAlive = (pid: number): boolean => parentOf(pid) !== undefined;

const asOwner = (house: House, sql: string) => withClient(house.testDatabase.ownerUrl, (client) => client.query(sql));

/** The time passes in which dead workers' leases run out and back-offs end. */
export const timePasses = (house: House) =>
  asOwner(
    house,
    `UPDATE work SET due_at = now(), lease_until = CASE WHEN lease_until IS NULL THEN NULL ELSE now() - interval '1 s' END`,
  );

/** Until no work waits or runs, but for what comes back every night. */
export const atRest = (house: House, seconds = 60): Promise<true> =>
  eventually(
    async () => ((await asOwner(house, "SELECT 1 FROM work WHERE step <> 'prove'")).rowCount === 0 ? true : undefined),
    seconds,
  );
