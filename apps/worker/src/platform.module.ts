import { Database } from '@libs/db';
import { houseProviders, READER, workerSteps } from '@libs/operations';
import { type Config, type Logger, MeasuredSteps, Metrics, SmtpFigures } from '@libs/platform';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ChildReader } from './child-reader';
import { CONFIG, LEAD, LOGGER } from './tokens';

/** Steps in work, their heartbeats and the mails that come in meanwhile. */
const CONNECTIONS = 16;

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
      ...houseProviders(config, log, CONNECTIONS),
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: log },
      { provide: SmtpFigures, useFactory: (metrics: Metrics) => new SmtpFigures(metrics), inject: [Metrics] },
      {
        provide: MeasuredSteps,
        useFactory: (metrics: Metrics) => new MeasuredSteps(metrics, workerSteps),
        inject: [Metrics],
      },
      { provide: LEAD, useFactory: (database: Database) => (name: string) => database.lead(name), inject: [Database] },
      {
        provide: READER,
        useFactory: (metrics: Metrics) => new ChildReader(config, log, metrics),
        inject: [Metrics],
      },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader.close();
    await this.database.close();
  }
}
