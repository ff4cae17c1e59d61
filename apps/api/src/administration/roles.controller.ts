import { EndedRole, NewConfirmation, NewRole, type RoleGrant, type RolePage, RoleQuery } from '@libs/contracts';
import { type Actor, ConfirmRole, EndRole, GiveRole, ShowRoles } from '@libs/operations';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { type Once, OnceOnly } from '../http/once';
import { Fitting, UuidParam } from '../http/zod.pipe';

@Controller('api/v1/roles')
export class RolesController {
  constructor(
    private readonly roles: ShowRoles,
    private readonly giveRole: GiveRole,
    private readonly endRole: EndRole,
    private readonly confirmRole: ConfirmRole,
  ) {}

  @Get()
  page(@CurrentActor() actor: Actor, @Query(new Fitting(RoleQuery)) query: RoleQuery): Promise<RolePage> {
    return this.roles.page(actor, query);
  }

  @Post()
  @HttpCode(201)
  async give(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewRole)) wanted: NewRole,
    @OnceOnly() once: Once,
  ): Promise<RoleGrant> {
    const id = await once((answered) => this.giveRole.run(actor, wanted, answered));
    return this.roles.one(actor, id);
  }

  @Post(':id/end')
  @HttpCode(200)
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(EndedRole)) ended: EndedRole,
    @OnceOnly() once: Once,
  ): Promise<RoleGrant> {
    return this.roles.one(actor, await once((answered) => this.endRole.run(actor, id, ended, answered)));
  }

  @Post(':id/confirmation')
  @HttpCode(201)
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewConfirmation)) confirmation: NewConfirmation,
    @OnceOnly() once: Once,
  ): Promise<RoleGrant> {
    return this.roles.one(actor, await once((answered) => this.confirmRole.run(actor, id, confirmation, answered)));
  }
}
