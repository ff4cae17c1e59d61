import { EntityWanted, type OwnEntity, type Session } from '@libs/contracts';
import { type Actor, SwitchEntity } from '@libs/operations';
import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { CurrentActor } from '../http/actor';
import { KeepsOwnKey } from '../http/idempotency.interceptor';
import { NewSession } from '../http/new-session';
import { Fitting } from '../http/zod.pipe';

/** The entities of one account. A change ends this session and begins one there, with a cookie of its own. */
@Controller('api/v1/session')
export class EntityController {
  constructor(
    private readonly switchEntity: SwitchEntity,
    private readonly newSession: NewSession,
  ) {}

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
    return this.newSession.goOn(reply, await this.switchEntity.run(actor, id));
  }
}
