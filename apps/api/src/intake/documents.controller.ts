import { type Received } from '@libs/contracts';
import { type Actor, OpenOriginal, ReceiveDocuments, RememberAnswers, ShowArrivals } from '@libs/operations';
import { type Config } from '@libs/platform';
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CurrentActor } from '../http/actor';
import { download } from '../http/download';
import { idempotencyKey, routeOf } from '../http/idempotency.interceptor';
import { UuidParam } from '../http/zod.pipe';
import { CONFIG } from '../tokens';
import { arrivalIdsIn, drain, filesOf, nothingSent, requestHash, requireSameFiles } from './upload';

@Controller('api/v1/documents')
export class DocumentsController {
  constructor(
    private readonly receive: ReceiveDocuments,
    private readonly arrivals: ShowArrivals,
    private readonly answers: RememberAnswers,
    private readonly original: OpenOriginal,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Streams the files into the archive; 201 comes after the bytes are fsynced and all rows committed together. */
  @Post()
  @HttpCode(201)
  async add(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<Received> {
    const key = idempotencyKey(request);
    const before = key === undefined ? undefined : await this.answers.begin(actor, key, routeOf(request));
    if (before) return this.again(actor, request, before);
    try {
      return await this.receiveAll(actor, request, key);
    } catch (error) {
      await drain(request);
      if (key !== undefined) await this.answers.release(actor, key);
      throw error;
    }
  }

  @Get(':id/original')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const original = await this.original.run(actor, id);
    await download(reply, original);
  }

  private async receiveAll(actor: Actor, request: FastifyRequest, key: string | undefined): Promise<Received> {
    const { entityId, personId } = actor;
    const files = [];
    for await (const { name, content } of filesOf(request)) {
      files.push(await this.receive.keep(entityId, name, content, this.config.limits.uploadBytes));
    }
    if (files.length === 0) throw nothingSent();
    const hash = requestHash(files.map(({ stored }) => stored.sha256));
    const ids = await this.receive.run(entityId, {
      channel: 'upload',
      files,
      personId,
      ...(key === undefined
        ? {}
        : { answered: (tx, arrivalIds) => tx.idempotency.answer(key, hash, 201, { arrivalIds: [...arrivalIds] }) }),
    });
    return { arrivals: await this.arrivals.many(entityId, ids) };
  }

  /** The same key again: told what was answered, with what has become of it since. */
  private async again(
    actor: Actor,
    request: FastifyRequest,
    before: { body: unknown; bodyHash: string },
  ): Promise<Received> {
    await requireSameFiles(request, before.bodyHash);
    return { arrivals: await this.arrivals.many(actor.entityId, arrivalIdsIn(before.body)) };
  }
}
