import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { SessionController } from './session.controller';
import { SessionsController } from './sessions.controller';

@Module({ imports: [OperationsModule], controllers: [SessionController, SessionsController] })
export class SessionModule {}
