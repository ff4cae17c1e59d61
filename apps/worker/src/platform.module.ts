import { Database } from '@libs/db';
import { ARCHIVE, CRASH_POINTS, workerSteps, READER } from '@libs/operations';
import {
  AcceptFigures,
  type Config,
  crashPoints,
  type Logger,
  logRecords,
  measuredArchive,
  MeasuredSteps,
  Metrics,
  QueueState,
  SmtpFigures,
  storageFor,
  watchPool,
  wrongClock,
} from '@libs/platform';
import { JobBoard, Pulse } from '@libs/queue';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ChildReader } from './child-reader';
import { CONFIG, LEAD, LOGGER } from './tokens';

/** Steps in work, their heartbeats and the mails that come in meanwhile. */
const POOL = 16;

/** What the steps need from outside, made once for this process. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    metrics: Metrics,
    @Inject(READER) private readonly reader: ChildReader,
  ) {
    watchPool(metrics, () => database.figures());
  }

  static with(config: Config, log: Logger): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: log },
      { provide: CRASH_POINTS, useValue: crashPoints(config.faultAt) },
      { provide: Metrics, useFactory: () => new Metrics() },
      ...[AcceptFigures, SmtpFigures].map((figures) => ({
        provide: figures,
        useFactory: (metrics: Metrics) => new figures(metrics),
        inject: [Metrics],
      })),
      {
        provide: MeasuredSteps,
        useFactory: (metrics: Metrics) => new MeasuredSteps(metrics, workerSteps),
        inject: [Metrics],
      },
      {
        provide: QueueState,
        useFactory: (metrics: Metrics, pulse?: Pulse) => new QueueState(metrics, pulse && (() => pulse.up)),
        inject: [Metrics, { token: Pulse, optional: true }],
      },
      {
        provide: ARCHIVE,
        useFactory: (metrics: Metrics) => measuredArchive(storageFor(config), metrics),
        inject: [Metrics],
      },
      { provide: LEAD, useFactory: (database: Database) => (name: string) => database.lead(name), inject: [Database] },
      {
        provide: Database,
        useFactory: (board?: JobBoard) =>
          new Database({
            url: config.appDatabaseUrl,
            maxConnections: config.databaseConnections ?? POOL,
            told: logRecords(log),
            onSkew: wrongClock(log),
            crash: crashPoints(config.faultAt),
            ...(board ? { onDue: (due) => board.announce(due) } : {}),
          }),
        inject: [{ token: JobBoard, optional: true }],
      },
      {
        provide: READER,
        useFactory: (metrics: Metrics) => new ChildReader(config, log, metrics),
        inject: [Metrics],
      },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.database.close(), this.reader.close()]);
  }
}
