import { Database } from '@libs/db';
import { ParkWork, StepsModule, workerSteps } from '@libs/operations';
import { type Config, crashPoints, type Logger, MeasuredSteps } from '@libs/platform';
import { Engine, JobBoard, Pulse, QueueModule, StepCarrier, stepJobs } from '@libs/queue';
import { type DynamicModule, Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { FolderIntake } from './folder/folder-intake';
import { MailboxIntake } from './mailbox/mailbox-intake';
import { SmtpIntake } from './mailbox/smtp-intake';
import { PlatformModule } from './platform.module';
import { carriedSteps, StepHandlers } from './step-handlers';
import { LOGGER } from './tokens';
import { WatchServer } from './watch/watch-server';

/** A supervisor starts the process again: it fell silent, nothing else is wrong. */
const SILENT_EXIT = 70;

/** One worker of all sweeps; when it dies another one does. */
const leads = (database: Database): (() => boolean) => {
  const lead = database.lead('sweeper');
  return () => lead.held();
};

/** Table of contents of the queue process. */
@Module({})
export class WorkerModule {
  static async with(config: Config, log: Logger): Promise<DynamicModule> {
    const { redis, worker, faultAt } = config;
    const steps = carriedSteps(worker.steps);
    const queues = redis ? [await QueueModule.on({ redis, steps: workerSteps, carries: true, log })] : [];
    return {
      module: WorkerModule,
      imports: [PlatformModule.with(config, log), ...queues, StepsModule],
      providers: [
        StepHandlers,
        SmtpIntake,
        WatchServer,
        FolderIntake,
        MailboxIntake,
        {
          provide: StepCarrier,
          useFactory: (database: Database, handlers: StepHandlers, park: ParkWork, figures: MeasuredSteps) =>
            new StepCarrier({
              database,
              worker: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
              handlers: handlers.of(steps),
              park: (work, why) => park.run(work, why),
              log,
              figures,
              crash: crashPoints(faultAt),
            }),
          inject: [Database, StepHandlers, ParkWork, MeasuredSteps],
        },
        {
          provide: Engine,
          useFactory: (database: Database, carrier: StepCarrier, pulse?: Pulse, board?: JobBoard) =>
            new Engine({
              database,
              carrier,
              steps: workerSteps,
              concurrency: worker.concurrency,
              log,
              redis: pulse && board && { pulse, board },
              leads: redis ? leads(database) : () => false,
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
