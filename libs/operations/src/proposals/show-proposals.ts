import { type Proposal } from '@libs/contracts';
import { Database, type ProposalRow, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { requireAdministrator } from '../administration/administering';
import { proposalNotFound, proposalView } from './proposal-view';

/** What waits for the word of a second administrator. */
@Injectable()
export class ShowProposals {
  constructor(private readonly database: Database) {}

  open(actor: Actor): Promise<Proposal[]> {
    requireAdministrator(actor);
    return this.database.transaction(actor, async (tx) => views(tx, await tx.proposals.open()));
  }

  one(actor: Actor, id: string): Promise<Proposal> {
    requireAdministrator(actor);
    return this.database.transaction(actor, async (tx) => {
      const row = await tx.proposals.find(id);
      const [proposal] = row ? await views(tx, [row]) : [];
      if (!proposal) throw proposalNotFound();
      return proposal;
    });
  }
}

async function views(tx: Tx, rows: readonly ProposalRow[]): Promise<Proposal[]> {
  const names = await tx.people.names(rows.map(({ proposedById }) => proposedById));
  return rows.map((row) => proposalView(row, names));
}
