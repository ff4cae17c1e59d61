import { Database } from '@libs/db';
import {
  CALM_LOG,
  CRASH_POINTS,
  endedReader,
  type Leadership,
  ParkWork,
  StepsModule,
  workerSteps,
} from '@libs/operations';
import {
  type Config,
  type CrashPoints,
  DoorFigures,
  type Logger,
  type MailboxSettings,
  MeasuredSteps,
  Metrics,
} from '@libs/platform';
import { Engine, JobBoard, Pulse, QueueModule, StepCarrier, stepJobs } from '@libs/queue';
import { type DynamicModule, Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { FolderIntake } from './folder/folder-intake';
import { MailboxIntake } from './mailbox/mailbox-intake';
import { SmtpIntake } from './mailbox/smtp-intake';
import { PlatformModule } from './platform.module';
import { carriedSteps, StepHandlers } from './step-handlers';
import { LEAD, MAILBOXES } from './tokens';
import { WatchServer } from './watch/watch-server';

/** A supervisor starts the process again: it fell silent, nothing else is wrong. */
const SILENT_EXIT = 70;

/** Table of contents of the queue process. */
@Module({})
export class WorkerModule {
  static async with(config: Config, log: Logger, mailboxes: readonly MailboxSettings[]): Promise<DynamicModule> {
    const { redis, worker } = config;
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
        { provide: MAILBOXES, useValue: mailboxes },
        MailboxIntake,
        { provide: DoorFigures, useFactory: (metrics: Metrics) => new DoorFigures(metrics), inject: [Metrics] },
        {
          provide: StepCarrier,
          useFactory: (
            database: Database,
            handlers: StepHandlers,
            park: ParkWork,
            figures: MeasuredSteps,
            crash: CrashPoints,
            calm: Logger,
          ) =>
            new StepCarrier({
              database,
              worker: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
              handlers: handlers.of(steps),
              park: (work, why) => park.run(work, why),
              endedReader,
              log: calm,
              figures,
              crash,
            }),
          inject: [Database, StepHandlers, ParkWork, MeasuredSteps, CRASH_POINTS, CALM_LOG],
        },
        {
          provide: Engine,
          useFactory: (
            database: Database,
            carrier: StepCarrier,
            lead: (name: string) => Leadership,
            calm: Logger,
            pulse?: Pulse,
            board?: JobBoard,
          ) => {
            // one worker of all sweeps; when it dies another one does
            const sweeping = redis && lead('sweeper');
            return new Engine({
              database,
              carrier,
              steps: workerSteps,
              concurrency: worker.concurrency,
              log: calm,
              redis: pulse && board && { pulse, board },
              leads: () => sweeping?.held() ?? false,
              giveUp: () => process.exit(SILENT_EXIT),
              watchdogSeconds: worker.watchdogSeconds,
            });
          },
          inject: [
            Database,
            StepCarrier,
            LEAD,
            CALM_LOG,
            { token: Pulse, optional: true },
            { token: JobBoard, optional: true },
          ],
        },
        ...(redis ? steps.map((step) => stepJobs(step, worker.concurrency)) : []),
      ],
    };
  }
}
