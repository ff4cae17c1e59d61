import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailed } from '../command-failed';
import { ChildLog } from './child-log';
import { follow } from './follow';
import { forgetProcess, rememberProcess } from './leftovers';

const readyWithinMs = 60_000;
const calmAfterMs = 60_000;
const longestPauseMs = 30_000;

export type Part = {
  readonly name: string;
  readonly entry: string;
  readonly data: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
};

/** Prisma's adapter asks for relations side by side, which pg calls deprecated: nothing an operator could mend. */
const quiet = ['--disable-warning=DeprecationWarning'];

/** How long to wait before the next start: 1, 2, 4 … 30 seconds. */
export const pauseMs = (failures: number): number => Math.min(1000 * 2 ** (failures - 1), longestPauseMs);

/** A process that is started again when it dies. It tells by the message "ready" that it can work. */
export class Supervised {
  private child: ChildProcess | undefined;
  private stopping = false;
  private failures = 0;
  private readonly lastWords: string[] = [];
  private readonly log: ChildLog;

  constructor(private readonly part: Part) {
    this.log = new ChildLog(part.data, part.name, part.say);
  }

  /** Ready for the first time; a process that dies before has a cause that a second try would not remove. */
  async start(): Promise<void> {
    const child = this.launch();
    if (await this.isReady(child)) {
      child.once('exit', (code, signal) => void this.revive(code, signal));
      return;
    }
    this.kill('SIGKILL');
    throw new CommandFailed({
      de: `„${this.part.name}“ ist nicht bereit geworden, Belegfluss startet nicht. Letzte Worte:\n${this.lastWords.join('\n')}\nBitte die Ursache beheben und neu starten; Protokoll: ${this.log.path}`,
      en: `"${this.part.name}" did not become ready, so Belegfluss does not start (last words above). Please remove the cause and start again; log: ${this.log.path}`,
    });
  }

  async stop(patienceMs: number): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (!child || isGone(child)) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => this.kill('SIGKILL'), patienceMs);
    await gone;
    clearTimeout(timer);
  }

  kill(signal: NodeJS.Signals): void {
    this.stopping = true;
    this.child?.kill(signal);
  }

  /** Asked again after a pause: the compiler would take the answer of before. */
  private isStopping(): boolean {
    return this.stopping;
  }

  private launch(): ChildProcess {
    const { entry, data, environment } = this.part;
    // A session of its own: Ctrl-C in the terminal reaches `up` alone, which stops its parts in order.
    const child = fork(entry, [], {
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: quiet,
    });
    const { pid } = child;
    if (pid !== undefined) {
      rememberProcess(data, pid, entry);
      child.once('exit', () => forgetProcess(data, pid));
    }
    child.on('error', (error) => this.hear(error.message));
    if (child.stdout) follow(child.stdout, this.log, (line) => this.hear(line));
    if (child.stderr) follow(child.stderr, this.log, (line) => this.hear(line));
    this.child = child;
    return child;
  }

  private hear(line: string): void {
    this.lastWords.push(line);
    if (this.lastWords.length > 12) this.lastWords.shift();
    if (!this.stopping) this.part.say(`[${this.part.name}] ${line}`);
  }

  private isReady(child: ChildProcess): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), readyWithinMs);
      const end = (ready: boolean) => {
        clearTimeout(timer);
        resolve(ready);
      };
      child.on('message', (message) => (message === 'ready' ? end(true) : undefined));
      child.once('exit', () => end(false)).once('error', () => end(false));
    });
  }

  private async revive(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    let end: string = signal ?? `Code ${String(code)}`;
    while (!this.stopping) {
      this.failures++;
      const pause = pauseMs(this.failures);
      this.part.say(
        `„${this.part.name}“ ist ausgefallen (${end}), Neustart in ${pause / 1000} s; Protokoll: ${this.log.path}`,
      );
      await sleep(pause, undefined, { ref: false });
      if (this.isStopping()) return;

      const child = this.launch();
      const began = Date.now();
      child.once('exit', () => {
        if (Date.now() - began > calmAfterMs) this.failures = 0;
      });
      if (await this.isReady(child)) {
        this.part.say(`„${this.part.name}“ läuft wieder.`);
        child.once('exit', (nextCode, nextSignal) => void this.revive(nextCode, nextSignal));
        return;
      }
      child.kill('SIGKILL');
      end = 'nicht bereit geworden';
    }
  }
}

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
