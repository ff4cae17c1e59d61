import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { AccountController } from './account.controller';
import { PasskeysController } from './passkeys.controller';
import { SecondFactorController } from './second-factor.controller';

@Module({ imports: [OperationsModule], controllers: [AccountController, SecondFactorController, PasskeysController] })
export class AccountModule {}
