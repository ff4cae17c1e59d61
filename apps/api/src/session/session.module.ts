import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { EntityController } from './entity.controller';
import { SessionController } from './session.controller';
import { SessionsController } from './sessions.controller';

@Module({ imports: [OperationsModule], controllers: [SessionController, SessionsController, EntityController] })
export class SessionModule {}
