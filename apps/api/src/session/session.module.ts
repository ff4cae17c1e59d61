import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { NewSession } from '../http/new-session';
import { ConfirmationController } from './confirmation.controller';
import { EntityController } from './entity.controller';
import { PasskeyController } from './passkey.controller';
import { ProvidersController } from './providers.controller';
import { SessionController } from './session.controller';
import { SessionsController } from './sessions.controller';
import { WaysController } from './ways.controller';

@Module({
  imports: [OperationsModule],
  providers: [NewSession],
  controllers: [
    WaysController,
    SessionController,
    PasskeyController,
    ProvidersController,
    ConfirmationController,
    SessionsController,
    EntityController,
  ],
})
export class SessionModule {}
