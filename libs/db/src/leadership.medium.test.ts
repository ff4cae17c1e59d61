import { withClient } from '@libs/platform';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database';
import { Database } from './database';
import { type Leadership } from './leadership';

let testDatabase: TestDatabase;
let databases: Database[] = [];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(databases.map((database) => database.close()));
  databases = [];
});
afterAll(() => testDatabase.drop());

/** Stands for a process: each has connections of its own. */
const process = (): Database => {
  const database = new Database({ url: testDatabase.appUrl, maxConnections: 2 });
  databases.push(database);
  return database;
};

const until = async (probe: () => boolean, seconds = 12): Promise<number> => {
  const began = Date.now();
  while (!probe()) {
    if (Date.now() - began > seconds * 1000) throw new Error(`It did not happen within ${seconds} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return Date.now() - began;
};
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const cut = (): Promise<unknown> =>
  withClient(testDatabase.ownerUrl, (client) =>
    client.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`),
  );

test('of two that stand for a name one leads; the other follows when it gives the lead back', async () => {
  const [one, two] = [process().lead('folder'), process().lead('folder')];
  await until(() => one.held() || two.held());
  const [leader, other] = one.held() ? [one, two] : [two, one];
  await pause(2_500);
  expect([leader.held(), other.held()]).toEqual([true, false]);

  await leader.stop();
  expect(leader.held()).toBe(false);
  expect(await until(() => other.held())).toBeLessThan(4_000);
}, 30_000);

test('different names are led side by side, over one connection a process', async () => {
  const house = process();
  const leads = ['a', 'b', 'c'].map((name) => house.lead(name));
  await until(() => leads.every((lead) => lead.held()));
  const sessions = await withClient(testDatabase.ownerUrl, (client) =>
    client.query(`SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`),
  );
  expect(sessions.rowCount).toBe(1);
  await leads[1]!.stop();
  expect(leads.map((lead) => lead.held())).toEqual([true, false, true]);
}, 30_000);

test('a leader whose connection is cut knows it, and exactly one leads again', async () => {
  const leads: Leadership[] = [process(), process(), process()].map((house) => house.lead('cut'));
  await until(() => leads.some((lead) => lead.held()));
  const leader = leads.find((lead) => lead.held())!;
  await cut();
  await until(() => !leader.held(), 2);
  await until(() => leads.some((lead) => lead.held()));
  await pause(2_500);
  expect(leads.filter((lead) => lead.held())).toHaveLength(1);
}, 30_000);

test('a process without a sign of life loses the lead, so that another one can have it', async () => {
  const [silent, next] = [process().lead('silent'), process()];
  await until(() => silent.held());
  const blocked = new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(blocked, 0, 0, 17_000); // the whole process sleeps, as under SIGSTOP
  expect(silent.held()).toBe(false);
  const follower = next.lead('silent');
  await until(() => follower.held() !== silent.held());
  expect([silent.held(), follower.held()].filter(Boolean)).toHaveLength(1);
}, 60_000);

test('a name that this process stands for already is refused: it would lead it twice', () => {
  const house = process();
  house.lead('twice');
  expect(() => house.lead('twice')).toThrow('already stands');
});
