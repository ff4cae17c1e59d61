import { type Database, type DirectoryRow, type Tx } from '@libs/db';
import { type Account, keyOf } from './account-of';
import { addressKnown } from './add-person';
import { linkKinds } from './password-links';
import { guestsOf, shutOutElsewhere } from './shut-out';

/**
 * Gives a person another e-mail address. An account is found under the new one from then on, and its guests elsewhere end: what they
 * were let in for was the old address. What opened it is cleared, and the holder of the new address is invited. A guest, or somebody who never came in, belongs to whoever has the new address.
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
  // whoever has the new address may be somebody else: nothing that opened the account before opens it now
  await tx.directory.endAccess(person.id, tx.now);
  await tx.oneTimeKeys.dropOf(linkKinds, person.id);
  await tx.accountPlaces.clear(person.id);
  await shutOutElsewhere(tx, guests, 'guests');
}
