import { Database, machineOf, type Tx } from '@libs/db';
import { hashToken, newToken } from '@libs/platform';
import { v7 as uuid } from 'uuid';
import { emailKey } from '../people/sign-in-key';

const HOUSE = 'Betrieb';
const INVITATION_SECONDS = 7 * 86_400;

export type AddedOperator = { readonly key: string; readonly entityMade: boolean };

/**
 * Makes a person an operator, and the house of the operator where there is none. Needs the owner of the database: no application may make
 * a house that operates. Undefined: the address has an account in another entity, and who works there operates nothing.
 */
export async function addOperator(
  ownerUrl: string,
  { email, name }: { readonly email: string; readonly name: string },
): Promise<AddedOperator | undefined> {
  const database = new Database({ url: ownerUrl, maxConnections: 2 });
  try {
    const places = await database.locateSignIn('email', emailKey(email));
    const known = await house(database);
    if (places.some(({ entityId }) => entityId !== known)) return undefined;
    const entityId = known ?? uuid();
    const key = newToken();
    await database.transaction(machineOf(entityId), async (tx) => {
      if (!known) await tx.client.entity.create({ data: { id: entityId, name: HOUSE, settings: {}, operates: true } });
      const personId = places[0]?.subjectId ?? (await hire(tx, email, name));
      const role = { entityId, personId, role: 'operator', revokedAt: null };
      if (!(await tx.client.roleGrant.findFirst({ where: role })))
        await tx.accountPlaces.addRole(uuid(), personId, 'operator', 'operator add');
      await tx.accountPlaces.lock(personId);
      await tx.oneTimeKeys.dropOf(['invitation'], personId);
      const data = { entity: entityId, person: personId, link: uuid() };
      await tx.oneTimeKeys.put('invitation', hashToken(key), data, INVITATION_SECONDS);
      await tx.audit.append({ kind: 'operator-made', subjectId: personId, payload: {} });
    });
    return { key, entityMade: known === undefined };
  } finally {
    await database.close();
  }
}

/** The owner sees all entities; one of them may operate. */
const house = (database: Database): Promise<string | undefined> =>
  database.transaction(machineOf(NOWHERE), async ({ client }) => {
    const found = await client.entity.findFirst({ where: { operates: true }, orderBy: { id: 'asc' } });
    return found?.id;
  });
const NOWHERE = '00000000-0000-0000-0000-000000000000';

async function hire(tx: Tx, email: string, name: string): Promise<string> {
  const id = uuid();
  await tx.accountPlaces.addAccount({ id, name, email }, emailKey(email));
  return id;
}
