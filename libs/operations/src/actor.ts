import { type Role } from '@libs/contracts';
import { type PersonWithRoles } from '@libs/db';

/** The signed-in person, acting in one entity. */
export type Actor = {
  readonly entityId: string;
  readonly personId: string;
  readonly name: string;
  readonly roles: PersonWithRoles['grants'];
};

/** Whether the person has one of the roles, for this unit or for the whole entity. Unit null: any grant counts. */
export const hasRole = (actor: Actor, roles: readonly Role[], unitId: string | null): boolean =>
  actor.roles.some(
    (grant) =>
      roles.some((role) => role === grant.role) && (unitId === null || grant.unit === null || grant.unit.id === unitId),
  );

/** The units in which the person has the role; undefined: in all. */
export function unitsOf(actor: Actor, role: Role): readonly string[] | undefined {
  const grants = actor.roles.filter((grant) => grant.role === role);
  return grants.some((grant) => grant.unit === null) ? undefined : grants.flatMap((grant) => grant.unit?.id ?? []);
}

export const actorOf = (entityId: string, person: PersonWithRoles): Actor => ({
  entityId,
  personId: person.id,
  name: person.name,
  roles: person.grants,
});
