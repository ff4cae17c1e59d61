import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';

@Module({ imports: [OperationsModule], controllers: [HealthController] })
export class HealthModule {}
