import { type UnitFacts, type Tx } from '@libs/db';
import { type Actor } from '../actor';
import { Refused } from '../refusal';
import { ownRoles } from '../roles/role-rules';
import { unitRefusal, unitRefusalText } from './unit-rules';

/** Whether the unit may stand in the tree like this. Called under the lock of the entity: nobody moves another meanwhile. */
export async function requireFit(tx: Tx, unit: UnitFacts & { readonly id: string }): Promise<void> {
  const others = (await tx.masterData.units()).filter(({ id }) => id !== unit.id);
  const refusal = unitRefusal(unit, others);
  if (!refusal) return;
  const kind = refusal === 'leitweg-id-invalid' || refusal === 'parent-unknown' ? 'invalid' : 'conflict';
  throw new Refused(kind, refusal, unitRefusalText(refusal));
}

/** What lies below a unit is covered by the roles there: nobody moves more under their own. */
export function requireNotUnderOwn(actor: Actor, parentId: string | null): void {
  if (parentId !== null && actor.roles.some(({ covers }) => covers.includes(parentId))) throw ownRoles();
}

/** An empty text is no Leitweg-ID at all. */
export function leitwegIdOf(written: string | null): string | null {
  const text = written?.trim() ?? '';
  return text === '' ? null : text;
}
