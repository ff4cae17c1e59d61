import { type ExportBatch, type ExportList, type ExportPreview, NewAcknowledgement, NewExport } from '@libs/contracts';
import { AcknowledgeExport, type Actor, ExportCases, ShowExports } from '@libs/operations';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { CurrentActor } from '../http/actor';
import { download } from '../http/download';
import { expectedVersion } from '../http/etag';
import { type Once, OnceOnly } from '../http/once';
import { ForPrograms } from '../http/programs';
import { Fitting, UuidParam } from '../http/zod.pipe';

@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    private readonly exportCases: ExportCases,
    private readonly acknowledgeExport: AcknowledgeExport,
    private readonly exports: ShowExports,
  ) {}

  @Get()
  @ForPrograms('exports:read')
  list(@CurrentActor() actor: Actor): Promise<ExportList> {
    return this.exports.list(actor);
  }

  /** 201 with the frozen batch; 200 with what it would hold when `dryRun` is asked for. */
  @Post()
  @ForPrograms('exports:write')
  @HttpCode(201)
  async make(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewExport)) wanted: NewExport,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OnceOnly() once: Once,
  ): Promise<ExportBatch | ExportPreview> {
    if (wanted.dryRun) {
      void reply.status(200);
      return this.exportCases.preview(actor, wanted);
    }
    const id = await once((answered) => this.exportCases.run(actor, wanted, answered));
    return this.exports.show(actor, id);
  }

  @Get(':id')
  @ForPrograms('exports:read')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ExportBatch> {
    return this.exports.show(actor, id);
  }

  @Get(':id/files/:name')
  @ForPrograms('exports:read')
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.exports.file(actor, id, name);
    await download(reply, { fileName: file.name, mediaType: 'text/csv', size: file.size, open: file.open });
  }

  @Post(':id/acknowledgements')
  @ForPrograms('exports:write')
  @HttpCode(201)
  async acknowledge(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewAcknowledgement)) wanted: NewAcknowledgement,
    @Headers('if-match') ifMatch: string | undefined,
    @OnceOnly() once: Once,
  ): Promise<ExportBatch> {
    await once((answered) => this.acknowledgeExport.run(actor, id, wanted, expectedVersion(ifMatch), answered));
    return this.exports.show(actor, id);
  }
}
