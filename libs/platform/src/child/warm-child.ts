import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fences } from './flags';
import { isReady, replyTo, type Request } from './protocol';

export type TaskFailure = {
  readonly ok: false;
  readonly reason: 'timeout' | 'memory' | 'crashed';
  /** For the log: no text of the document. */
  readonly detail: string;
};
export type TaskOutcome<T> = { readonly ok: true; readonly value: T } | TaskFailure;

type Running = {
  readonly id: number;
  readonly deadline: NodeJS.Timeout;
  readonly settle: (outcome: TaskOutcome<unknown>) => void;
};
type Owner = { readonly idle: (child: WarmChild) => void; readonly gone: (child: WarmChild) => void };

/** A busy machine starts a process slowly; one that hangs must not hold its place for ever. */
const startSeconds = 20;

/** One process that reads one document after the other, and is killed as soon as a limit is passed. */
export class WarmChild {
  state: 'starting' | 'idle' | 'busy' | 'gone' = 'starting';
  tasks = 0;
  /** Whether it ever got as far as taking work. */
  started = false;
  readonly exited: Promise<void>;
  private readonly process: ChildProcess;
  private readonly startDeadline: NodeJS.Timeout;
  private running: Running | undefined;
  private failure: TaskFailure | undefined;
  private heapWasFull = false;

  constructor(
    entry: string,
    private readonly memoryMb: number,
    private readonly owner: Owner,
  ) {
    this.process = fork(entry, [String(process.pid)], {
      cwd: '/',
      env: {}, // no secrets to find
      execArgv: fences(entry, memoryMb),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.startDeadline = setTimeout(() => this.kill('timeout', 'did not start in time'), startSeconds * 1000);
    this.process.on('message', (message) => this.hear(message));
    this.process.on('error', (error) => this.kill('crashed', error.name));
    // V8 says on stderr why it gave up; nothing else of it is kept, it may quote the document.
    this.process.stderr?.on('data', (chunk: Buffer) => {
      this.heapWasFull ||= /heap out of memory|Allocation failed/.test(chunk.toString('latin1'));
    });
    this.exited = new Promise((resolve) => {
      const end = (code: number | null, signal: string | null): void => {
        this.end(code, signal);
        resolve();
      };
      this.process.once('close', end);
      // fork itself may fail (no memory, no processes left): then there is no close.
      if (this.process.pid === undefined) this.process.once('error', () => end(null, null));
    });
  }

  run(request: Request): Promise<TaskOutcome<unknown>> {
    this.state = 'busy';
    this.tasks += 1;
    return new Promise((settle) => {
      const late = () => this.kill('timeout', `longer than ${request.seconds} s`);
      this.running = { id: request.id, settle, deadline: setTimeout(late, request.seconds * 1000) };
      this.process.send(request, (error) => {
        if (error) this.kill('crashed', 'could not be given the task');
      });
    });
  }

  kill(reason: TaskFailure['reason'], detail: string): void {
    this.failure ??= { ok: false, reason, detail };
    this.state = 'gone';
    this.process.kill('SIGKILL');
  }

  /** Resident memory in MB, by the kernel's own count; 0 where there is no /proc. */
  memory(): number {
    try {
      const status = readFileSync(`/proc/${String(this.process.pid)}/status`, 'latin1');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      return 0; // gone, or no Linux: there the heap limit and the time limit remain
    }
  }

  watchMemory(): void {
    if (this.state === 'gone') return;
    const used = this.memory();
    if (used > this.memoryMb) this.kill('memory', `${Math.round(used)} MB of ${this.memoryMb} MB`);
  }

  private hear(message: unknown): void {
    if (this.state === 'starting' && isReady(message)) {
      clearTimeout(this.startDeadline);
      this.state = 'idle';
      this.started = true;
      this.owner.idle(this);
      return;
    }
    const reply = this.running && replyTo(this.running.id, message);
    if (!reply || this.failure) return;

    if (reply.ok) this.finish({ ok: true, value: reply.value });
    else this.finish({ ok: false, reason: reply.memory ? 'memory' : 'crashed', detail: reply.detail });
  }

  private finish(outcome: TaskOutcome<unknown>): void {
    const { running } = this;
    if (!running) return;
    clearTimeout(running.deadline);
    this.running = undefined;
    running.settle(outcome);
    if (outcome.ok) {
      this.state = 'idle';
      this.owner.idle(this);
      return;
    }
    // What a task that broke off leaves in the process is unknown: a fresh one takes over.
    this.kill(outcome.reason, outcome.detail);
  }

  private end(code: number | null, signal: string | null): void {
    clearTimeout(this.startDeadline);
    this.state = 'gone';
    if (this.running) {
      clearTimeout(this.running.deadline);
      this.running.settle(this.failure ?? this.causeOf(code, signal));
      this.running = undefined;
    }
    this.owner.gone(this);
  }

  private causeOf(code: number | null, signal: string | null): TaskFailure {
    const detail = `ended with ${signal ?? `code ${String(code)}`}`;
    return { ok: false, reason: this.heapWasFull ? 'memory' : 'crashed', detail };
  }
}
