import { type LiveUnit, NewLive } from '@libs/contracts';
import { type Actor, GoLive } from '@libs/operations';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { type Once, OnceOnly } from '../http/once';
import { Fitting, UuidParam } from '../http/zod.pipe';

/** A unit begins to work in Belegfluss, or goes back to paper. For people alone. */
@Controller('api/v1/units')
export class LiveController {
  constructor(private readonly goLive: GoLive) {}

  @Post(':id/live')
  @HttpCode(200)
  async live(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewLive)) wanted: NewLive,
    @OnceOnly() once: Once,
  ): Promise<LiveUnit> {
    await once((answered) => this.goLive.run(actor, id, wanted, answered));
    return this.goLive.show(actor, id);
  }
}
