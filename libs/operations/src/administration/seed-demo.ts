import { Database, machineOf, type Tx } from '@libs/db';
import { hashPassword } from '@libs/platform';
import { leitwegCheckDigits } from '@libs/xrechnung';
import { v7 as uuid } from 'uuid';
import { emailKey } from '../people/sign-in-key';
import { budgetLines, creditors, entity, people, units } from './demo-town';

export type SeededDemo = {
  readonly entityId: string;
  readonly logins: readonly { readonly email: string; readonly name: string; readonly roles: readonly string[] }[];
};

const mailAddress = 'rechnung@musterstadt.example';

/**
 * Makes the entity "Stadt Musterstadt" with units, budget lines, creditors and people, or gives the people the password
 * again if it is there. Needs the owner of the database: the application role may not make entities.
 */
export async function seedDemo(ownerUrl: string, password: string, fiscalYear: number): Promise<SeededDemo> {
  const database = new Database({ url: ownerUrl, maxConnections: 2 });
  try {
    const known = await database.routeAddress(mailAddress);
    const entityId = known ?? uuid();
    const passwordHash = await hashPassword(password);
    await database.transaction(machineOf(entityId), (tx) =>
      known ? renewPasswords(tx, passwordHash) : build(tx, passwordHash, fiscalYear),
    );
    return {
      entityId,
      logins: people.map(({ email, name, roles }) => ({ email, name, roles: roles.map(([role]) => role) })),
    };
  } finally {
    await database.close();
  }
}

async function renewPasswords({ client, entityId }: Tx, passwordHash: string): Promise<void> {
  await client.person.updateMany({
    where: { entityId, email: { in: people.map((person) => person.email) } },
    data: { passwordHash },
  });
}

async function build(tx: Tx, passwordHash: string, fiscalYear: number): Promise<void> {
  const { client, entityId } = tx;
  await client.entity.create({ data: { id: entityId, ...entity } });
  await client.mailAddress.create({ data: { address: mailAddress, entityId } });
  const unitIds = new Map(units.map((unit) => [unit.number, uuid()]));
  const unitId = (number: string): string => unitIds.get(number) ?? uuid();
  await client.unit.createMany({
    data: units.map(({ number, name, sealed = false }) => ({
      entityId,
      id: unitId(number),
      number,
      name,
      sealed,
      leitwegId: leitwegIdOf(number),
    })),
  });
  await client.creditor.createMany({ data: creditors.map((creditor) => ({ entityId, id: uuid(), ...creditor })) });
  await client.budgetLine.createMany({
    data: budgetLines.map(({ unit, ...line }) => ({ entityId, id: uuid(), fiscalYear, unitId: unitId(unit), ...line })),
  });
  for (const { email, name, roles } of people) {
    const personId = uuid();
    await client.person.create({ data: { entityId, id: personId, name, email, passwordHash } });
    await client.signInKey.create({ data: { kind: 'email', keyHash: emailKey(email), entityId, subjectId: personId } });
    await client.roleGrant.createMany({
      data: roles.map(([role, unit]) => ({
        entityId,
        id: uuid(),
        personId,
        role,
        unitId: unit === undefined ? null : unitId(unit),
      })),
    });
  }
  await tx.audit.append({ kind: 'entity-made', payload: { name: entity.name, demo: true } });
}

/** The example town's coarse address with a fine address for each unit. */
function leitwegIdOf(unitNumber: string): string {
  const coarse = '053820072072';
  const fine = `${unitNumber}001`;
  return `${coarse}-${fine}-${leitwegCheckDigits(coarse, fine)}`;
}
