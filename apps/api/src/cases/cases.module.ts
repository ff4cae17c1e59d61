import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { CasesController } from './cases.controller';

@Module({ imports: [OperationsModule], controllers: [CasesController] })
export class CasesModule {}
