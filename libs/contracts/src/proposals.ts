import { z } from 'zod';
import { PersonRef, UnitRef } from './session';
import { Email, Moment, Reason, Uuid } from './text';

const common = { id: Uuid, reason: z.string(), proposedAt: Moment, proposedBy: PersonRef };
const decision = { state: z.enum(['open', 'accepted', 'declined']), decidedAt: Moment.nullable() };

/** What one administrator may not do alone. */
export const Proposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unseal'), unit: UnitRef, ...common, ...decision }),
  z.object({ kind: z.literal('address'), person: PersonRef, email: z.string(), ...common, ...decision }),
]);
export type Proposal = z.infer<typeof Proposal>;
/** GET /proposals: those that wait. */
export const Proposals = z.object({ items: z.array(Proposal) });

/** POST /proposals */
export const NewProposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unseal'), unit: Uuid, reason: Reason }),
  z.object({ kind: z.literal('address'), person: Uuid, email: Email, reason: Reason }),
]);
export type NewProposal = z.infer<typeof NewProposal>;

/** POST /proposals/{id}/decision: another administrator accepts; whoever administers may decline, the proposer too. */
export const NewDecision = z.object({ accept: z.boolean(), reason: Reason });
export type NewDecision = z.infer<typeof NewDecision>;
