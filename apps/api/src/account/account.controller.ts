import { type Account, NewPassword } from '@libs/contracts';
import { type Actor, ChangePassword, ShowAccount } from '@libs/operations';
import { type Config } from '@libs/platform';
import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { CurrentActor } from '../http/actor';
import { LooksAtPasswords } from '../http/admission';
import { type Once, OnceOnly } from '../http/once';
import { siteOf } from '../http/site';
import { Fitting } from '../http/zod.pipe';
import { CONFIG } from '../tokens';

/** With what the person signs in; nobody sees or changes that but they. */
@Controller('api/v1/account')
export class AccountController {
  constructor(
    private readonly showAccount: ShowAccount,
    private readonly changePassword: ChangePassword,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  show(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<Account> {
    return this.showAccount.run(actor, siteOf(this.config, request));
  }

  @Post('password')
  @HttpCode(200)
  @LooksAtPasswords()
  async password(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewPassword)) wanted: NewPassword,
    @Req() request: FastifyRequest,
    @OnceOnly() once: Once,
  ): Promise<Account> {
    await once((answered) => this.changePassword.run(actor, wanted, request.ip, answered));
    return this.show(actor, request);
  }
}
