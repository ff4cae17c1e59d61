import { OperationsModule, workerSteps } from '@libs/operations';
import { type Config, type Logger, Metrics } from '@libs/platform';
import { QueueModule } from '@libs/queue';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, Reflector } from '@nestjs/core';
import { AccountModule } from './account/account.module';
import { AdministrationModule } from './administration/administration.module';
import { ApiTokensModule } from './api-tokens/api-tokens.module';
import { AuditModule } from './audit/audit.module';
import { CasesModule } from './cases/cases.module';
import { EntitiesModule } from './entities/entities.module';
import { EventsModule } from './events/events.module';
import { ExportsModule } from './exports/exports.module';
import { HealthModule } from './health/health.module';
import { Admission } from './http/admission';
import { EtagInterceptor } from './http/etag.interceptor';
import { IdempotencyInterceptor } from './http/idempotency.interceptor';
import { ProblemFilter } from './http/problem.filter';
import { SessionGuard } from './http/session.guard';
import { IntakeModule } from './intake/intake.module';
import { MetricsModule } from './metrics/metrics.module';
import { MasterDataModule } from './master-data/master-data.module';
import { methodsAt } from './openapi/methods-at';
import { OpenApiModule } from './openapi/openapi.module';
import { PaperModule } from './paper/paper.module';
import { PasswordsModule } from './passwords/passwords.module';
import { PlatformModule } from './platform.module';
import { SessionModule } from './session/session.module';
import { LiveModule } from './units/live.module';
import { METHODS_AT } from './tokens';

/** Table of contents of the HTTP process. */
@Module({})
export class ApiModule {
  static async with(config: Config, log: Logger): Promise<DynamicModule> {
    const { redis } = config;
    return {
      module: ApiModule,
      imports: [
        ...(redis ? [await QueueModule.on({ redis, steps: workerSteps, carries: false, log })] : []),
        PlatformModule.with(config, log),
        OperationsModule,
        SessionModule,
        AccountModule,
        ApiTokensModule,
        PasswordsModule,
        EntitiesModule,
        IntakeModule,
        CasesModule,
        PaperModule,
        LiveModule,
        ExportsModule,
        MasterDataModule,
        AdministrationModule,
        AuditModule,
        EventsModule,
        HealthModule,
        MetricsModule,
        OpenApiModule,
      ],
      providers: [
        { provide: METHODS_AT, useValue: methodsAt },
        { provide: APP_FILTER, useClass: ProblemFilter },
        {
          provide: Admission,
          useFactory: (metrics: Metrics, reflector: Reflector) => new Admission(config, metrics, reflector),
          inject: [Metrics, Reflector],
        },
        // in this order: first whether there is room, then who it is
        { provide: APP_GUARD, useExisting: Admission },
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_INTERCEPTOR, useExisting: Admission },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
    };
  }
}
