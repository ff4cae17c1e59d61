import { Database, SignInThrottle } from '@libs/db';
import { ARCHIVE, CRASH_POINTS } from '@libs/operations';
import {
  AcceptFigures,
  type Config,
  crashPoints,
  HttpFigures,
  type Logger,
  logRecords,
  measuredArchive,
  Metrics,
  QueueState,
  storageFor,
  watchPool,
  wrongClock,
} from '@libs/platform';
import { JobBoard, Pulse } from '@libs/queue';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONNECTIONS } from './http/admission';
import { CONFIG, LOGGER } from './tokens';

/** What the operations need from outside, made once for this process. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly throttle: SignInThrottle,
    metrics: Metrics,
    @Inject(CONFIG) readonly config: Config,
  ) {
    watchPool(metrics, () => database.figures());
  }

  static with(config: Config, log: Logger): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: log },
      { provide: CRASH_POINTS, useValue: crashPoints(config.faultAt) },
      { provide: Metrics, useFactory: () => new Metrics() },
      ...[AcceptFigures, HttpFigures].map((figures) => ({
        provide: figures,
        useFactory: (metrics: Metrics) => new figures(metrics),
        inject: [Metrics],
      })),
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
      {
        provide: Database,
        useFactory: (board?: JobBoard) =>
          new Database({
            url: config.appDatabaseUrl,
            maxConnections: config.databaseConnections ?? CONNECTIONS,
            told: logRecords(log),
            onSkew: wrongClock(log),
            ...(board ? { onDue: (due) => board.announce(due) } : {}),
          }),
        inject: [{ token: JobBoard, optional: true }],
      },
      { provide: SignInThrottle, useFactory: () => new SignInThrottle(config.appDatabaseUrl) },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.database.close(), this.throttle.close()]);
  }
}
