import { Database, SignInThrottle } from '@libs/db';
import { ARCHIVE, CLOCK, CRASH_POINTS } from '@libs/operations';
import { type Config, crashPoints, type Logger, storageFor, systemClock } from '@libs/platform';
import { JobBoard } from '@libs/queue';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, LOGGER } from './tokens';

/** What the operations need from outside, made once for this process. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly throttle: SignInThrottle,
    @Inject(CONFIG) readonly config: Config,
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
            maxConnections: 20,
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
