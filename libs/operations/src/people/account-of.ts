import { type Database, type DirectoryKey } from '@libs/db';
import { accountKey, emailKey } from './sign-in-key';

export type Account = { readonly entityId: string; readonly id: string };

/** The accounts that these addresses have in other entities, by address. It costs the same whether there are any. */
export async function accountsElsewhere(
  database: Database,
  entityId: string,
  emails: readonly string[],
): Promise<ReadonlyMap<string, Account>> {
  const found = await database.locateAccounts(emails.map(emailKey));
  const byHash = new Map(
    found
      .filter((place) => place.entityId !== entityId)
      .map((place) => [place.keyHash, { entityId: place.entityId, id: place.subjectId }]),
  );
  return new Map(
    emails.flatMap((email) => {
      const account = byHash.get(emailKey(email));
      return account ? [[email, account] as const] : [];
    }),
  );
}

/** Under which a person is found: an account by its address, a guest by the account. */
export const keyOf = (email: string, accountId: string | null): DirectoryKey =>
  accountId === null
    ? { kind: 'email', keyHash: emailKey(email) }
    : { kind: 'account', keyHash: accountKey(accountId) };
