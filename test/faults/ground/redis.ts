import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A redis-server that keeps nothing on disk. It is not restarted by itself: that is what faults decide. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(folder: string, port: number): Promise<RedisServer> {
    const server = new RedisServer(folder, port);
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async startAgain(): Promise<void> {
    const settings = { bind: '127.0.0.1', port: String(this.port), save: '', appendonly: 'no', dir: this.folder };
    const args = Object.entries({ ...settings, 'maxmemory-policy': 'noeviction' });
    const log = openSync(join(this.folder, 'redis.log'), 'a');
    const child = spawn(
      'redis-server',
      args.flatMap(([name, value]) => [`--${name}`, value]),
      { stdio: ['ignore', log, log], detached: true },
    );
    closeSync(log);
    child.once('error', () => undefined);
    child.once('exit', () => {
      if (this.child === child) this.child = undefined;
    });
    this.child = child;
    for (let attempt = 0; attempt < 200; attempt += 1) {
      if ((await this.command('PING').catch(() => '')) === '+PONG') return;
      await sleep(25);
    }
    throw new Error('redis-server did not start.');
  }

  /** The first line of its answer. */
  command(line: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1', () => socket.write(`${line}\r\n`));
      socket.setTimeout(5000, () => socket.destroy(new Error(`Redis does not answer to ${line}.`)));
      socket.once('data', (answer: Buffer) => {
        socket.destroy();
        resolve(answer.toString().split('\r\n', 1)[0] ?? '');
      });
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`Redis hung up on ${line}.`)));
    });
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /** Gone at once, nothing saved. */
  async shutDown(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const gone = once(child, 'exit');
    await this.command('SHUTDOWN NOSAVE').catch(() => undefined);
    const killer = setTimeout(() => child.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(killer);
  }

  async stop(): Promise<void> {
    this.signal('SIGCONT');
    await this.shutDown();
  }
}
