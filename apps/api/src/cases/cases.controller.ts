import { type CaseDetail, type CasePage, CaseQuery, NewAct, NewAssignment, NewCoding } from '@libs/contracts';
import { type Actor, AssignCase, CodeCase, RecordAct, ShowCases } from '@libs/operations';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { CurrentActor } from '../http/actor';
import { etag, expectedVersion } from '../http/etag';
import { IdempotencyInterceptor } from '../http/idempotency.interceptor';
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
  page(@CurrentActor() actor: Actor, @Query(new Fitting(CaseQuery)) query: CaseQuery): Promise<CasePage> {
    return this.cases.page(actor, query);
  }

  @Get(':id')
  show(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseDetail> {
    return this.answer(actor, id, reply);
  }

  @Put(':id/coding')
  async code(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewCoding)) coding: NewCoding,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseDetail> {
    await this.codeCase.run(actor, id, coding, expectedVersion(ifMatch));
    return this.answer(actor, id, reply);
  }

  @Post(':id/assignment')
  @HttpCode(200)
  @UseInterceptors(IdempotencyInterceptor)
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewAssignment)) { unit }: NewAssignment,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseDetail> {
    await this.assignCase.run(actor, id, unit);
    return this.answer(actor, id, reply);
  }

  @Post(':id/acts')
  @HttpCode(201)
  @UseInterceptors(IdempotencyInterceptor)
  async act(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewAct)) act: NewAct,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseDetail> {
    await this.recordAct.run(actor, id, act);
    return this.answer(actor, id, reply);
  }

  private async answer(actor: Actor, id: string, reply: FastifyReply): Promise<CaseDetail> {
    const detail = await this.cases.show(actor, id);
    void reply.header('etag', etag(detail.version));
    return detail;
  }
}
