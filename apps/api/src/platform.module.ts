import { Database, ResetThrottle, SignInThrottle } from '@libs/db';
import { CALM_LOG, houseProviders, SignInProviders } from '@libs/operations';
import { type Config, HttpFigures, loadProviders, type Logger, Metrics } from '@libs/platform';
import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONNECTIONS } from './http/admission';
import { CONFIG, LOGGER } from './tokens';

/** What the operations need from outside, made once for this process. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly throttle: SignInThrottle,
    private readonly resets: ResetThrottle,
  ) {}

  static with(config: Config, log: Logger): DynamicModule {
    // here, before Nest is: it would wrap a refusal in a stack trace
    const signInProviders = new SignInProviders(loadProviders(config.providersFile));
    const providers = [
      ...houseProviders(config, log, CONNECTIONS),
      { provide: CONFIG, useValue: config },
      { provide: SignInProviders, useValue: signInProviders },
      { provide: LOGGER, useExisting: CALM_LOG },
      { provide: HttpFigures, useFactory: (metrics: Metrics) => new HttpFigures(metrics), inject: [Metrics] },
      { provide: SignInThrottle, useFactory: () => new SignInThrottle(config.appDatabaseUrl) },
      { provide: ResetThrottle, useFactory: () => new ResetThrottle(config.appDatabaseUrl) },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.database.close(), this.throttle.close(), this.resets.close()]);
  }
}
