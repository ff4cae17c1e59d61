import { type Database, type Tx } from '@libs/db';
import { type Actor, hasRole, hasWholeRole } from '../actor';
import { Refused } from '../refusal';

export const isAdministrator = (actor: Pick<Actor, 'roles'>): boolean => hasWholeRole(actor, ['administrator']);

export function requireAdministrator(actor: Actor): void {
  if (!hasRole(actor, ['administrator'], null)) throw noPowerToAdminister();
}

const noPowerToAdminister = (): Refused =>
  new Refused('forbidden', 'no-power-to-administer', {
    de: 'Personen, Rollen, Stellen und den Mandanten verwaltet nur die Administration. Es wurde nichts gezeigt oder geändert. Bitte wenden Sie sich dorthin.',
    en: 'People, roles, units and the entity are run by administrators only. Nothing was shown or changed. Turn to them.',
  });

/**
 * A change of an administrator: one after the other in each entity, so that what is looked at stays true until it is stored. Whoever
 * lost the role while waiting for their turn changes nothing any more.
 */
export function administering<T>(database: Database, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  requireAdministrator(actor);
  return database.transaction(actor, async (tx) => {
    await tx.entity.lock();
    const standing = await tx.people.find(actor.personId);
    if (standing?.disabledAt !== null || !isAdministrator({ roles: standing.grants })) throw noPowerToAdminister();
    return work(tx);
  });
}
