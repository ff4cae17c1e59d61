import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { PaperController } from './paper.controller';

@Module({ imports: [OperationsModule], controllers: [PaperController] })
export class PaperModule {}
