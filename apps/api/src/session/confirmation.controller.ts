import { Confirmation, type Session } from '@libs/contracts';
import { type Actor, ConfirmProof, Sessions } from '@libs/operations';
import { type Config, csrfTokenOf } from '@libs/platform';
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CurrentActor } from '../http/actor';
import { LooksAtPasswords } from '../http/admission';
import { NewSession } from '../http/new-session';
import { type Once, OnceOnly } from '../http/once';
import { sessionToken } from '../http/session-cookie';
import { siteOf } from '../http/site';
import { Fitting } from '../http/zod.pipe';
import { CONFIG } from '../tokens';

/** "It is me, still": what is about to be signed may ask for it. */
@Controller('api/v1/session/confirmation')
export class ConfirmationController {
  constructor(
    private readonly confirmProof: ConfirmProof,
    private readonly sessions: Sessions,
    private readonly newSession: NewSession,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  @LooksAtPasswords()
  async confirm(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(Confirmation)) proof: Confirmation,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OnceOnly() once: Once,
  ): Promise<Session> {
    let token: string | undefined;
    await once(async (answered) => {
      const at = { site: siteOf(this.config, request), place: request.ip };
      token = await this.confirmProof.run(actor, proof, at, answered);
    });
    if (token !== undefined) return this.newSession.goOn(reply, token);
    // the same request again, under the token that it was answered with
    return this.sessions.describe(actor, csrfTokenOf(sessionToken(request) ?? ''));
  }
}
