import { blindTo, type Tx } from '@libs/db';
import { accountKey } from './sign-in-key';

/** Ends what is open under an account of this entity: here but for `except`, and in all entities where the person is a guest. */
export async function endSessionsOfAccount(tx: Tx, accountId: string, except?: string): Promise<void> {
  await tx.accountPlaces.endSessions(accountId, except);
  for (const { entityId, subjectId } of await tx.accountPlaces.places('account', accountKey(accountId))) {
    if (entityId === tx.entityId) continue;
    await tx.elsewhere(blindTo(entityId), (there) => there.accountPlaces.endSessions(subjectId));
  }
}
