import { type Role } from '@libs/contracts';
import { type PersonWithRoles, type SessionProof, type Sight } from '@libs/db';

/** The signed-in person, acting in one entity, and what they see of it. */
export type Actor = Sight & {
  readonly personId: string;
  readonly name: string;
  readonly roles: PersonWithRoles['grants'];
  /** Undefined: a program acts for the person. */
  readonly proof?: SessionProof;
};

/** Roles whose work is the invoices. Who runs the house sees none of them by that. */
const readers: ReadonlySet<string> = new Set<Role>(['clerk', 'certifier', 'orderer', 'finance', 'cashier', 'auditor']);

/** Whether the person has a role whose work is the invoices, in whatever unit. */
export const worksOnInvoices = (actor: Actor): boolean => actor.roles.some(({ role }) => readers.has(role));

/**
 * Whether the person has one of the roles, for this unit or for the whole entity. Unit null: any grant counts. In a sealed unit only
 * what was given for it by name does: who may look in there, and has a role in the house besides, does not act by that role.
 */
export function hasRole(actor: Actor, roles: readonly Role[], unitId: string | null): boolean {
  const sealed = actor.roles.some(({ unit }) => unit?.sealed === true && unit.id === unitId);
  return actor.roles.some((grant) => {
    if (!roles.some((role) => role === grant.role)) return false;
    if (unitId === null) return true;
    return sealed ? grant.unit?.id === unitId : grant.unit === null || grant.covers.includes(unitId);
  });
}

/** Whether the person has one of the roles in the whole entity. */
export const hasWholeRole = (actor: Pick<Actor, 'roles'>, roles: readonly Role[]): boolean =>
  actor.roles.some(({ role, unit }) => unit === null && roles.some((one) => one === role));

/** The units in which the person has the role; undefined: in all. */
export function unitsOf(actor: Actor, role: Role): readonly string[] | undefined {
  const grants = actor.roles.filter((grant) => grant.role === role);
  return grants.some((grant) => grant.unit === null) ? undefined : grants.flatMap((grant) => grant.covers);
}

export function actorOf(entityId: string, { id, name, grants }: PersonWithRoles, proof?: SessionProof): Actor {
  const reading = grants.filter(({ role }) => readers.has(role));
  return {
    entityId,
    personId: id,
    name,
    roles: grants,
    reach: reading.some(({ unit }) => unit === null) ? 'unsealed' : 'own',
    units: [...new Set(reading.flatMap(({ covers }) => covers))],
    ...(proof && { proof }),
  };
}
