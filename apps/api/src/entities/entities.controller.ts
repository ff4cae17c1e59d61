import { type FoundedEntity, NewEntity, type OperatedEntity } from '@libs/contracts';
import { type Actor, FoundEntity, ShowEntities } from '@libs/operations';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { type Once, OnceOnly } from '../http/once';
import { Fitting } from '../http/zod.pipe';

/** The operator's view of a data centre: names and numbers, and the founding of an entity. For people alone. */
@Controller('api/v1/entities')
export class EntitiesController {
  constructor(
    private readonly entities: ShowEntities,
    private readonly foundEntity: FoundEntity,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor): Promise<{ items: OperatedEntity[] }> {
    return { items: await this.entities.run(actor) };
  }

  @Post()
  @HttpCode(201)
  async found(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewEntity)) wanted: NewEntity,
    @OnceOnly() once: Once,
  ): Promise<FoundedEntity> {
    let made: FoundedEntity | undefined;
    const id = await once(async (answered) => {
      made = await this.foundEntity.run(actor, wanted, answered);
      return made.id;
    });
    return made ?? this.foundEntity.founded(actor, id, wanted);
  }
}
