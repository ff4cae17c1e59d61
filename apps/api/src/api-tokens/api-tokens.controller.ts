import { type ApiToken, type MadeApiToken, NewApiToken } from '@libs/contracts';
import { type Actor, ApiTokens } from '@libs/operations';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { type Once, OnceOnly } from '../http/once';
import { Fitting, UuidParam } from '../http/zod.pipe';

/** The keys that a person made for programs. For people alone: a program makes itself no further key. */
@Controller('api/v1/tokens')
export class ApiTokensController {
  constructor(private readonly apiTokens: ApiTokens) {}

  @Get()
  async list(@CurrentActor() actor: Actor): Promise<{ items: ApiToken[] }> {
    return { items: await this.apiTokens.list(actor) };
  }

  @Post()
  @HttpCode(201)
  async make(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewApiToken)) wanted: NewApiToken,
    @OnceOnly() once: Once,
  ): Promise<MadeApiToken> {
    let made: MadeApiToken | undefined;
    const id = await once(async (answered) => {
      made = await this.apiTokens.make(actor, wanted, answered);
      return made.id;
    });
    return made ?? this.apiTokens.made(actor, id);
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<void> {
    return this.apiTokens.revoke(actor, id);
  }
}
