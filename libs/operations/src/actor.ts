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

/** Whether the person has one of the roles, for this unit or for the whole entity. Unit null: any grant counts. */
export const hasRole = (actor: Actor, roles: readonly Role[], unitId: string | null): boolean =>
  actor.roles.some(
    (grant) =>
      roles.some((role) => role === grant.role) &&
      (unitId === null || grant.unit === null || grant.covers.includes(unitId)),
  );

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
