import { NewDecision, NewProposal, type Proposal } from '@libs/contracts';
import { type Actor, DecideProposal, Propose, ShowProposals } from '@libs/operations';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { type Once, OnceOnly } from '../http/once';
import { Fitting, UuidParam } from '../http/zod.pipe';

@Controller('api/v1/proposals')
export class ProposalsController {
  constructor(
    private readonly proposals: ShowProposals,
    private readonly propose: Propose,
    private readonly decideProposal: DecideProposal,
  ) {}

  @Get()
  async open(@CurrentActor() actor: Actor): Promise<{ items: Proposal[] }> {
    return { items: await this.proposals.open(actor) };
  }

  @Post()
  @HttpCode(201)
  async make(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewProposal)) wanted: NewProposal,
    @OnceOnly() once: Once,
  ): Promise<Proposal> {
    return this.proposals.one(actor, await once((answered) => this.propose.run(actor, wanted, answered)));
  }

  @Post(':id/decision')
  @HttpCode(200)
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body(new Fitting(NewDecision)) decision: NewDecision,
    @OnceOnly() once: Once,
  ): Promise<Proposal> {
    return this.proposals.one(actor, await once((answered) => this.decideProposal.run(actor, id, decision, answered)));
  }
}
