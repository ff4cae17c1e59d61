import { type Group, NewGroup } from '@libs/contracts';
import { type Actor, ChangeGroup, MakeGroup, ShowGroups } from '@libs/operations';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { expectedVersion } from '../http/etag';
import { type Once, OnceOnly } from '../http/once';
import { Fitting, UuidParam } from '../http/zod.pipe';

@Controller('api/v1/groups')
export class GroupsController {
  constructor(
    private readonly groups: ShowGroups,
    private readonly makeGroup: MakeGroup,
    private readonly changeGroup: ChangeGroup,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor): Promise<{ items: Group[] }> {
    return { items: await this.groups.list(actor) };
  }

  @Post()
  @HttpCode(201)
  async make(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewGroup)) wanted: NewGroup,
    @OnceOnly() once: Once,
  ): Promise<Group> {
    const id = await once((answered) => this.makeGroup.run(actor, wanted, answered));
    return this.groups.one(actor, id);
  }

  @Put(':id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewGroup)) wanted: NewGroup,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Group> {
    await this.changeGroup.run(actor, id, wanted, expectedVersion(ifMatch));
    return this.groups.one(actor, id);
  }
}
