import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { MasterDataController } from './master-data.controller';

@Module({ imports: [OperationsModule], controllers: [MasterDataController] })
export class MasterDataModule {}
