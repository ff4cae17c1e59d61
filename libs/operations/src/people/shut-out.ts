import { blindTo, type Database, type DirectoryRow, type Tx } from '@libs/db';
import { accountKey } from './sign-in-key';

/** Whether the rows of the account in other entities are ended as well, or only what is signed in there. */
export type Elsewhere = 'sessions' | 'guests';

/** Rows of guests of this account, entity by entity. */
export const guestsOf = (database: Database, accountId: string) =>
  database.locateSignIn('account', accountKey(accountId));

/**
 * Ends, wherever the account is a guest, what is signed in there, in this very transaction: who is shut out of their account is nowhere in
 * any more. Each entity has it in its own chain.
 */
export async function shutOutElsewhere(
  tx: Tx,
  guests: readonly { readonly entityId: string; readonly subjectId: string }[],
  what: Elsewhere,
): Promise<void> {
  // always in the same order, so that two of these never wait for each other
  const ordered = guests
    .filter(({ entityId }) => entityId !== tx.entityId)
    .sort((a, b) => a.entityId.localeCompare(b.entityId));
  for (const { entityId, subjectId } of ordered) {
    await tx.elsewhere(blindTo(entityId), async (there) => {
      const guest = await there.directory.find(subjectId);
      if (!guest) return;
      await endGuest(there, guest, what);
    });
  }
}

async function endGuest(there: Tx, guest: DirectoryRow, what: Elsewhere): Promise<void> {
  const ended = await there.directory.endAccess(guest.id, there.now);
  const shut = what === 'guests' && guest.disabledAt === null;
  if (shut) await there.directory.change(guest.id, { disabledAt: there.now });
  if (!shut && ended.sessions + ended.tokens === 0) return;
  // without an actor: the one who did it is nobody in this entity
  await there.audit.append({
    kind: shut ? 'person-disabled' : 'access-ended',
    subjectId: guest.id,
    payload: { ...ended, by: 'account' },
  });
}
