import { type Database } from '@libs/db';
import { type Logger } from '@libs/platform';
import { type JobBoard } from './job-board';
import { type Pulse } from './pulse';

export type SweeperOptions = {
  readonly database: Pick<Database, 'overdueWork'>;
  readonly board: JobBoard;
  readonly pulse: Pulse;
  /** The steps whose work it looks after: all of the line, also those that other workers carry. */
  readonly steps: readonly string[];
  /** Only one of the workers sweeps; two at once would do no harm. */
  readonly leads: () => boolean;
  readonly log: Logger;
  readonly everySeconds?: number;
  readonly olderSeconds?: number;
};

const EVERY_SECONDS = 2;
/** Work due for a shorter time has its job on the way. */
const OLDER_SECONDS = 1.5;
const ROWS = 500;
/** Where so many jobs wait nothing stands still: what is missing among them is added when the queue gets short. */
const ENOUGH_WAITING = 200;

/**
 * Finds due work in Postgres that has no job on Redis and adds it: after a crash between commit and job, a flush, a
 * restart without data, a retry that fell due, a lease that ran out.
 */
export class Sweeper {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(private readonly options: SweeperOptions) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), (this.options.everySeconds ?? EVERY_SECONDS) * 1000);
    this.wake();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  wake(): void {
    const { pulse, leads, log } = this.options;
    if (this.sweeping || !pulse.up || !leads()) return;
    this.sweeping = this.sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'overdue work could not be swept; trying again'))
      .finally(() => (this.sweeping = undefined));
  }

  private async sweep(): Promise<void> {
    const { database, board, steps, olderSeconds = OLDER_SECONDS } = this.options;
    const waiting = await Promise.all(steps.map((step) => board.waiting(step)));
    const short = steps.filter((_step, at) => (waiting[at] ?? 0) < ENOUGH_WAITING);
    if (short.length === 0) return;
    const overdue = await database.overdueWork(short, olderSeconds, ROWS);
    if (overdue.length > 0) await board.add(overdue);
  }
}
