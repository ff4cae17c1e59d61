import { type Database, type Feed } from '@libs/db';
import { type Logger } from '@libs/platform';
import { type StepCarrier } from './step-carrier';

export type WorkLoopOptions = {
  readonly database: Pick<Database, 'listen'>;
  readonly carrier: StepCarrier;
  /** Steps that run here at the same time. */
  readonly concurrency: number;
  readonly log: Logger;
  readonly pollSeconds?: number;
};

/**
 * Carries the due work of the Postgres table without a queue beside it: the only engine where there is no Redis, the
 * fallback where Redis is away. Woken by NOTIFY; the poll finds what a lost notification or a dead worker left behind.
 */
export class WorkLoop {
  private feed: Feed | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running = 0;
  private stopping = false;
  private paused = false;
  private sweeping: Promise<void> | undefined;
  private again = false;

  constructor(private readonly options: WorkLoopOptions) {}

  async start(): Promise<void> {
    this.feed = await this.options.database.listen('work', () => this.wake());
    this.timer = setInterval(() => this.wake(), (this.options.pollSeconds ?? 2) * 1000);
    this.wake();
  }

  /** Takes no more work. What runs goes on: `StepCarrier.settle` waits for it. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.feed?.close();
    await this.sweeping;
  }

  /** While paused another engine brings the work. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  /** Looks for due work now. Calls during a sweep lead to one more sweep after it. */
  wake(): void {
    if (this.paused || this.stopping) return;
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
    const { carrier, concurrency } = this.options;
    for (;;) {
      const free = concurrency - this.running;
      if (free <= 0 || this.stopping || this.paused) return;
      const claimed = await carrier.take(free);
      for (const work of claimed) {
        this.running += 1;
        void carrier.carry(work).finally(() => {
          this.running -= 1;
          this.wake();
        });
      }
      if (claimed.length < free) return;
    }
  }
}
