import { type ClaimedWork, type Database, type Feed, LeaseLost } from '@libs/db';
import { type CrashPoints, type Logger } from '@libs/platform';

/** Does one step of one subject. It ends its work itself, in the transaction that stores the result. */
export type StepHandler = (work: ClaimedWork) => Promise<void>;

export type WorkLoopOptions = {
  readonly database: Database;
  /** Names this process in the lease. */
  readonly worker: string;
  readonly handlers: ReadonlyMap<string, StepHandler>;
  /** Takes work out of the line that failed for good; a person will look. */
  readonly park: (work: ClaimedWork, reason: 'failed' | 'crashed') => Promise<void>;
  readonly concurrency: number;
  readonly log: Logger;
  readonly crash?: CrashPoints;
  readonly leaseSeconds?: number;
  readonly pollSeconds?: number;
};

const MAX_FAILURES = 5;
const MAX_CRASHES = 3;

/**
 * Carries the due work of the Postgres table: claims under a lease, runs the step, prolongs the lease meanwhile.
 * Woken by NOTIFY; the poll finds what a lost notification or a dead worker left behind.
 */
export class WorkLoop {
  private readonly running = new Set<Promise<void>>();
  private feed: Feed | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;
  private sweeping: Promise<void> | undefined;
  private again = false;

  constructor(private readonly options: WorkLoopOptions) {}

  async start(): Promise<void> {
    this.feed = await this.options.database.listen('work', () => this.wake());
    this.timer = setInterval(() => this.wake(), (this.options.pollSeconds ?? 2) * 1000);
    this.wake();
  }

  /** Takes no more work and waits for what runs; what does not end in time is found again when its lease runs out. */
  async stop(graceSeconds = 8): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.feed?.close();
    const grace = new Promise<void>((resolve) => setTimeout(resolve, graceSeconds * 1000).unref());
    await Promise.race([Promise.allSettled([this.sweeping, ...this.running]), grace]);
  }

  /** Looks for due work now. Calls during a sweep lead to one more sweep after it. */
  wake(): void {
    if (this.sweeping) {
      this.again = true;
      return;
    }
    this.sweeping = this.sweep()
      .catch((error: unknown) => this.options.log.error({ err: error }, 'due work could not be claimed; trying again'))
      .finally(() => {
        this.sweeping = undefined;
        if (!this.again) return;
        this.again = false;
        this.wake();
      });
  }

  private async sweep(): Promise<void> {
    const { database, handlers, worker, concurrency, leaseSeconds = 15 } = this.options;
    for (;;) {
      const free = concurrency - this.running.size;
      if (free <= 0 || this.stopping) return;
      const claimed = await database.claimWork([...handlers.keys()], worker, leaseSeconds, free);
      for (const work of claimed) this.track(this.carry(work));
      if (claimed.length < free) return;
    }
  }

  private track(task: Promise<void>): void {
    this.running.add(task);
    void task.finally(() => {
      this.running.delete(task);
      if (!this.stopping) this.wake();
    });
  }

  private async carry(work: ClaimedWork): Promise<void> {
    const { log, park, leaseSeconds = 15 } = this.options;
    const beat = setInterval(() => this.prolong(work), (leaseSeconds * 1000) / 3);
    try {
      if (work.crashes >= MAX_CRASHES) await park(work, 'crashed');
      else await this.perform(work);
    } catch (error) {
      if (error instanceof LeaseLost) {
        log.warn({ work: work.id, step: work.step }, error.message);
        return;
      }
      log.error({ err: error, step: work.step, subject: work.subjectId, attempt: work.attempt }, 'step failed');
      await this.giveBack(work);
    } finally {
      clearInterval(beat);
    }
  }

  private async perform(work: ClaimedWork): Promise<void> {
    const { handlers, crash } = this.options;
    crash?.reach(`${work.step}:claimed`);
    await handlers.get(work.step)?.(work);
    crash?.reach(`${work.step}:after-commit`);
  }

  private async giveBack(work: ClaimedWork): Promise<void> {
    const { database, park, log } = this.options;
    try {
      // crashes cost an attempt too, but are counted apart
      if (work.attempt - work.crashes >= MAX_FAILURES) {
        await park(work, 'failed');
        return;
      }
      const delay = Math.min(2 ** work.attempt, 60) * (0.5 + Math.random());
      await database.transaction(work.entityId, (tx) => tx.work.retryLater(work, delay));
    } catch (error) {
      log.error({ err: error, work: work.id }, 'work could not be given back; its lease will run out');
    }
  }

  private prolong(work: ClaimedWork): void {
    const { database, log, leaseSeconds = 15 } = this.options;
    database
      .transaction(work.entityId, (tx) => tx.work.heartbeat(work, leaseSeconds))
      .catch((error: unknown) => log.warn({ err: error, work: work.id }, 'lease could not be prolonged'));
  }
}
