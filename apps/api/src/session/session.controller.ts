import { type Session, SignIn as SignInBody } from '@libs/contracts';
import { type Actor, Refused, Sessions, SignIn } from '@libs/operations';
import { type Config, csrfTokenOf } from '@libs/platform';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CurrentActor, OpenToEverybody } from '../http/actor';
import { LooksAtPasswords } from '../http/admission';
import { ForPrograms } from '../http/programs';
import { clearSessionCookie, sessionToken, setSessionCookie } from '../http/session-cookie';
import { Fitting } from '../http/zod.pipe';
import { CONFIG } from '../tokens';

@Controller('api/v1/session')
export class SessionController {
  private readonly secure: boolean;

  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    @Inject(CONFIG) config: Config,
  ) {
    this.secure = config.publicUrl?.startsWith('https:') ?? false;
  }

  @Post()
  @HttpCode(200)
  @OpenToEverybody()
  @LooksAtPasswords()
  async begin(
    @Body(new Fitting(SignInBody)) { email, password }: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const old = sessionToken(request);
    const { token } = await this.signIn.run(email, password, request.ip, request.headers['user-agent']);
    // a new sign-in takes a new token: one that somebody planted before is worth nothing
    if (old !== undefined) await this.sessions.end(old);
    setSessionCookie(reply, token, this.secure);
    const actor = await this.sessions.resume(token);
    if (!actor) throw new Refused('unauthenticated', 'signed-out', gone);
    return this.sessions.describe(actor, csrfTokenOf(token));
  }

  @Get()
  @ForPrograms('any')
  show(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<Session> {
    return this.sessions.describe(actor, csrfTokenOf(sessionToken(request) ?? ''));
  }

  @Delete()
  @HttpCode(204)
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.end(sessionToken(request) ?? '');
    clearSessionCookie(reply, this.secure);
  }
}

const gone = {
  de: 'Die Sitzung war schon wieder beendet. Sie sind nicht angemeldet. Bitte melden Sie sich noch einmal an.',
  en: 'The session had already ended. You are not signed in. Please sign in again.',
};
