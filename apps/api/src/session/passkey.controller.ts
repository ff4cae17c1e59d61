import { type PasskeyRequest, PasskeySignIn, type Session } from '@libs/contracts';
import { SignInWithPasskey } from '@libs/operations';
import { type Config } from '@libs/platform';
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { OpenToEverybody } from '../http/actor';
import { NewSession } from '../http/new-session';
import { siteOf } from '../http/site';
import { Fitting } from '../http/zod.pipe';
import { CONFIG } from '../tokens';

@Controller('api/v1/session')
export class PasskeyController {
  constructor(
    private readonly signIn: SignInWithPasskey,
    private readonly newSession: NewSession,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('passkey-options')
  @HttpCode(200)
  @OpenToEverybody()
  options(@Req() request: FastifyRequest): Promise<PasskeyRequest> {
    return this.signIn.options(siteOf(this.config, request));
  }

  @Post('passkey')
  @HttpCode(200)
  @OpenToEverybody()
  async begin(
    @Body(new Fitting(PasskeySignIn)) { credential }: PasskeySignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    const agent = request.headers['user-agent'] ?? '';
    const { token } = await this.signIn.run(siteOf(this.config, request), credential, request.ip, agent);
    return this.newSession.begin(request, reply, token);
  }
}
