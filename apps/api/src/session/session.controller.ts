import { type NextStep, SecondFactor, type Session, type SignedOut, SignIn as SignInBody } from '@libs/contracts';
import { type Actor, AskSecondFactor, Refused, Sessions, SignIn, SignOut } from '@libs/operations';
import { type Config, csrfTokenOf } from '@libs/platform';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CurrentActor, OpenToEverybody } from '../http/actor';
import { LooksAtPasswords } from '../http/admission';
import { NewSession } from '../http/new-session';
import { ForPrograms } from '../http/programs';
import { clearSessionCookie, sessionToken } from '../http/session-cookie';
import { ShortCookie } from '../http/short-cookie';
import { siteOf } from '../http/site';
import { Fitting } from '../http/zod.pipe';
import { CONFIG } from '../tokens';

/** As long as the question for the second factor stands. */
const step = new ShortCookie('bf_step', 5 * 60, 'strict');

@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly secondFactor: AskSecondFactor,
    private readonly signOut: SignOut,
    private readonly sessions: Sessions,
    private readonly newSession: NewSession,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  @OpenToEverybody()
  @LooksAtPasswords()
  async begin(
    @Body(new Fitting(SignInBody)) { email, password }: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session | NextStep> {
    const found = await this.signIn.run(email, password, request.ip, request.headers['user-agent']);
    if ('token' in found) return this.newSession.begin(request, reply, found.token);
    const { ticket, ...next } = found;
    step.set(reply, ticket);
    void reply.status(202);
    return next;
  }

  @Post('second-factor')
  @HttpCode(200)
  @OpenToEverybody()
  async complete(
    @Body(new Fitting(SecondFactor)) { code }: SecondFactor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const ticket = step.read(request);
    if (ticket === undefined) throw notBegun();
    const { token } = await this.secondFactor.answer(ticket, code, request.ip, request.headers['user-agent'] ?? '');
    step.clear(reply);
    return this.newSession.begin(request, reply, token);
  }

  @Get()
  @ForPrograms('any')
  show(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<Session> {
    return this.sessions.describe(actor, csrfTokenOf(sessionToken(request) ?? ''));
  }

  /** 204; or 200 with the address at which the session at the sign-in provider ends. */
  @Delete()
  async end(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedOut | undefined> {
    const site = siteOf(this.config, request);
    const endsAt = await this.signOut.run(sessionToken(request) ?? '', site && `${site.origin}/anmelden`);
    clearSessionCookie(reply);
    void reply.status(endsAt === undefined ? 204 : 200);
    return endsAt === undefined ? undefined : { endsAt };
  }
}

const notBegun = (): Refused =>
  new Refused('unauthenticated', 'sign-in-expired', {
    de: 'Diese Anmeldung ist abgelaufen oder wurde in einem anderen Browser begonnen. Sie sind nicht angemeldet. Bitte beginnen Sie mit E-Mail-Adresse und Kennwort von vorn.',
    en: 'This sign-in has run out or was begun in another browser. You are not signed in. Begin again with e-mail address and password.',
  });
