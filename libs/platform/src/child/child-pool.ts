import { type Logger } from '../log';
import { type TaskOutcome, WarmChild } from './warm-child';

export type ChildPoolOptions = {
  /** The built file that serves the tasks, absolute. */
  readonly entry: string;
  readonly size: number;
  readonly memoryMb: number;
  /** Tasks after which a child is replaced, so that what leaks does not add up. */
  readonly recycleAfter?: number;
  /** Tasks that may wait for a child. */
  readonly maxWaiting?: number;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  /** Told why a child was ended. */
  readonly ended?: (why: 'timeout' | 'memory' | 'crashed' | 'worn') => void;
};

export type ChildTask = { readonly kind: string; readonly bytes?: Uint8Array; readonly args?: unknown };
export type TaskLimits<T> = {
  readonly seconds: number;
  readonly signal?: AbortSignal;
  /** Proves the shape of the answer; one that fails counts as a crash. */
  readonly check?: (value: unknown) => value is T;
};

/** More tasks wait than are ever worked off in time: the caller comes back later. */
export class ChildPoolBusy extends Error {
  override readonly name = 'ChildPoolBusy';
}
/** The process is going down; nothing was decided about the task. */
export class ChildPoolClosed extends Error {
  override readonly name = 'ChildPoolClosed';
}

type Waiting = {
  readonly task: ChildTask;
  readonly seconds: number;
  readonly signal: AbortSignal | undefined;
  readonly settle: (outcome: TaskOutcome<unknown>) => void;
  readonly reject: (error: unknown) => void;
};

const memoryWatchMs = 100;
/** So many starts in a row may fail before tasks are told so instead of waiting for a child that never comes. */
const startsBeforeGivingUp = 3;

/**
 * Warm, killable processes for parsers of foreign bytes. A task either ends with a value or with a word about why it did
 * not; whatever the bytes did, the next task meets a healthy child.
 */
export class ChildPool {
  private readonly children = new Set<WarmChild>();
  private readonly running = new Map<WarmChild, Waiting>();
  private readonly watch: NodeJS.Timeout;
  private readonly killAll = () => {
    for (const child of this.children) child.kill('crashed', 'pool closed');
  };
  private waiting: Waiting[] = [];
  private failedStarts = 0;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;
  private lastId = 0;

  constructor(private readonly options: ChildPoolOptions) {
    this.watch = setInterval(() => {
      for (const child of this.children) child.watchMemory();
    }, memoryWatchMs);
    this.watch.unref();
    process.on('exit', this.killAll);
    this.fill();
  }

  run<T>(task: ChildTask, limits: TaskLimits<T>): Promise<TaskOutcome<T>>;
  async run(task: ChildTask, { seconds, signal, check }: TaskLimits<unknown>): Promise<TaskOutcome<unknown>> {
    const outcome = await this.enqueue(task, seconds, signal);
    if (!outcome.ok || !check || check(outcome.value)) return outcome;
    return { ok: false, reason: 'crashed', detail: 'answered with something else' };
  }

  /** Processes that stand, also those that are still starting. */
  get alive(): number {
    return this.children.size;
  }

  /** Kills what still runs; callers of running and waiting tasks get ChildPoolClosed. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.watch);
    clearTimeout(this.retry);
    const open = [...this.waiting, ...this.running.values()];
    this.waiting = [];
    for (const { reject } of open) reject(new ChildPoolClosed('The pool of reading processes is closed.'));
    this.killAll();
    await Promise.all([...this.children].map((child) => child.exited));
    process.off('exit', this.killAll);
  }

  private enqueue(task: ChildTask, seconds: number, signal: AbortSignal | undefined): Promise<TaskOutcome<unknown>> {
    return new Promise((settle, reject) => {
      if (this.closed) throw new ChildPoolClosed('The pool of reading processes is closed.');
      if (this.waiting.length >= (this.options.maxWaiting ?? 200))
        throw new ChildPoolBusy('Too many documents wait to be read; try again later.');
      signal?.throwIfAborted();

      const waiting: Waiting = { task, seconds, signal, settle, reject };
      signal?.addEventListener('abort', () => this.abandon(waiting), { once: true });
      this.waiting.push(waiting);
      this.dispatch();
    });
  }

  private dispatch(): void {
    for (const child of this.children) {
      if (child.state !== 'idle') continue;
      const next = this.waiting.shift();
      if (!next) return;
      void this.work(child, next);
    }
  }

  private async work(child: WarmChild, waiting: Waiting): Promise<void> {
    const { task, seconds, settle } = waiting;
    this.running.set(child, waiting);
    const outcome = await child.run({
      id: (this.lastId += 1),
      kind: task.kind,
      bytes: task.bytes ?? new Uint8Array(),
      args: task.args,
      seconds,
    });
    // The child may be at its next task already.
    if (this.running.get(child) === waiting) this.running.delete(child);
    if (!outcome.ok && !this.closed) {
      this.options.ended?.(outcome.reason);
      this.options.log.warn({ kind: task.kind, ...outcome }, 'reading process failed');
    }
    settle(outcome);
  }

  private abandon(waiting: Waiting): void {
    this.waiting = this.waiting.filter((one) => one !== waiting);
    for (const [child, one] of this.running) if (one === waiting) child.kill('crashed', 'given up');
    waiting.reject(waiting.signal?.reason);
  }

  private fill(): void {
    while (!this.closed && this.children.size < this.options.size) {
      const { entry, memoryMb } = this.options;
      this.children.add(
        new WarmChild(entry, memoryMb, { idle: (one) => this.welcome(one), gone: (one) => this.replace(one) }),
      );
    }
  }

  /** A child is free: worn ones are replaced, the others take the next task. */
  private welcome(child: WarmChild): void {
    this.failedStarts = 0;
    const worn = child.tasks >= (this.options.recycleAfter ?? 200) || child.memory() > this.options.memoryMb / 2;
    if (!worn || child.tasks === 0) {
      this.dispatch();
      return;
    }
    this.options.ended?.('worn');
    child.kill('crashed', 'worn');
  }

  private replace(child: WarmChild): void {
    this.children.delete(child);
    if (this.closed) return;
    if (child.started) {
      this.fill();
      return;
    }

    this.failedStarts += 1;
    this.options.log.error({ entry: this.options.entry, attempt: this.failedStarts }, 'reading process does not start');
    if (this.failedStarts >= startsBeforeGivingUp) this.turnAway();
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.fill(), Math.min(5000, 100 * 2 ** this.failedStarts));
  }

  private turnAway(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const { settle } of waiting) settle({ ok: false, reason: 'crashed', detail: 'no reading process starts' });
  }
}
