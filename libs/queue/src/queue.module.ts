import { BullModule, getQueueToken } from '@nestjs/bull';
import { type Logger } from '@libs/platform';
import { type DynamicModule, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import Bull, { type Queue } from 'bull';
import { Connections, type Part } from './redis/connections';
import { refuseEviction } from './redis/eviction-policy';
import { type JobData } from './redis/job';
import { JobBoard } from './redis/job-board';
import { Pulse } from './redis/pulse';

export type RedisSettings = { readonly url: string; readonly prefix: string };

export type QueueOptions = {
  readonly redis: RedisSettings;
  /** A queue for each. */
  readonly steps: readonly string[];
  /** Whether this process carries work, or only announces it. */
  readonly carries: boolean;
  readonly log: Logger;
};

/** Short, for our jobs only point at rows: one that stalls is taken up from Postgres in any case. */
const settings = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 100 };

/** The queues on Redis, one for each step. Where there is no Redis this module is left out and the table carries alone. */
@Module({})
export class QueueModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly connections: Connections,
    private readonly pulse: Pulse,
    private readonly board: JobBoard,
  ) {}

  /** Throws RedisEvicts when Redis would discard jobs. */
  static async on({ redis, steps, carries, log }: QueueOptions): Promise<DynamicModule> {
    await refuseEviction(redis.url);
    const connections = new Connections(redis.url);
    const pulse = new Pulse({ ...redis, log });
    const options = (part: Part) => ({
      prefix: redis.prefix,
      settings,
      createClient: (kind: Parameters<Connections['client']>[1]) => connections.client(part, kind),
    });
    const board = (...carrying: Queue<JobData>[]): JobBoard => {
      for (const queue of carrying) takeOver(queue, pulse);
      const announcing = steps.map((step) => quiet(new Bull<JobData>(step, options('announces'))));
      return new JobBoard({ announcing, carrying, pulse, log });
    };
    // Nest's queues fetch jobs, over clients that wait for Redis; a process that only announces has none
    const fetching = carries
      ? [BullModule.forRoot(options('carries')), BullModule.registerQueue(...steps.map((name) => ({ name })))]
      : [];
    return {
      module: QueueModule,
      global: true,
      imports: fetching,
      providers: [
        { provide: Connections, useValue: connections },
        { provide: Pulse, useValue: pulse },
        { provide: JobBoard, useFactory: board, inject: carries ? steps.map((step) => getQueueToken(step)) : [] },
      ],
      exports: [Pulse, JobBoard, ...(carries ? [BullModule] : [])],
    };
  }

  async onModuleInit(): Promise<void> {
    await this.pulse.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pulse.stop();
    await this.board.close(() => this.connections.close());
  }
}

/**
 * Nest registers the processors at start and closes the queues at the end, and waits for nothing or for ever. Here a queue
 * begins to fetch when Redis is fit, and the module ends it in time.
 */
function takeOver(queue: Queue<JobData>, pulse: Pulse): void {
  const begin = queue.process.bind(queue) as (...handing: unknown[]) => Promise<void>;
  const begun = (...handing: unknown[]): void => {
    pulse.onFirstUp(() => void begin(...handing).catch(() => undefined));
  };
  Object.assign(quiet(queue), { process: begun, onApplicationShutdown: () => undefined });
}

/** What is wrong with Redis is told by the pulse, in words. */
const quiet = (queue: Queue<JobData>): Queue<JobData> => queue.on('error', () => undefined);
