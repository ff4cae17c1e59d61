import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { SessionController } from './session.controller';

@Module({ imports: [OperationsModule], controllers: [SessionController] })
export class SessionModule {}
