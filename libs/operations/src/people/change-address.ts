import { type Database, type DirectoryRow, type Tx } from '@libs/db';
import { type Account, keyOf } from './account-of';
import { addressKnown } from './add-person';
import { guestsOf, shutOutElsewhere } from './shut-out';

/**
 * Gives a person another e-mail address. An account is found under the new one from then on, and its guests elsewhere end: what they
 * were let in for was the old address. A guest, or somebody who never came in, belongs to whoever has the new address.
 */
export async function changeAddress(
  database: Database,
  tx: Tx,
  person: DirectoryRow,
  email: string,
  account: Account | undefined,
): Promise<void> {
  const [known] = await tx.directory.withEmails([email]);
  if (known && known.id !== person.id) throw addressKnown(known);

  const isAccount = person.accountId === null && (await tx.directory.canComeIn(person.id));
  const accountId = isAccount ? null : (account?.id ?? null);
  const [guest] = accountId === null ? [] : await tx.directory.withAccounts([accountId]);
  if (guest && guest.id !== person.id) throw addressKnown(guest);

  const guests = person.accountId === null ? await guestsOf(database, person.id) : [];
  await tx.directory.change(person.id, { email, accountId });
  await tx.directory.rekey(person.id, keyOf(email, accountId));
  // whoever was let in as a guest may be somebody else
  if (person.accountId !== accountId) await tx.directory.endAccess(person.id, tx.now);
  await shutOutElsewhere(tx, guests, 'guests');
}
