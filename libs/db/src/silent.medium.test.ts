import { randomUUID } from 'node:crypto';
import { withClient } from '@libs/platform';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database';
import { type OwnPostgres, ownPostgres } from '../../../test/support/own-postgres';
import { Database } from './database';
import { machineOf } from './sight';
import { isDatabaseGone } from './errors';
import { SignInThrottle } from './sign-in-throttle';
import { databaseTrouble } from './trouble';

/** A server that hangs for real (SIGSTOP): its connections stay open and nothing is answered. */
let postgres: OwnPostgres;
let place: TestDatabase;
let database: Database;
const entityId = randomUUID();
const CONNECTIONS = 4;

beforeAll(async () => {
  postgres = await ownPostgres();
  place = await createTestDatabase();
  await withClient(place.ownerUrl, (client) =>
    client.query(`INSERT INTO entity VALUES ($1, 'Stadt', '{}')`, [entityId]),
  );
  database = new Database({ url: place.appUrl, maxConnections: CONNECTIONS });
}, 120_000);
afterAll(async () => {
  postgres.wake();
  await database.close();
  await place.drop();
  await postgres.close();
}, 60_000);

const unitNumbers = async (): Promise<unknown[]> =>
  withClient(place.ownerUrl, async (client) => {
    const { rows } = await client.query<{ number: string }>('SELECT number FROM unit ORDER BY number');
    return rows;
  });

test('a question on an open connection ends before long; nothing is half done, and no answer reaches another question', async () => {
  const addUnit = (number: string, between: () => Promise<void>) =>
    database.transaction(machineOf(entityId), async (tx) => {
      await tx.client.unit.create({ data: { entityId, id: randomUUID(), number: `${number}a`, name: 'x' } });
      await between();
      await tx.client.unit.create({ data: { entityId, id: randomUUID(), number: `${number}b`, name: 'x' } });
    });
  const throttle = new SignInThrottle(place.appUrl);
  await throttle.attempt('nobody', 'nowhere');
  await addUnit('0', () => Promise.resolve());

  // all connections are open and in the middle of a transaction when the server stops
  let inside = 0;
  let hung: () => void = () => undefined;
  const hangs = new Promise<void>((resolve) => (hung = resolve));
  const underWay = Array.from({ length: CONNECTIONS }, (_, at) =>
    addUnit(String(at + 1), async () => {
      inside += 1;
      if (inside === CONNECTIONS) {
        postgres.hang();
        hung();
      }
      await hangs;
    }).catch((error: unknown) => error),
  );
  await hangs;
  const begun = performance.now();
  const signIn: unknown = await throttle.attempt('nobody', 'nowhere').catch((error: unknown) => error);
  expect(databaseTrouble(signIn)).toBe('silent');
  expect(performance.now() - begun).toBeLessThan(10_000);
  for (const error of await Promise.all(underWay)) {
    expect(isDatabaseGone(error)).toBe(true);
    expect(databaseTrouble(error)).toBe('silent');
  }
  expect(performance.now() - begun).toBeGreaterThan(15_000); // a statement may take so long
  expect(performance.now() - begun).toBeLessThan(22_000);
  expect(database.figures().inUse).toBe(0);

  postgres.wake();
  // each asks for what it alone can be answered
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => database.routeAddress(`${at}@nowhere.example`)),
  );
  expect(answers.every((answer) => answer === undefined)).toBe(true);
  expect(await unitNumbers()).toEqual([{ number: '0a' }, { number: '0b' }]);
  expect((await throttle.attempt('nobody', 'nowhere')).waitSeconds).toBe(0);
  await throttle.close();
}, 90_000);
