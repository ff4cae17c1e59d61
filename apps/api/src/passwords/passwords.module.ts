import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { LinksController } from './links.controller';
import { PasswordsController } from './passwords.controller';

@Module({ imports: [OperationsModule], controllers: [PasswordsController, LinksController] })
export class PasswordsModule {}
