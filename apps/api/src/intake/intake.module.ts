import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { ArrivalsController } from './arrivals.controller';
import { DocumentsController } from './documents.controller';

@Module({ imports: [OperationsModule], controllers: [DocumentsController, ArrivalsController] })
export class IntakeModule {}
