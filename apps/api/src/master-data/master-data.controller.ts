import { type BudgetLine, type Creditor, CreditorQuery } from '@libs/contracts';
import { type Actor, ShowMasterData } from '@libs/operations';
import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { ForPrograms } from '../http/programs';
import { Fitting } from '../http/zod.pipe';

@Controller('api/v1')
export class MasterDataController {
  constructor(private readonly masterData: ShowMasterData) {}

  @Get('budget-lines')
  @ForPrograms('cases:read')
  async budgetLines(@CurrentActor() actor: Actor): Promise<{ items: BudgetLine[] }> {
    return { items: await this.masterData.budgetLines(actor) };
  }

  @Get('creditors')
  @ForPrograms('cases:read')
  async creditors(
    @CurrentActor() actor: Actor,
    @Query(new Fitting(CreditorQuery)) { q }: CreditorQuery,
  ): Promise<{ items: Creditor[] }> {
    return { items: await this.masterData.creditors(actor, q) };
  }
}
