import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller';

@Module({ imports: [OperationsModule], controllers: [AuditController] })
export class AuditModule {}
