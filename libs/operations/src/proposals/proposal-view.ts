import { type Proposal } from '@libs/contracts';
import { type ProposalRow } from '@libs/db';
import { notFound } from '../refusal';

export const proposalNotFound = () => notFound({ de: 'Diesen Vorschlag', en: 'This proposal' });

export function proposalView(row: ProposalRow, names: ReadonlyMap<string, string>): Proposal {
  const common = {
    id: row.id,
    reason: row.reason,
    proposedAt: row.proposedAt.toISOString(),
    proposedBy: { id: row.proposedById, name: names.get(row.proposedById) ?? '–' },
    state: row.accepted === null ? ('open' as const) : row.accepted ? ('accepted' as const) : ('declined' as const),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
  if (row.unit) return { kind: 'unseal', unit: row.unit, ...common };
  if (row.person) return { kind: 'address', person: row.person, email: row.address ?? '', ...common };
  throw new Error('A proposal is about a unit or a person.');
}
