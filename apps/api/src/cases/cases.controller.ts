import {
  type AssignedCase,
  type CaseDetail,
  type CasePage,
  CaseQuery,
  NewAct,
  NewAssignment,
  NewCoding,
} from '@libs/contracts';
import { type Actor, AssignCase, CodeCase, RecordAct, ShowCases } from '@libs/operations';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { expectedVersion } from '../http/etag';
import { type Once, OnceOnly } from '../http/once';
import { ForPrograms } from '../http/programs';
import { Fitting, UuidParam } from '../http/zod.pipe';

@Controller('api/v1/cases')
export class CasesController {
  constructor(
    private readonly cases: ShowCases,
    private readonly assignCase: AssignCase,
    private readonly codeCase: CodeCase,
    private readonly recordAct: RecordAct,
  ) {}

  @Get()
  @ForPrograms('cases:read')
  page(@CurrentActor() actor: Actor, @Query(new Fitting(CaseQuery)) query: CaseQuery): Promise<CasePage> {
    return this.cases.page(actor, query);
  }

  @Get(':id')
  @ForPrograms('cases:read')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CaseDetail> {
    return this.cases.show(actor, id);
  }

  @Put(':id/coding')
  @ForPrograms('cases:write')
  async code(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewCoding)) coding: NewCoding,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<CaseDetail> {
    await this.codeCase.run(actor, id, coding, expectedVersion(ifMatch));
    return this.cases.show(actor, id);
  }

  @Post(':id/assignment')
  @ForPrograms('cases:write')
  @HttpCode(200)
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewAssignment)) { unit }: NewAssignment,
    @Headers('if-match') ifMatch: string | undefined,
    @OnceOnly() once: Once,
  ): Promise<AssignedCase> {
    await once((answered) => this.assignCase.run(actor, id, unit, expectedVersion(ifMatch), answered));
    return this.cases.handedOver(actor, id);
  }

  @Post(':id/acts')
  @ForPrograms('cases:write')
  @HttpCode(201)
  async act(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewAct)) act: NewAct,
    @Headers('if-match') ifMatch: string | undefined,
    @OnceOnly() once: Once,
  ): Promise<CaseDetail> {
    await once((answered) => this.recordAct.run(actor, id, act, expectedVersion(ifMatch), answered));
    return this.cases.show(actor, id);
  }
}
