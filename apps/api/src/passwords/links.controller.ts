import { type HandedLink, LinkWanted } from '@libs/contracts';
import { type Actor, HandOutLinks } from '@libs/operations';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { type Once, OnceOnly } from '../http/once';
import { Fitting, UuidParam } from '../http/zod.pipe';

/** What the administrator gives a person to come in with. */
@Controller('api/v1/people')
export class LinksController {
  constructor(private readonly links: HandOutLinks) {}

  @Post(':id/invitation')
  @HttpCode(201)
  invite(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(LinkWanted)) { reason }: LinkWanted,
    @OnceOnly() once: Once,
  ): Promise<HandedLink> {
    return this.hand('invitation', actor, id, reason, once);
  }

  @Post(':id/password-reset')
  @HttpCode(201)
  reset(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(LinkWanted)) { reason }: LinkWanted,
    @OnceOnly() once: Once,
  ): Promise<HandedLink> {
    return this.hand('reset', actor, id, reason, once);
  }

  private async hand(
    kind: 'invitation' | 'reset',
    actor: Actor,
    id: string,
    reason: string,
    once: Once,
  ): Promise<HandedLink> {
    let made: HandedLink | undefined;
    const until = await once(async (answered) => {
      made = await this.links.run(actor, kind, id, reason, answered);
      return made.expiresAt;
    });
    return made ?? this.links.handed(actor, id, until);
  }
}
