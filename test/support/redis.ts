import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './free-port';

export type TestRedis = {
  readonly url: string;
  readonly port: number;
  /** Asks as an operator at the console would. */
  readonly say: (command: string, ...words: string[]) => Promise<unknown>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** SHUTDOWN NOSAVE: nothing is kept. */
  readonly stop: () => Promise<void>;
  /** On the same port, with nothing in it. */
  readonly start: () => Promise<void>;
};

const started = new Set<ChildProcess>();
process.once('exit', () => started.forEach((child) => child.kill('SIGKILL')));

/** A real Redis on loopback that keeps nothing on disk; `settings` are lines of its configuration. */
export async function startRedis(settings: readonly string[] = []): Promise<TestRedis> {
  const port = await freePort();
  const password = settings.find((line) => line.startsWith('requirepass '))?.slice('requirepass '.length);
  const url = `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const say: TestRedis['say'] = async (command, ...words) => {
    const client = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy: () => null, lazyConnect: true });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(command, ...words);
    } finally {
      client.disconnect();
    }
  };
  const start = async (): Promise<void> => {
    const child = spawn('redis-server', ['-'], { stdio: ['pipe', 'ignore', 'ignore'] });
    server = child;
    const lines = [
      `port ${port}`,
      'bind 127.0.0.1',
      'save ""',
      'appendonly no',
      'enable-debug-command local',
      ...settings,
    ];
    child.stdin.end(`${lines.join('\n')}\n`);
    started.add(child);
    for (let tries = 0; tries < 200; tries += 1) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with code ${child.exitCode}.`);
      if ((await say('PING').catch(() => undefined)) === 'PONG') return;
      await sleep(25);
    }
    throw new Error('redis-server does not answer.');
  };
  await start();
  return {
    url,
    port,
    say,
    start,
    signal: (signal) => server?.kill(signal),
    stop: async () => {
      if (server?.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGCONT');
      server.kill('SIGKILL');
      await gone;
    },
  };
}
