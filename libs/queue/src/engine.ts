import { type Database } from '@libs/db';
import { type Logger } from '@libs/platform';
import { type JobBoard } from './redis/job-board';
import { type Pulse } from './redis/pulse';
import { Sweeper } from './redis/sweeper';
import { type StepCarrier } from './step-carrier';
import { Watchdog } from './watchdog';
import { WorkLoop } from './work-loop';

export type EngineOptions = {
  readonly database: Database;
  readonly carrier: StepCarrier;
  /** All steps of the line, whichever worker carries them: the sweeper looks after each. */
  readonly steps: readonly string[];
  readonly concurrency: number;
  readonly log: Logger;
  /** Undefined: the work table carries alone. */
  readonly redis?: { readonly pulse: Pulse; readonly board: JobBoard } | undefined;
  /** Whether this worker is the one that sweeps. */
  readonly leads: () => boolean;
  readonly giveUp: () => void;
  /** How long work may wait while this worker does not move. */
  readonly watchdogSeconds?: number;
  readonly pollSeconds?: number;
  /** How often the sweeper looks, and how long work must be due without a job before it adds one. */
  readonly sweep?: { readonly everySeconds: number; readonly olderSeconds: number };
};

/**
 * What moves work in a worker. With Redis its jobs do, the sweeper adds what has none, and the loop over the table
 * stands by; as soon as Redis is unfit the loop takes over. Without Redis the loop is all there is.
 */
export class Engine {
  private readonly loop: WorkLoop;
  private readonly watchdog: Watchdog;
  private readonly sweeper: Sweeper | undefined;

  constructor(private readonly options: EngineOptions) {
    const { redis, watchdogSeconds } = options;
    this.loop = new WorkLoop(options);
    this.watchdog = new Watchdog({
      ...options,
      apart: () => redis?.pulse.up ?? false,
      ...(watchdogSeconds === undefined ? {} : { patienceSeconds: watchdogSeconds, everySeconds: watchdogSeconds / 6 }),
    });
    this.sweeper = redis && new Sweeper({ ...options, ...redis, ...options.sweep });
  }

  async start(): Promise<void> {
    const { redis } = this.options;
    if (redis) {
      this.follow(redis.pulse.up);
      redis.pulse.onChange((up) => this.follow(up));
    }
    await this.loop.start();
    this.sweeper?.start();
    this.watchdog.start();
  }

  /** Takes no more work and waits so long for what runs. */
  async stop(graceSeconds: number): Promise<void> {
    this.watchdog.stop();
    this.options.carrier.close();
    await Promise.all([this.loop.stop(), this.sweeper?.stop(), this.options.redis?.board.halt()]);
    await this.options.carrier.settle(graceSeconds);
  }

  /** After `stop`, and after what steps wait for was cut off: waits so long for their end and gives back what still runs. */
  async handBack(graceSeconds: number): Promise<void> {
    await this.options.carrier.settle(graceSeconds);
    await this.options.carrier.handBack();
  }

  private follow(redisIsUp: boolean): void {
    this.watchdog.forgive();
    if (!redisIsUp) {
      this.loop.resume();
      return;
    }
    this.loop.pause();
    this.sweeper?.wake();
  }
}
