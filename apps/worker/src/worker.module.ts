import { Database } from '@libs/db';
import { machineSteps, ParkWork, StepsModule } from '@libs/operations';
import { type Config, crashPoints, type Logger } from '@libs/platform';
import { Engine, JobBoard, Pulse, QueueModule, StepCarrier, stepJobs } from '@libs/queue';
import { type DynamicModule, Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { FolderIntake } from './folder/folder-intake';
import { SmtpIntake } from './mailbox/smtp-intake';
import { PlatformModule } from './platform.module';
import { carriedSteps, StepHandlers } from './step-handlers';
import { LOGGER } from './tokens';
import { WatchServer } from './watch/watch-server';

/** A supervisor starts the process again: it fell silent, nothing else is wrong. */
const SILENT_EXIT = 70;

/** Table of contents of the queue process. */
@Module({})
export class WorkerModule {
  static async with(config: Config, log: Logger): Promise<DynamicModule> {
    const { redis, worker, faultAt } = config;
    const steps = carriedSteps(worker.steps);
    const queues = redis ? [await QueueModule.on({ redis, steps: machineSteps, carries: true, log })] : [];
    return {
      module: WorkerModule,
      imports: [PlatformModule.with(config, log), ...queues, StepsModule],
      providers: [
        StepHandlers,
        SmtpIntake,
        WatchServer,
        FolderIntake,
        {
          provide: StepCarrier,
          useFactory: (database: Database, handlers: StepHandlers, park: ParkWork) =>
            new StepCarrier({
              database,
              worker: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
              handlers: handlers.of(steps),
              park: (work, why) => park.run(work, why),
              log,
              crash: crashPoints(faultAt),
            }),
          inject: [Database, StepHandlers, ParkWork],
        },
        {
          provide: Engine,
          useFactory: (database: Database, carrier: StepCarrier, pulse?: Pulse, board?: JobBoard) =>
            new Engine({
              database,
              carrier,
              steps: machineSteps,
              concurrency: worker.concurrency,
              log,
              redis: pulse && board && { pulse, board },
              leads: () => true,
              giveUp: () => process.exit(SILENT_EXIT),
              watchdogSeconds: worker.watchdogSeconds,
            }),
          inject: [Database, StepCarrier, { token: Pulse, optional: true }, { token: JobBoard, optional: true }],
        },
        ...(redis ? steps.map((step) => stepJobs(step, worker.concurrency)) : []),
        { provide: LOGGER, useValue: log },
      ],
    };
  }
}
