import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Random } from '../plan/random';

export type Part = {
  readonly name: string;
  /** The built file. */
  readonly main: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly random: Random;
};

/** What holds for one start only: a crash point, a small heap. */
export type Special = { readonly environment?: NodeJS.ProcessEnv; readonly nodeFlags?: readonly string[] };

export type Death = {
  readonly pid: number;
  readonly at: number;
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
};

/** Prisma's adapter asks for relations side by side, which pg calls deprecated: nothing an operator could mend. */
const quiet = '--disable-warning=DeprecationWarning';
const readyWithinMs = 60_000;

/** A process that is started again 0.3 to 1 s after it died, whatever it died of, as a service manager would. */
export class Supervised {
  readonly deaths: Death[] = [];
  private child: ChildProcess | undefined;
  private readonly log: WriteStream;
  private special: Special | undefined;
  private ready = false;
  private held = false;
  private over = false;

  constructor(private readonly part: Part) {
    this.log = createWriteStream(part.logFile, { flags: 'a' });
  }

  get name(): string {
    return this.part.name;
  }

  /** 0 while there is none. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isUp(): boolean {
    return this.child !== undefined;
  }

  /** Resolves when the process has said that it is ready; false when it died or said nothing. */
  async start(): Promise<boolean> {
    if (this.over || this.held || this.child) return this.child !== undefined;
    const { main, environment } = this.part;
    const special = this.special;
    this.special = undefined;
    const child = spawn(process.execPath, [quiet, ...(special?.nodeFlags ?? []), main], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true, // Ctrl-C reaches the harness alone, which ends its parts in order
      env: { ...environment, ...special?.environment },
    });
    this.child = child;
    child.once('message', () => (this.ready = true));
    child.stdout?.pipe(this.log, { end: false });
    child.stderr?.pipe(this.log, { end: false });
    child.once('exit', (code, signal) => void this.revive(child, code, signal));
    child.once('error', (error) => this.log.write(`${error.message}\n`));
    return Promise.race([
      once(child, 'message').then(() => true),
      once(child, 'exit').then(() => false),
      sleep(readyWithinMs, false, { ref: false }),
    ]);
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /** Ends the process and lets it start anew, once with something special. */
  async again(special: Special, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.special = special;
    await this.end(signal);
  }

  /** Ends the process and keeps it down; the milliseconds it took to go. */
  async hold(signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
    this.held = true;
    return this.end(signal);
  }

  async release(): Promise<void> {
    this.held = false;
    await this.start();
  }

  /** For good. */
  async stop(): Promise<void> {
    this.over = true;
    const killer = setTimeout(() => this.signal('SIGKILL'), 12_000);
    this.signal('SIGCONT');
    await this.end('SIGTERM');
    clearTimeout(killer);
    this.log.end();
  }

  killNow(): void {
    this.over = true;
    this.child?.kill('SIGKILL');
  }

  /** After `again`: until the new process works or has died as well. A busy machine takes its time to start one. */
  async isBack(withinSeconds = 20): Promise<void> {
    const deaths = this.deaths.length;
    const end = performance.now() + withinSeconds * 1000;
    while (!this.ready && this.deaths.length === deaths && performance.now() < end) await sleep(20);
  }

  /** Until it has died `count` times more, or the time is over. */
  async dies(count: number, withinSeconds: number): Promise<boolean> {
    const wanted = this.deaths.length + count;
    const end = performance.now() + withinSeconds * 1000;
    while (this.deaths.length < wanted && performance.now() < end) await sleep(20);
    return this.deaths.length >= wanted;
  }

  private async end(signal: NodeJS.Signals): Promise<number> {
    const { child } = this;
    const began = performance.now();
    if (child) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return performance.now() - began;
  }

  private async revive(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    this.deaths.push({ pid: child.pid ?? 0, at: performance.now(), code, signal });
    if (this.child === child) this.child = undefined;
    this.ready = false;
    if (this.over) return;
    this.log.write(`--- ended: ${signal ?? `code ${String(code)}`}\n`);
    await sleep(this.part.random.between(300, 1000), undefined, { ref: false });
    await this.start();
  }
}
