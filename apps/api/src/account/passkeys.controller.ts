import { NewPasskey, type Passkey, type PasskeyCreation, PasskeyRenaming } from '@libs/contracts';
import { type Actor, OwnPasskeys } from '@libs/operations';
import { type Config } from '@libs/platform';
import { Body, Controller, Delete, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { CurrentActor } from '../http/actor';
import { type Once, OnceOnly } from '../http/once';
import { siteOf } from '../http/site';
import { Fitting, UuidParam } from '../http/zod.pipe';
import { CONFIG } from '../tokens';

@Controller('api/v1/account/passkeys')
export class PasskeysController {
  constructor(
    private readonly passkeys: OwnPasskeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Put('options')
  options(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<PasskeyCreation> {
    return this.passkeys.options(actor, siteOf(this.config, request));
  }

  @Post()
  @HttpCode(201)
  async add(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewPasskey)) wanted: NewPasskey,
    @Req() request: FastifyRequest,
    @OnceOnly() once: Once,
  ): Promise<Passkey> {
    const id = await once((answered) => this.passkeys.add(actor, siteOf(this.config, request), wanted, answered));
    return this.passkeys.show(actor, id);
  }

  @Put(':id')
  rename(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(PasskeyRenaming)) { name }: PasskeyRenaming,
  ): Promise<Passkey> {
    return this.passkeys.rename(actor, id, name);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<void> {
    return this.passkeys.remove(actor, id);
  }
}
