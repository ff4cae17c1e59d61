import { type ImportResult, NewImport } from '@libs/contracts';
import { type Actor, ImportTable } from '@libs/operations';
import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { CurrentActor } from '../http/actor';
import { type Once, OnceOnly } from '../http/once';
import { Fitting } from '../http/zod.pipe';

@Controller('api/v1/imports')
export class ImportsController {
  constructor(private readonly importTable: ImportTable) {}

  /** 201 when all rows were taken over; 200 with what each of them would do when `dryRun` is asked for. */
  @Post()
  @HttpCode(201)
  async import(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewImport)) wanted: NewImport,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OnceOnly() once: Once,
  ): Promise<ImportResult> {
    if (wanted.dryRun) {
      void reply.status(200);
      return this.importTable.preview(actor, wanted);
    }
    const counts = await once((answered) => this.importTable.run(actor, wanted, answered));
    return this.importTable.done(wanted.kind, counts);
  }
}
