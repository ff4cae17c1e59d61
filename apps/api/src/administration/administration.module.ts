import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { EntityController } from './entity.controller';
import { GroupsController } from './groups.controller';
import { ImportsController } from './imports.controller';
import { PeopleController } from './people.controller';
import { ProposalsController } from './proposals.controller';
import { RolesController } from './roles.controller';
import { UnitsController } from './units.controller';

@Module({
  imports: [OperationsModule],
  controllers: [
    PeopleController,
    GroupsController,
    RolesController,
    UnitsController,
    EntityController,
    ProposalsController,
    ImportsController,
  ],
})
export class AdministrationModule {}
