import { randomUUID } from 'node:crypto';
import { withClient } from '@libs/platform';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database';
import { Database } from './database';
import { machineOf } from './sight';
import { isDatabaseAway, isOverloaded } from './errors';
import { type Tx } from './tx';

/** Conflicts and shortage as PostgreSQL really reports them: nothing here is imitated. */
const entityId = randomUUID();
const [first, second] = [randomUUID(), randomUUID()];
let place: TestDatabase;
let database: Database;
const open: Database[] = [];

const databaseWith = (isolation: string, maxConnections = 10): Database => {
  const url = new URL(place.appUrl);
  url.searchParams.set('options', `-c default_transaction_isolation=${isolation.replace(' ', '\\ ')}`);
  const made = new Database({ url: url.href, maxConnections });
  open.push(made);
  return made;
};

beforeAll(async () => {
  place = await createTestDatabase();
  await withClient(place.ownerUrl, async (client) => {
    await client.query(`INSERT INTO entity VALUES ($1, 'Stadt', '{}')`, [entityId]);
    for (const [at, id] of [first, second].entries())
      await client.query(`INSERT INTO unit (entity_id, id, number, name) VALUES ($1, $2, $3, '0')`, [
        entityId,
        id,
        String(at),
      ]);
  });
  database = databaseWith('read committed');
}, 60_000);
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
  await place.drop();
});

/** Lets `count` callers go on together; whoever comes later passes at once. */
function meeting(count: number): () => Promise<void> {
  let here = 0;
  let openDoor: () => void = () => undefined;
  const door = new Promise<void>((resolve) => (openDoor = resolve));
  return () => {
    here += 1;
    if (here >= count) openDoor();
    return door;
  };
}

type Raise = (tx: Tx, id: string) => Promise<unknown>;
const byPrisma: Raise = async (tx, id) => {
  const unit = await tx.client.unit.findUniqueOrThrow({ where: { entityId_id: { entityId, id } } });
  return tx.client.unit.update({
    where: { entityId_id: { entityId, id } },
    data: { name: String(Number(unit.name) + 1) },
  });
};
const bySql: Raise = (tx, id) =>
  tx.client
    .$executeRaw`UPDATE unit SET name = (name::int + 1)::text WHERE entity_id = ${entityId}::uuid AND id = ${id}::uuid`;

const sum = (): Promise<number> =>
  withClient(place.ownerUrl, async (client) => {
    const { rows } = await client.query<{ sum: string }>('SELECT sum(name::int) AS sum FROM unit');
    return Number(rows[0]?.sum);
  });

describe('a conflict that another try cures', () => {
  test.each([
    ['Prisma', byPrisma],
    ['SQL', bySql],
  ])('a deadlock of two transactions, by %s: both get through, and each counts once', async (_, raise) => {
    const before = { sum: await sum(), ...database.figures() };
    const meet = meeting(2);
    const cross = (one: string, other: string): Promise<void> =>
      database.transaction(machineOf(entityId), async (tx) => {
        await tx.client.$executeRaw`SELECT 1 FROM unit WHERE id = ${one}::uuid FOR UPDATE`;
        await meet();
        await raise(tx, one);
        await raise(tx, other);
      });
    await Promise.all([cross(first, second), cross(second, first)]);
    expect(await sum()).toBe(before.sum + 4);
    expect(database.figures().repeated).toBeGreaterThan(before.repeated);
  });

  test.each([
    ['Prisma', byPrisma],
    ['SQL', bySql],
  ])('a concurrent update under repeatable read, by %s', async (_, raise) => {
    const strict = databaseWith('repeatable read');
    const before = await sum();
    const meet = meeting(2);
    const one = (): Promise<unknown> =>
      strict.transaction(machineOf(entityId), async (tx) => {
        await tx.client.unit.findMany({ where: { entityId } }); // the snapshot
        await meet();
        return raise(tx, first);
      });
    await Promise.all([one(), one()]);
    expect(await sum()).toBe(before + 2);
    expect(strict.figures().repeated).toBeGreaterThan(0);
  });

  test('a write skew that only shows at the commit of a serialisable transaction', async () => {
    const strict = databaseWith('serializable');
    const meet = meeting(2);
    const seen: number[] = [];
    const copy = (from: string, to: string): Promise<void> =>
      strict.transaction(machineOf(entityId), async (tx) => {
        const { name } = await tx.client.unit.findUniqueOrThrow({ where: { entityId_id: { entityId, id: from } } });
        await tx.client.unit.update({ where: { entityId_id: { entityId, id: to } }, data: { name } });
        await meet();
        seen.push(Number(name));
      });
    await withClient(place.ownerUrl, (client) => client.query(`UPDATE unit SET name = number`));
    await Promise.all([copy(first, second), copy(second, first)]);
    // one after the other, in either order, leaves both with the same name; at once they would have swapped
    const names = await withClient(place.ownerUrl, async (client) => {
      const { rows } = await client.query<{ name: string }>('SELECT name FROM unit ORDER BY id');
      return rows.map(({ name }) => name);
    });
    expect(new Set(names).size).toBe(1);
    expect(seen.length).toBeGreaterThan(2);
    expect(strict.figures().repeated).toBeGreaterThan(0);
  });

  test('one that comes back at each try ends after five, as overload and not as a fault', async () => {
    const strict = databaseWith('repeatable read');
    let tries = 0;
    const error: unknown = await strict
      .transaction(machineOf(entityId), async (tx) => {
        tries += 1;
        await tx.client.unit.findMany({ where: { entityId } });
        await database.transaction(machineOf(entityId), (other) => bySql(other, first));
        await bySql(tx, first);
      })
      .catch((thrown: unknown) => thrown);
    expect(tries).toBe(5);
    expect([isOverloaded(error), isDatabaseAway(error)]).toEqual([true, true]);
  });
});

describe('shortage', () => {
  test('a pool without a free place answers within seconds, and works again when one is free', async () => {
    const small = databaseWith('read committed', 2);
    const hold = (): Promise<unknown> =>
      small.transaction(machineOf(entityId), (tx) => tx.client.$executeRaw`SELECT pg_sleep(8)`);
    const holders = [hold(), hold()];
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begun = Date.now();
    const waiting = small
      .transaction(machineOf(entityId), (tx) => tx.client.unit.count())
      .catch((thrown: unknown) => thrown);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(small.figures()).toMatchObject({ max: 2, inUse: 2, waiting: 1 });
    expect(isOverloaded(await waiting)).toBe(true);
    expect(Date.now() - begun).toBeLessThan(7000);
    const direct: unknown = await small.isWritable().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (direct !== undefined) expect(isOverloaded(direct)).toBe(true);
    await Promise.all(holders);
    expect(await small.transaction(machineOf(entityId), (tx) => tx.client.unit.count())).toBe(2);
    expect(small.figures()).toMatchObject({ inUse: 0, waiting: 0 });
  }, 30_000);

  test('a statement that waits too long ends on the server too: the connection comes back', async () => {
    const small = databaseWith('read committed', 1);
    await withClient(place.ownerUrl, async (client) => {
      await client.query('BEGIN');
      await client.query('LOCK TABLE unit IN ACCESS EXCLUSIVE MODE');
      const error: unknown = await small
        .transaction(machineOf(entityId), (tx) => tx.client.unit.count())
        .catch((thrown: unknown) => thrown);
      expect(isOverloaded(error)).toBe(true);
      await small.isWritable(); // with the only connection, while the table is still locked
      await client.query('ROLLBACK');
    });
  }, 40_000);
});
