import { type NewAuditEntry, type Tx } from '@libs/db';
import { type Actor } from '../actor';
import { grantFacts } from '../roles/grant-view';
import { isStranger } from '../roles/role-rules';

/** Ends the roles in the unit that are not its own people's: they were given when nothing was sealed. What is told of it in the chain. */
export async function endStrangers(tx: Tx, actor: Actor, unitId: string, reason: string): Promise<NewAuditEntry[]> {
  const grants = await tx.roleGrants.page({ unit: unitId, limit: 5_000 });
  const strangers = grants.filter(({ state, role }) => state !== 'past' && isStranger(role));
  await tx.roleGrants.revoke(
    strangers.map(({ id }) => id),
    tx.now,
    actor.personId,
  );
  return strangers.map((grant) => ({
    kind: 'role-ended',
    actorId: actor.personId,
    subjectId: grant.id,
    payload: { ...grantFacts(grant), before: grant.state, lastDay: null, by: 'seal', reason },
  }));
}
