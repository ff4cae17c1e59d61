import { blindTo, type PersonWithRoles, type Tx } from '@libs/db';
import { v7 as uuid } from 'uuid';
import { accountKey, emailKey } from './sign-in-key';

export type NewGuest = {
  readonly email: string;
  /** As this entity calls the person; what the home calls them is told to nobody. */
  readonly name: string;
  /** Who makes it; undefined: the entity is being founded. */
  readonly actorId: string | undefined;
  readonly reason: string;
};

/** Where the account of an address is: it stands there and is not shut. */
type AccountElsewhere = { readonly entityId: string; readonly account: PersonWithRoles };

/** The home of the account that an address leads to, outside of this entity. */
export async function accountElsewhere(tx: Tx, email: string): Promise<AccountElsewhere | undefined> {
  for (const { entityId, subjectId } of await tx.accountPlaces.places('email', emailKey(email))) {
    if (entityId === tx.entityId) continue;
    const account = await tx.elsewhere(blindTo(entityId), (there) => there.people.find(subjectId));
    if (account?.disabledAt === null && account.accountId === null) return { entityId, account };
  }
  return undefined;
}

/**
 * Makes the person with this address a guest of this entity, if their account is in another one. Both chains say so. The id of the
 * guest; undefined: nobody else knows the address, and it may become an account of this entity.
 */
export async function makeGuest(tx: Tx, { email, name, actorId, reason }: NewGuest): Promise<string | undefined> {
  const home = await accountElsewhere(tx, email);
  if (!home) return undefined;
  const { account } = home;
  const id = uuid();
  const key = accountKey(account.id);
  await tx.accountPlaces.addGuest({ id, name, email: account.email }, account.id);
  await tx.accountPlaces.joinAccount(key, id);
  await tx.elsewhere(blindTo(home.entityId), async (there) => {
    await there.audit.append({
      kind: 'guest-made-elsewhere',
      subjectId: account.id,
      payload: { entity: tx.entityId, guest: id },
    });
  });
  await tx.audit.append({ kind: 'guest-made', actorId, subjectId: id, payload: { reason } });
  return id;
}
