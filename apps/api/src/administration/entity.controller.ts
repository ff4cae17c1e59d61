import { ChangedEntity, type EntityDetail } from '@libs/contracts';
import { type Actor, ChangeEntity, ShowEntity } from '@libs/operations';
import { Body, Controller, Get, Headers, Put } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { expectedVersion } from '../http/etag';
import { Fitting } from '../http/zod.pipe';

@Controller('api/v1/entity')
export class EntityController {
  constructor(
    private readonly showEntity: ShowEntity,
    private readonly changeEntity: ChangeEntity,
  ) {}

  @Get()
  show(@CurrentActor() actor: Actor): Promise<EntityDetail> {
    return this.showEntity.run(actor);
  }

  @Put()
  async change(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(ChangedEntity)) wanted: ChangedEntity,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<EntityDetail> {
    await this.changeEntity.run(actor, wanted, expectedVersion(ifMatch));
    return this.showEntity.run(actor);
  }
}
