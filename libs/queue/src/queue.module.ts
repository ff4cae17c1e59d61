import { BullModule, getQueueToken } from '@nestjs/bull';
import { type Logger } from '@libs/platform';
import { type DynamicModule, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type Queue } from 'bull';
import { Connections } from './redis/connections';
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
    const connections = new Connections(redis.url, carries);
    const pulse = new Pulse({ ...redis, log });
    const board = (...queues: Queue<JobData>[]): JobBoard => {
      for (const queue of queues) takeOver(queue, pulse);
      return new JobBoard(new Map(queues.map((queue) => [queue.name, queue])), pulse, log);
    };
    return {
      module: QueueModule,
      global: true,
      imports: [
        BullModule.forRoot({ prefix: redis.prefix, settings, createClient: (kind) => connections.client(kind) }),
        BullModule.registerQueue(...steps.map((name) => ({ name }))),
      ],
      providers: [
        { provide: Connections, useValue: connections },
        { provide: Pulse, useValue: pulse },
        { provide: JobBoard, useFactory: board, inject: steps.map((step) => getQueueToken(step)) },
      ],
      exports: [Pulse, JobBoard, BullModule],
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
  Object.assign(queue, { process: begun, onApplicationShutdown: () => undefined });
  queue.on('error', () => undefined); // what is wrong with Redis is told by the pulse, in words
}
