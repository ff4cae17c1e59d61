import { EntityWanted, type OwnEntity, type Session } from '@libs/contracts';
import { type Actor, SwitchEntity, Refused, Sessions } from '@libs/operations';
import { type Config, csrfTokenOf } from '@libs/platform';
import { Body, Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { CurrentActor } from '../http/actor';
import { KeepsOwnKey } from '../http/idempotency.interceptor';
import { setSessionCookie } from '../http/session-cookie';
import { Fitting } from '../http/zod.pipe';
import { CONFIG } from '../tokens';

/** The entities of one account. A change ends this session and begins one there, with a cookie of its own. */
@Controller('api/v1/session')
export class EntityController {
  private readonly secure: boolean;

  constructor(
    private readonly switchEntity: SwitchEntity,
    private readonly sessions: Sessions,
    @Inject(CONFIG) config: Config,
  ) {
    this.secure = config.publicUrl?.startsWith('https:') ?? false;
  }

  @Get('entities')
  async list(@CurrentActor() actor: Actor): Promise<{ items: OwnEntity[] }> {
    return { items: await this.switchEntity.list(actor) };
  }

  /** No answer is kept for an Idempotency-Key: it would hold a cookie, and the session it belongs to is over. */
  @Post('entity')
  @HttpCode(200)
  @KeepsOwnKey()
  async change(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(EntityWanted)) { id }: EntityWanted,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const token = await this.switchEntity.run(actor, id);
    setSessionCookie(reply, token, this.secure);
    const there = await this.sessions.resume(token);
    if (!there) throw new Refused('unauthenticated', 'signed-out', gone);
    return this.sessions.describe(there, csrfTokenOf(token));
  }
}

const gone = {
  de: 'Die Sitzung war schon wieder beendet. Sie sind nicht angemeldet. Bitte melden Sie sich noch einmal an.',
  en: 'The session had already ended. You are not signed in. Please sign in again.',
};
