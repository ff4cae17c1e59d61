import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '@libs/platform';
import { breaches } from '../support/breaches';
import { eventually, type House, openHouse } from '../support/house';
import { freePort } from '../support/free-port';
import { appsOver, atRest } from '../support/processes';
import { signedIn } from '../http/support/client';
import { ublInvoice } from '../support/xrechnung-xml';

/** Clocks that jump while the processes run: of their own machine, and of the database. */
const library = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1', '/usr/lib/faketime/libfaketime.so.1'].find(
  (path) => existsSync(path),
);
let house: House;
let folder: string;
const start = appsOver(() => house);

beforeAll(async () => {
  house = await openHouse();
  folder = mkdtempSync(join(tmpdir(), 'belegfluss-clock-'));
}, 60_000);
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A clock that is set by writing into its file; looked at once a second. */
function clock(name: string) {
  if (library === undefined) throw new Error('libfaketime is missing: install the package faketime.');
  const file = join(folder, name);
  const set = (offset: string): void => writeFileSync(file, offset);
  set('+0');
  const settings = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  return { set, settings };
}

const sql = (text: string): Promise<object[]> =>
  withClient(house.testDatabase.ownerUrl, async (client) => (await client.query<object>(text)).rows);

test('api and worker whose clocks jump a day ahead and two days back in the middle of the work lose and double nothing', async () => {
  const [apiClock, workerClock] = [clock('api'), clock('worker')];
  const port = await freePort();
  await start('api', { PORT: String(port), ...apiClock.settings });
  const worker = await start('worker', workerClock.settings);
  await start('worker');
  const clerk = await signedIn(`http://127.0.0.1:${port}`, 'clerk');

  let sent = 0;
  const send = async (): Promise<void> => {
    const numbers = Array.from({ length: 10 }, () => (sent += 1));
    await Promise.all(numbers.map((n) => clerk.received(ublInvoice({ number: `SPRUNG-${n}` }))));
  };
  for (const offset of ['+25h', '-25h', '+3h', '+0']) {
    await send();
    apiClock.set(offset);
    workerClock.set(offset);
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // until it is looked at
    await send(); // … and the session holds
  }
  await atRest(house);

  expect(await breaches(house)).toEqual([]);
  expect(await sql(`SELECT 1 FROM arrival WHERE abs(extract(epoch FROM received_at - now())) > 300`)).toEqual([]);
  expect(await sql(`SELECT count(*)::int AS cases FROM invoice_case WHERE stage <> 'reading'`)).toEqual([
    { cases: sent },
  ]);
  expect(worker.log()).toContain('Uhr dieses Rechners');
}, 120_000);

test('work that the database put off, and leased, while its clock was a day ahead does not wait for that day', async () => {
  for (const n of [1, 2, 3]) await house.upload(ublInvoice({ number: `VORAUS-${n}` }), `voraus-${n}.xml`);
  // as it stands when the clock was put back: one row put off, one held by a worker that died meanwhile, one created ahead
  await sql(`
    WITH due AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM work WHERE step = 'receive')
    UPDATE work w SET
      due_at = CASE WHEN due.n <> 2 THEN clock_timestamp() + interval '25 hours' ELSE w.due_at END,
      lease_until = CASE WHEN due.n = 2 THEN clock_timestamp() + interval '25 hours' END,
      leased_by = CASE WHEN due.n = 2 THEN 'a worker that is gone' END
    FROM due WHERE due.id = w.id`);
  const proofs = `SELECT due_at FROM work WHERE step = 'prove'`;
  const before = await sql(proofs);

  const worker = await start('worker', { WATCHDOG_SECONDS: '6' });
  await eventually(
    async () => ((await sql(`SELECT 1 FROM work WHERE step <> 'prove'`)).length === 0 ? true : undefined),
    30,
  );
  expect(await breaches(house)).toEqual([]);
  expect(worker.log()).toContain('Uhr der Datenbank');
  expect(await sql(proofs)).toEqual(before);
}, 60_000);
