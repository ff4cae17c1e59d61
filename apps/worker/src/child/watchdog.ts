import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import threads, { Worker } from 'node:worker_threads';

/** What main thread and watchdog share: the second at which the task must be over, 0 while there is none. */
export type WatchdogData = { readonly parent: number; readonly deadline: Int32Array };

export const isWatchdogData = (data: unknown): data is WatchdogData =>
  typeof data === 'object' &&
  data !== null &&
  'parent' in data &&
  typeof data.parent === 'number' &&
  'deadline' in data &&
  data.deadline instanceof Int32Array;

/** The parent kills at the limit; the watchdog speaks only when the parent did not. */
const graceSeconds = 5;
/** Seconds of the monotonic clock: both threads read the same one, and nobody sets it. */
export const monotonicSeconds = (): number => process.hrtime()[0];

export type Watchdog = { readonly begin: (seconds: number) => void; readonly end: () => void };

/**
 * A thread of its own that ends the process when its parent is gone or a task overstays. A timer in the main thread would
 * never fire while a parser loops, and a parent killed with -9 kills nobody: without this, busy children outlived it.
 */
export function startWatchdog(parent: number): Watchdog {
  const deadline = new Int32Array(new SharedArrayBuffer(4));
  const workerData: WatchdogData = { parent, deadline };
  const thread = new Worker(join(__dirname, 'watchdog-thread.js'), {
    workerData,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });
  thread.on('exit', () => process.exit(70)); // unguarded: better none than a process that nobody ends
  thread.unref();
  forbidFurtherThreads();

  return {
    begin: (seconds) => void Atomics.store(deadline, 0, monotonicSeconds() + Math.ceil(seconds) + graceSeconds),
    end: () => void Atomics.store(deadline, 0, 0),
  };
}

/** A new thread would get fresh modules, and with them a network. */
function forbidFurtherThreads(): void {
  const refuse = function (): never {
    throw new Error('A process that reads documents starts no threads.');
  };
  Object.defineProperty(threads, 'Worker', { value: refuse, writable: false, configurable: false, enumerable: true });
  syncBuiltinESMExports();
}
