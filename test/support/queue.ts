import { randomBytes, randomUUID } from 'node:crypto';
import { type Database, type DueWork } from '@libs/db';
import { workerSteps } from '@libs/operations';
import { createLogger } from '@libs/platform';
import {
  Engine,
  JobBoard,
  Pulse,
  QueueModule,
  StepCarrier,
  type StepCarrierOptions,
  type StepHandler,
  stepJobs,
} from '@libs/queue';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

export type TestWorkerOptions = {
  readonly database: Database;
  readonly handlers: ReadonlyMap<string, StepHandler>;
  readonly park: StepCarrierOptions['park'];
  readonly endedReader?: NonNullable<StepCarrierOptions['endedReader']>;
  readonly leaseSeconds?: number;
  readonly pollSeconds?: number;
};
export type TestWorker = {
  /** Over which it announces; undefined without Redis. */
  readonly board: JobBoard | undefined;
  readonly stop: () => Promise<void>;
};

@Module({})
class Host {}

const log = createLogger('test', 'silent');

/** With TEST_QUEUE=redis the work of a test travels over a real Redis, under names of its own; else over the table alone. */
export async function openQueue(wanted = process.env['TEST_REDIS_URL']) {
  const url = wanted === '' ? undefined : wanted;
  const redis = url === undefined ? undefined : { url, prefix: `test-${randomBytes(6).toString('hex')}` };
  const closers: (() => Promise<void>)[] = [];

  const join = async (carries: boolean, providers: NonNullable<Parameters<typeof Module>[0]['providers']>) => {
    if (!redis) return undefined;
    const queues = await QueueModule.on({ redis, steps: workerSteps, carries, log });
    const app = await NestFactory.createApplicationContext(
      { module: Host, imports: [queues], providers },
      { logger: false, abortOnError: false },
    );
    return { pulse: app.get(Pulse), board: app.get(JobBoard), close: () => app.close() };
  };

  const announcing = await join(false, []);
  if (announcing) closers.push(announcing.close);

  return {
    redis,
    /** For api and worker as processes of their own. */
    settings: redis ? { REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix } : {},
    /** As an api has it: it announces and carries nothing. */
    board: announcing?.board,
    onDue: (due: readonly DueWork[]): void => announcing?.board.announce(due),

    startWorker: async ({ leaseSeconds, pollSeconds = 0.2, ...options }: TestWorkerOptions) => {
      const lease = leaseSeconds === undefined ? {} : { leaseSeconds };
      const carrier = new StepCarrier({ ...options, worker: randomUUID(), log, ...lease });
      const joined = await join(true, [
        { provide: StepCarrier, useValue: carrier },
        ...carrier.steps.map((step) => stepJobs(step, 4)),
      ]);
      const engine = new Engine({
        database: options.database,
        carrier,
        steps: workerSteps,
        concurrency: 4,
        log,
        redis: joined,
        leads: () => true,
        giveUp: () => undefined,
        pollSeconds,
        sweep: { everySeconds: pollSeconds, olderSeconds: pollSeconds },
      });
      await engine.start();
      let stopped: Promise<void> | undefined;
      const stop = (): Promise<void> => (stopped ??= engine.stop(8).then(() => joined?.close()));
      closers.push(stop);
      return { board: joined?.board, stop } satisfies TestWorker;
    },

    close: async (): Promise<void> => {
      for (const close of closers.toReversed()) await close();
    },
  };
}
