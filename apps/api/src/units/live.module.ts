import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { LiveController } from './live.controller';

@Module({ imports: [OperationsModule], controllers: [LiveController] })
export class LiveModule {}
