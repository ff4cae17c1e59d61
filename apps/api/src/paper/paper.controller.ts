import { type CaseDetail, PaperNote, type SealedPage, SealedQuery } from '@libs/contracts';
import { type Actor, ListPaper, NotePaper, PrintCoverSheet, ShowCases, ShowSealedCases } from '@libs/operations';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { CurrentActor } from '../http/actor';
import { download } from '../http/download';
import { expectedVersion } from '../http/etag';
import { type Once, OnceOnly } from '../http/once';
import { ForPrograms } from '../http/programs';
import { Fitting, UuidParam } from '../http/zod.pipe';

type File = { readonly fileName: string; readonly bytes: Uint8Array };

/** What leaves the line: to units that sign on paper, and to sealed units. */
@Controller('api/v1')
export class PaperController {
  constructor(
    private readonly coverSheet: PrintCoverSheet,
    private readonly paper: ListPaper,
    private readonly notePaper: NotePaper,
    private readonly cases: ShowCases,
    private readonly sealedCases: ShowSealedCases,
  ) {}

  @Get('cases/:id/cover-sheet')
  @ForPrograms('cases:read')
  async print(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, 'application/pdf', await this.coverSheet.run(actor, id));
  }

  @Post('cases/:id/paper')
  @ForPrograms('cases:write')
  @HttpCode(200)
  async note(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(PaperNote)) note: PaperNote,
    @Headers('if-match') ifMatch: string | undefined,
    @OnceOnly() once: Once,
  ): Promise<CaseDetail> {
    await once((answered) => this.notePaper.run(actor, id, note, expectedVersion(ifMatch), answered));
    return this.cases.show(actor, id);
  }

  @Get('paper-list')
  @ForPrograms('cases:read')
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await send(reply, 'text/csv; charset=utf-8', await this.paper.run(actor));
  }

  @Get('sealed-cases')
  @ForPrograms('cases:read')
  sealed(@CurrentActor() actor: Actor, @Query(new Fitting(SealedQuery)) query: SealedQuery): Promise<SealedPage> {
    return this.sealedCases.run(actor, query);
  }
}

const send = (reply: FastifyReply, mediaType: string, { fileName, bytes }: File): Promise<void> =>
  download(reply, {
    fileName,
    mediaType,
    size: bytes.length,
    open: () => Promise.resolve(Readable.from([Buffer.from(bytes)])),
  });
