import { ChangedPerson, NewPerson, type PersonDetail, type PersonPage, PersonQuery } from '@libs/contracts';
import { type Actor, AddPerson, ChangePerson, ShowPeople } from '@libs/operations';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { expectedVersion } from '../http/etag';
import { type Once, OnceOnly } from '../http/once';
import { Fitting, UuidParam } from '../http/zod.pipe';

@Controller('api/v1/people')
export class PeopleController {
  constructor(
    private readonly people: ShowPeople,
    private readonly addPerson: AddPerson,
    private readonly changePerson: ChangePerson,
  ) {}

  @Get()
  page(@CurrentActor() actor: Actor, @Query(new Fitting(PersonQuery)) query: PersonQuery): Promise<PersonPage> {
    return this.people.page(actor, query);
  }

  @Post()
  @HttpCode(201)
  async add(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewPerson)) wanted: NewPerson,
    @OnceOnly() once: Once,
  ): Promise<PersonDetail> {
    const id = await once((answered) => this.addPerson.run(actor, wanted, answered));
    return this.people.show(actor, id);
  }

  @Get(':id')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PersonDetail> {
    return this.people.show(actor, id);
  }

  @Put(':id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(ChangedPerson)) wanted: ChangedPerson,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<PersonDetail> {
    await this.changePerson.run(actor, id, wanted, expectedVersion(ifMatch));
    return this.people.show(actor, id);
  }
}
