import { ChangedUnit, type Insights, NewInsight, NewUnit, type RoleGrant, type Unit } from '@libs/contracts';
import { type Actor, AddUnit, ChangeUnit, GiveInsight, ShowRoles, ShowUnits } from '@libs/operations';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { expectedVersion } from '../http/etag';
import { type Once, OnceOnly } from '../http/once';
import { ForPrograms } from '../http/programs';
import { Fitting, UuidParam } from '../http/zod.pipe';

@Controller('api/v1/units')
export class UnitsController {
  constructor(
    private readonly units: ShowUnits,
    private readonly addUnit: AddUnit,
    private readonly changeUnit: ChangeUnit,
    private readonly giveInsight: GiveInsight,
    private readonly roles: ShowRoles,
  ) {}

  @Get()
  @ForPrograms('cases:read')
  async list(@CurrentActor() actor: Actor): Promise<{ items: Unit[] }> {
    return { items: await this.units.list(actor) };
  }

  @Post()
  @HttpCode(201)
  async add(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewUnit)) wanted: NewUnit,
    @OnceOnly() once: Once,
  ): Promise<Unit> {
    return this.units.one(actor, await once((answered) => this.addUnit.run(actor, wanted, answered)));
  }

  @Put(':id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(ChangedUnit)) wanted: ChangedUnit,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Unit> {
    await this.changeUnit.run(actor, id, wanted, expectedVersion(ifMatch));
    return this.units.one(actor, id);
  }

  @Get(':id/grants')
  insights(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<Insights> {
    return this.giveInsight.list(actor, id);
  }

  @Post(':id/grants')
  @HttpCode(201)
  async grant(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewInsight)) wanted: NewInsight,
    @OnceOnly() once: Once,
  ): Promise<RoleGrant> {
    return this.roles.one(actor, await once((answered) => this.giveInsight.run(actor, id, wanted, answered)));
  }
}
