import { StepsModule } from '@libs/operations';
import { type Config } from '@libs/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { SmtpIntake } from './mailbox/smtp-intake';
import { PlatformModule } from './platform.module';
import { StepRunner } from './step-runner';

/** Table of contents of the queue process. */
@Module({})
export class WorkerModule {
  static with(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.with(config), StepsModule],
      providers: [StepRunner, SmtpIntake],
    };
  }
}
