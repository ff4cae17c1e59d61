import { machineOf } from '@libs/db';
import { ReportDoor } from '@libs/operations';
import { asOwnerOf } from '../support/by-hand';
import { type Folder, openFolder } from '../support/folder';
import { eventually, type House, openHouse } from '../support/house';
import { appsOver } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';

/** What lies before a door and is not fetched has no row of work: the desk is told by what the fetcher saw last, or by its silence. */
let house: House;
let folder: Folder;
const start = appsOver(() => house);
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
beforeEach(() => {
  folder = openFolder();
});
afterEach(async () => {
  folder.remove();
  await asOwner('DELETE FROM door_state');
});
afterAll(() => house.close());

const asOwner = asOwnerOf(() => house);
const told = async () => (await house.cases.page(await house.person('clerk'), { view: 'mine', limit: 1 })).delayed;
/** Only the clock of the door goes on. */
const pass = (seconds: number) =>
  asOwner(
    `UPDATE door_state SET looked_at = looked_at - make_interval(secs => $1), waiting_since = waiting_since - make_interval(secs => $1),
       seen = (SELECT coalesce(jsonb_object_agg(key, to_char((value #>> '{}')::timestamptz AT TIME ZONE 'UTC' - make_interval(secs => $1),
         'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), '{}') FROM jsonb_each(seen))`,
    [seconds],
  );
const address = 'rechnung@musterstadt.example';
const door = { kind: 'mailbox', name: 'rechnung@imap.example/INBOX' } as const;

describe('a fetcher that looks', () => {
  const look = (...waiting: string[]): Promise<void> => new ReportDoor(house.database).run(address, door, waiting);

  test('and finds nothing, or takes what it finds, is no news', async () => {
    await look();
    await pass(40);
    await look('1', '2');
    await pass(40);
    await look('3'); // the others were taken
    await pass(40);
    expect(await told()).toBeNull();
  });

  test('and cannot take the oldest is told of, whoever looks and whatever comes meanwhile', async () => {
    await look('1');
    for (const later of [
      ['1', '2'],
      ['1', '2', '3'],
    ]) {
      await pass(25);
      await look(...later);
    }
    const delayed = await told();
    expect(delayed).toMatchObject({ count: 0, doors: [{ kind: 'mailbox', waiting: 3 }] });
    expect(Date.now() - Date.parse(delayed?.since ?? '')).toBeGreaterThan(49_000);
    await look('2', '3'); // at last; those that came later have waited less
    expect(await told()).toBeNull();
    await pass(25);
    await look('2', '3', '4');
    expect(await told()).toMatchObject({ doors: [{ waiting: 3 }] }); // by now it has waited long itself
  });

  test('no longer is told of by its silence, until it is forgotten after a day', async () => {
    await look();
    await pass(50);
    expect(await told()).toMatchObject({ count: 0, doors: [{ kind: 'mailbox', waiting: 0 }] });
    await pass(86_400);
    expect(await told()).toBeNull();
  });

  test('for an address that belongs to nobody changes nothing', async () => {
    await new ReportDoor(house.database).run('fremd@example.org', door, ['1']);
    expect((await asOwner('SELECT 1 FROM door_state')).rowCount).toBe(0);
  });

  test('for one town is not told to another', async () => {
    await look('1');
    await pass(50);
    const other = machineOf('00000000-0000-4000-8000-000000000000');
    expect(await house.database.transaction(other, (tx) => tx.doors.late(1))).toEqual([]);
  });
});

test('a worker tells of its hot folder, and when it stands still the desk is told', async () => {
  const worker = await start('worker', folder.settings);
  await eventually(async () => ((await asOwner('SELECT 1 FROM door_state')).rowCount === 1 ? true : undefined));
  expect(await told()).toBeNull();
  worker.signal('SIGSTOP');
  folder.put('Rechnung.xml', ublInvoice({ number: 'STILL-1' }));
  await pass(50);
  expect(await told()).toMatchObject({ doors: [{ kind: 'folder' }] });
  worker.signal('SIGCONT');
  await eventually(async () => ((await told()) === null ? true : undefined), 40);
}, 90_000);
