import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { ExportsController } from './exports.controller';

@Module({ imports: [OperationsModule], controllers: [ExportsController] })
export class ExportsModule {}
