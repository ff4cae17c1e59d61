import { Database } from '@libs/db';
import { ARCHIVE, CLOCK, CRASH_POINTS, READER } from '@libs/operations';
import { type Config, crashPoints, createLogger, FolderStorage, type Logger, systemClock } from '@libs/platform';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { ChildReader } from './child-reader';
import { LoopSettings } from './loop-settings';
import { CONFIG, LOGGER } from './tokens';

/** What the steps need from outside, made once for this process. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    @Inject(READER) private readonly reader: ChildReader,
  ) {}

  static with(config: Config): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useFactory: () => createLogger('worker', config.logLevel) },
      { provide: CLOCK, useValue: systemClock },
      { provide: CRASH_POINTS, useValue: crashPoints(config.faultAt) },
      { provide: ARCHIVE, useFactory: () => new FolderStorage(config.dataDir) },
      { provide: Database, useFactory: () => new Database({ url: config.appDatabaseUrl, maxConnections: 10 }) },
      {
        provide: LoopSettings,
        useFactory: (database: Database, log: Logger) =>
          new LoopSettings(
            database,
            `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
            config.limits.children * 2,
            log,
            crashPoints(config.faultAt),
          ),
        inject: [Database, LOGGER],
      },
      { provide: READER, useFactory: (log: Logger) => new ChildReader(config, log), inject: [LOGGER] },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.database.close(), this.reader.close()]);
  }
}
