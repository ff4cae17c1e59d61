import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveDocuments, ReceiveFile, ReportDoor } from '@libs/operations';
import {
  applyMigrations,
  createLogger,
  loginOf,
  removePostgres,
  type RunningPostgres,
  startPostgres,
  type Storage,
  StorageFull,
  systemClock,
  withClient,
} from '@libs/platform';
import { FolderPoller } from '../../apps/worker/src/folder/folder-poller';
import { breaches } from '../support/breaches';
import { type Folder, openFolder } from '../support/folder';
import { eventually, type House, openHouse } from '../support/house';
import { atRest, type RunningApp, startApp } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';

/** Database, archive or the folder itself is away: the files wait where they are, and it goes on by itself. */
const outer = { owner: process.env['TEST_OWNER_URL'], app: process.env['TEST_APP_URL'] };
let place: string;
let postgres: RunningPostgres;
let house: House;
let folder: Folder;
let pollers: FolderPoller[] = [];

const startDatabase = (port?: number): Promise<RunningPostgres> =>
  startPostgres({
    dataDir: join(place, 'postgres'),
    database: 'template',
    durable: false,
    ...(port === undefined ? {} : { port }),
  });

beforeAll(async () => {
  // a server of its own: this one is stopped
  place = mkdtempSync(join(tmpdir(), 'belegfluss-folder-outage-'));
  chmodSync(place, 0o711);
  postgres = await startDatabase();
  await applyMigrations(postgres.ownerUrl, join(process.cwd(), 'prisma', 'migrations'));
  process.env['TEST_OWNER_URL'] = postgres.ownerUrl;
  process.env['TEST_APP_URL'] = await loginOf(postgres.ownerUrl, 'belegfluss_app', 'test');
  house = await openHouse();
}, 120_000);
beforeEach(() => {
  folder = openFolder();
});
afterEach(async () => {
  await Promise.all(pollers.map((poller) => poller.stop()));
  pollers = [];
  folder.remove();
});
afterAll(async () => {
  await house.close();
  await postgres.stop();
  removePostgres(join(place, 'postgres'));
  rmSync(place, { recursive: true });
  process.env['TEST_OWNER_URL'] = outer.owner;
  process.env['TEST_APP_URL'] = outer.app;
}, 60_000);

let made = 0;
const put = (): string => {
  const name = `Rechnung-${(made += 1)}.xml`;
  folder.put(name, ublInvoice({ number: `A-${made}` }));
  return name;
};
const arrivals = (names: readonly string[]) =>
  house.database.transaction(house.sight, ({ client }) =>
    client.arrival.findMany({ where: { fileName: { in: [...names] } } }),
  );
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A poller in this process, over an archive or a lead of the test. */
function aPoller(archive: Storage = house.archive, address = 'rechnung@musterstadt.example') {
  const lines: string[] = [];
  const log = createLogger('test', 'info', { write: (line: string) => void lines.push(line) });
  const crash = { reach: () => undefined };
  const receive = new ReceiveDocuments(house.database, archive, crash);
  const poller = new FolderPoller({
    address,
    path: folder.root,
    maxBytes: 1_000_000,
    receive: new ReceiveFile(house.database, receive),
    accepted: { accept: () => undefined },
    lead: () => ({ held: () => true, stop: () => Promise.resolve() }),
    log,
    clock: systemClock,
    crash,
    report: new ReportDoor(house.database),
  });
  pollers.push(poller);
  poller.start();
  const said = (words: RegExp): number => lines.filter((line) => words.test(line)).length;
  return { poller, said };
}

