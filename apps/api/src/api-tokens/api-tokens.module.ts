import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { ApiTokensController } from './api-tokens.controller';

@Module({ imports: [OperationsModule], controllers: [ApiTokensController] })
export class ApiTokensModule {}
