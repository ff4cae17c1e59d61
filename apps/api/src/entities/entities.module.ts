import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { EntitiesController } from './entities.controller';

@Module({ imports: [OperationsModule], controllers: [EntitiesController] })
export class EntitiesModule {}
