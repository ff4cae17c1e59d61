import { blindTo, type Database, type PersonWithRoles } from '@libs/db';
import { placeOfAccount } from './home';

type Row = Pick<PersonWithRoles, 'email' | 'accountId' | 'disabledAt'>;

/** Whether a person may act: not shut here, and not shut where their account is. */
export async function accountStands(database: Database, { email, accountId, disabledAt }: Row): Promise<boolean> {
  if (disabledAt !== null) return false;
  if (accountId === null) return true;
  const home = await placeOfAccount(database, email, accountId);
  if (!home) return false;
  const account = await database.transaction(blindTo(home.entityId), (tx) => tx.people.find(home.subjectId));
  return account?.disabledAt === null;
}
