import { type Arrival, type Received } from '@libs/contracts';
import {
  type Actor,
  type Kept,
  OpenOriginal,
  ReceiveDocuments,
  RememberAnswers,
  requireHandIn,
  safeFileName,
  ShowArrivals,
} from '@libs/operations';
import { AcceptFigures, type Config, TooLarge } from '@libs/platform';
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CurrentActor } from '../http/actor';
import { TakesUploads } from '../http/admission';
import { download } from '../http/download';
import { idempotencyKey, KeepsOwnKey, routeOf } from '../http/idempotency.interceptor';
import { noteFor } from '../http/log-notes';
import { ForPrograms } from '../http/programs';
import { UuidParam } from '../http/zod.pipe';
import { CONFIG } from '../tokens';
import {
  arrivalIdsIn,
  drain,
  filesOf,
  nothingSent,
  requestHash,
  requireSameFiles,
  tooLarge,
  type UploadedFile,
} from './upload';

@Controller('api/v1/documents')
export class DocumentsController {
  constructor(
    private readonly receive: ReceiveDocuments,
    private readonly arrivals: ShowArrivals,
    private readonly answers: RememberAnswers,
    private readonly original: OpenOriginal,
    private readonly figures: AcceptFigures,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Streams the files into the archive; 201 comes after the bytes are fsynced and all rows committed together. */
  @Post()
  @ForPrograms('documents')
  @HttpCode(201)
  @KeepsOwnKey()
  @TakesUploads()
  async add(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Received> {
    try {
      requireHandIn(actor);
      const key = idempotencyKey(request);
      const before = key === undefined ? undefined : await this.answers.begin(actor, key, routeOf(request));
      if (!before) {
        const received = await this.receiveOnce(actor, request, key);
        noteFor(request, { traces: received.arrivals.map(({ id }) => id) });
        this.figures.accept('upload', received.arrivals.length, reply.elapsedTime / 1000);
        return received;
      }
      await requireSameFiles(request, before.bodyHash);
      void reply.header('idempotent-replay', 'true');
      // what was answered, with what has become of it since
      return { arrivals: await this.arrivals.many(actor, arrivalIdsIn(before.body)) };
    } catch (error) {
      await drain(request);
      throw error;
    }
  }

  @Get(':id/original')
  @ForPrograms('documents')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const original = await this.original.run(actor, id);
    await download(reply, original);
  }

  private async receiveOnce(actor: Actor, request: FastifyRequest, key: string | undefined): Promise<Received> {
    try {
      return await this.receiveAll(actor, request, key);
    } catch (error) {
      // a key that cannot be given back now is free again after a while; what is told is why the request failed
      if (key !== undefined) await this.answers.release(actor, key).catch(() => undefined);
      throw error;
    } finally {
      if (key !== undefined) this.answers.letGo(actor, key);
    }
  }

  private async receiveAll(actor: Actor, request: FastifyRequest, key: string | undefined): Promise<Received> {
    const { entityId, personId } = actor;
    const files: Kept[] = [];
    for await (const file of filesOf(request)) files.push(await this.keep(entityId, file));
    if (files.length === 0) throw nothingSent();
    const hash = requestHash(files.map(({ fileName, stored }) => ({ name: fileName, sha256: stored.sha256 })));
    let arrivals: Arrival[] = [];
    await this.receive.run(entityId, {
      channel: 'upload',
      files,
      personId,
      // in the transaction that receives them: what is answered is what was committed
      answered: async (tx, ids) => {
        if (key !== undefined) {
          const answer = { bodyHash: hash, status: 201, body: { arrivalIds: [...ids] } };
          await this.answers.answered(tx, actor, key, routeOf(request), answer);
        }
        arrivals = await this.arrivals.received(tx, ids);
      },
    });
    return { arrivals };
  }

  private async keep(entityId: string, { name, content }: UploadedFile): Promise<Kept> {
    try {
      return await this.receive.keep(entityId, name, content, this.config.limits.uploadBytes);
    } catch (error) {
      throw error instanceof TooLarge ? tooLarge(safeFileName(name), error.maxBytes) : error;
    }
  }
}
