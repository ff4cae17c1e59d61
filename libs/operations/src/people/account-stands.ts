import { blindTo, type Database, type PersonWithRoles } from '@libs/db';
import { accountKey } from './sign-in-key';

type Row = Pick<PersonWithRoles, 'id' | 'accountId' | 'disabledAt'>;

/** Whether a person may act: not shut here, and not shut where their account is. */
export async function accountStands(database: Database, { accountId, disabledAt }: Row): Promise<boolean> {
  if (disabledAt !== null) return false;
  if (accountId === null) return true;
  const places = await database.locateSignIn('account', accountKey(accountId));
  const home = places.find(({ subjectId }) => subjectId === accountId);
  if (!home) return false;
  const account = await database.transaction(blindTo(home.entityId), (tx) => tx.people.find(home.subjectId));
  return account?.disabledAt === null;
}
