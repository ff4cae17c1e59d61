import { type SignInWays } from '@libs/contracts';
import { relyingParty, SignInProviders } from '@libs/operations';
import { type Config } from '@libs/platform';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { OpenToEverybody } from '../http/actor';
import { siteOf } from '../http/site';
import { CONFIG } from '../tokens';

@Controller('api/v1/sign-in')
export class WaysController {
  constructor(
    private readonly providers: SignInProviders,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @OpenToEverybody()
  show(@Req() request: FastifyRequest): SignInWays {
    const site = siteOf(this.config, request);
    return {
      passwords: true,
      passkeys: relyingParty(site) !== undefined,
      // without an address of ours there is none to which a provider could send the browser back
      providers: site ? this.providers.list() : [],
    };
  }
}