test('the database goes while files come: nothing is lost, nothing doubled, and it goes on within seconds of its return', async () => {
  const app: RunningApp = await startApp('worker', house, folder.settings);
  const names = [put(), put()];
  await folder.emptied();
  const { port } = new URL(postgres.ownerUrl);
  names.push(...Array.from({ length: 10 }, put));
  await eventually(() => Promise.resolve(folder.list('done').length > 2 ? true : undefined), 20);
  await postgres.stop();
  names.push(put());
  await pause(6_000);
  const waiting = folder.list('inbox').length;
  expect(waiting).toBeGreaterThan(0);
  expect(folder.list('problem')).toEqual([]);

  postgres = await startDatabase(Number(port));
  await folder.emptied(25);
  await atRest(house);
  const all = await arrivals(names);
  expect(all.map(({ fileName }) => fileName).sort()).toEqual(names.sort());
  expect(new Set(all.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
  expect(await breaches(house)).toEqual([]);
  await app.kill();
}, 120_000);

test('no room in the archive: the files wait, it is said once, and over once there is room', async () => {
  let full = true;
  const archive: Storage = {
    put: (...args) => (full ? Promise.reject(new StorageFull(new Error('ENOSPC'))) : house.archive.put(...args)),
    open: (...args) => house.archive.open(...args),
    read: (...args) => house.archive.read(...args),
    stat: (...args) => house.archive.stat(...args),
    free: () => house.archive.free(),
    sweepTemp: () => house.archive.sweepTemp(),
    check: () => house.archive.check(),
    prove: (...args) => house.archive.prove(...args),
  };
  const { poller, said } = aPoller(archive);
  const names = [put(), put(), put()];
  await eventually(() => Promise.resolve(said(/kein Speicherplatz/) > 0 ? true : undefined));
  await pause(4_000);
  expect([said(/kein Speicherplatz/), folder.list('inbox').length, folder.list('problem')]).toEqual([1, 3, []]);
  full = false;
  await folder.emptied(25);
  await poller.stop();
  expect(said(/arbeitet wieder/)).toBe(1);
  expect(await arrivals(names)).toHaveLength(3);
}, 60_000);

test('one file that the archive cannot take does not keep the others', async () => {
  const bad = put();
  const poison = `>A-${made}<`;
  const archive: Storage = {
    put: async (entity, source, options) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source) chunks.push(chunk);
      if (Buffer.concat(chunks).includes(poison)) throw new Error('never');
      return house.archive.put(
        entity,
        (async function* () {
          yield await Promise.resolve(Buffer.concat(chunks));
        })(),
        options,
      );
    },
    open: (...args) => house.archive.open(...args),
    read: (...args) => house.archive.read(...args),
    stat: (...args) => house.archive.stat(...args),
    free: () => house.archive.free(),
    sweepTemp: () => house.archive.sweepTemp(),
    check: () => house.archive.check(),
    prove: (...args) => house.archive.prove(...args),
  };
  const names = Array.from({ length: 5 }, put);
  const { poller, said } = aPoller(archive);
  await eventually(() => Promise.resolve(folder.list('inbox').length === 1 ? true : undefined));
  await pause(5_000);
  await poller.stop();
  expect([folder.list('inbox'), said(/ließ sich nicht annehmen/)]).toEqual([[bad], 1]);
  expect(await arrivals([bad, ...names])).toHaveLength(5);
}, 60_000);

test('two pollers that both believe to lead: each file is one arrival', async () => {
  const names = Array.from({ length: 50 }, put);
  const three = [aPoller(), aPoller(), aPoller()];
  await folder.emptied(60);
  for (const { poller } of three) await poller.stop();
  expect((await arrivals(names)).map(({ fileName }) => fileName).sort()).toEqual([...names].sort());
  expect(folder.list('done')).toEqual([...names].sort());
}, 90_000);

test('done cannot be written to: the file stays, is one arrival all the same, and is moved when it can be', async () => {
  writeFileSync(folder.path('done'), 'a file where the folder should be');
  const names = [put()];
  const first = aPoller();
  await eventually(() => Promise.resolve(first.said(/nicht aus „inbox“ verschieben/) > 0 ? true : undefined));
  expect([folder.list('inbox'), (await arrivals(names)).length]).toEqual([names, 1]);
  await first.poller.stop();
  rmSync(folder.path('done'));

  const second = aPoller();
  await folder.emptied();
  await second.poller.stop(); // the move is whole
  writeFileSync(folder.path('day'), '');
  const [day] = readdirSync(folder.path('done'));
  renameSync(folder.path('done', day!), folder.path('aside'));
  renameSync(folder.path('day'), folder.path('done', day!)); // now the day is a file
  names.push(put());
  const third = aPoller();
  await eventually(() => Promise.resolve(third.said(/nicht aus „inbox“ verschieben/) > 0 ? true : undefined));
  await pause(3_000);
  expect(third.said(/nicht aus „inbox“ verschieben/)).toBe(1);
  expect(await arrivals(names)).toHaveLength(2);
  rmSync(folder.path('done', day!));
  await folder.emptied(25);
  await third.poller.stop();
  expect(await arrivals(names)).toHaveLength(2);
}, 90_000);

test('the address is known only later, as when the town is being set up: not a word, and the file is taken', async () => {
  const { poller, said } = aPoller(house.archive, 'neu@musterstadt.example');
  const names = [put()];
  await pause(4_500);
  expect(folder.list('inbox')).toHaveLength(1);
  await withClient(house.testDatabase.ownerUrl, (client) =>
    client.query('INSERT INTO mail_address VALUES ($1, $2)', ['neu@musterstadt.example', house.entityId]),
  );
  await folder.emptied(20);
  await poller.stop();
  expect(await arrivals(names)).toMatchObject([{ channel: 'folder' }]);
  expect(said(/./)).toBe(0);
}, 60_000);

test('the folder disappears and comes back, as a share does', async () => {
  const { poller, said } = aPoller();
  await folder.emptied();
  await pause(1_500);
  renameSync(folder.root, `${folder.root}-away`);
  writeFileSync(folder.root, 'something else');
  await eventually(() => Promise.resolve(said(/nicht benutzbar/) > 0 ? true : undefined));
  rmSync(folder.root);
  renameSync(`${folder.root}-away`, folder.root);
  const names = [put()];
  await folder.emptied(25);
  await poller.stop();
  expect(await arrivals(names)).toHaveLength(1);
  expect([said(/nicht benutzbar/), said(/arbeitet wieder/)]).toEqual([1, 1]);
}, 60_000);
