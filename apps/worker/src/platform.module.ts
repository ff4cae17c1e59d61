import { Database } from '@libs/db';
import { ARCHIVE, CLOCK, CRASH_POINTS, READER } from '@libs/operations';
import { type Config, crashPoints, type Logger, storageFor, systemClock } from '@libs/platform';
import { JobBoard } from '@libs/queue';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ChildReader } from './child-reader';
import { CONFIG, LOGGER } from './tokens';

/** Steps in work, their heartbeats and the mails that come in meanwhile. */
const POOL = 16;

/** What the steps need from outside, made once for this process. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    @Inject(READER) private readonly reader: ChildReader,
  ) {}

  static with(config: Config, log: Logger): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: log },
      { provide: CLOCK, useValue: systemClock },
      { provide: CRASH_POINTS, useValue: crashPoints(config.faultAt) },
      { provide: ARCHIVE, useFactory: () => storageFor(config) },
      {
        provide: Database,
        useFactory: (board?: JobBoard) =>
          new Database({
            url: config.appDatabaseUrl,
            maxConnections: POOL,
            ...(board ? { onDue: (due) => board.announce(due) } : {}),
          }),
        inject: [{ token: JobBoard, optional: true }],
      },
      { provide: READER, useFactory: () => new ChildReader(config, log) },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.database.close(), this.reader.close()]);
  }
}
