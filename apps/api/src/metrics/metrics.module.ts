import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller';

@Module({ imports: [OperationsModule], controllers: [MetricsController] })
export class MetricsModule {}
