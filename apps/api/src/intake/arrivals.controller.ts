import { type Arrival, type ArrivalPage, ArrivalQuery } from '@libs/contracts';
import { type Actor, ShowArrivals } from '@libs/operations';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { ForPrograms } from '../http/programs';
import { Fitting, UuidParam } from '../http/zod.pipe';

@Controller('api/v1/arrivals')
export class ArrivalsController {
  constructor(private readonly arrivals: ShowArrivals) {}

  @Get()
  @ForPrograms('documents')
  page(@CurrentActor() actor: Actor, @Query(new Fitting(ArrivalQuery)) query: ArrivalQuery): Promise<ArrivalPage> {
    return this.arrivals.page(actor, query);
  }

  @Get(':id')
  @ForPrograms('documents')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<Arrival> {
    return this.arrivals.show(actor, id);
  }
}
