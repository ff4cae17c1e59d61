import { existsSync } from 'node:fs';
import { withClient } from '@libs/platform';
import { breaches } from '../support/breaches';
import { eventually, type House, openHouse } from '../support/house';
import { freePort } from '../support/free-port';
import { atRest, type RunningApp, startApp } from '../support/processes';
import { signedIn } from '../http/support/client';
import { codingOf } from '../http/support/line';
import { ublInvoice } from '../support/xrechnung-xml';

/**
 * Fault F23: machines whose clocks are a day ahead or behind. What is stored and decided follows the clock of the database,
 * the order of acts and entries follows their numbers.
 */
const library = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1', '/usr/lib/faketime/libfaketime.so.1'].find(
  (path) => existsSync(path),
);
let house: House;
const running: RunningApp[] = [];

beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(async () => {
  await Promise.all(running.map((app) => app.kill()));
  await house.close();
});

/** An app that believes it is another time; its timers run as they should. */
async function start(app: 'api' | 'worker', offset: string, settings: NodeJS.ProcessEnv = {}): Promise<RunningApp> {
  if (library === undefined) throw new Error('libfaketime is missing: install the package faketime.');
  const started = await startApp(app, house, {
    LD_PRELOAD: library,
    FAKETIME: offset,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    ...settings,
  });
  running.push(started);
  return started;
}

const rows = <T extends object>(sql: string): Promise<T[]> =>
  withClient(house.testDatabase.ownerUrl, async (client) => (await client.query<T>(sql)).rows);

test('apis and workers a day ahead and a day behind carry invoices from the upload to the batch', async () => {
  const [ahead, behind] = [await freePort(), await freePort()];
  await start('api', '+25h', { PORT: String(ahead) });
  await start('api', '-25h', { PORT: String(behind) });
  const early = await start('worker', '-25h');
  await start('worker', '+25h');
  const at = (port: number, login: string) => signedIn(`http://127.0.0.1:${port}`, login);
  const clerk = await at(ahead, 'clerk');
  const certifier = await at(behind, 'certifier');
  const late = await at(ahead, 'certifier');
  const head = await at(ahead, 'head');
  const finance = await at(behind, 'finance');

  const received = await Promise.all([1, 2, 3, 4].map((n) => clerk.received(ublInvoice({ number: `F23-${n}` }))));
  for (const { id } of received) {
    const { id: caseId, gross } = await clerk.caseOf(id, 'code');
    await clerk.put(`/cases/${caseId}/coding`, codingOf(gross));
    const { contentHash: covers } = await clerk.case(caseId);
    // objected by somebody whose clock is ahead, released by somebody whose clock is behind: the release comes later
    expect((await late.post(`/cases/${caseId}/acts`, { kind: 'object', covers, reason: 'Menge' })).status).toBe(201);
    const desk = await at(behind, 'clerk');
    expect((await desk.post(`/cases/${caseId}/acts`, { kind: 'release', covers })).status).toBe(201);
    for (const certificate of ['factual', 'arithmetical']) {
      const signed = await certifier.post(`/cases/${caseId}/acts`, { kind: 'certify', certificate, covers });
      expect(signed.status).toBe(201);
    }
    expect((await head.post(`/cases/${caseId}/acts`, { kind: 'order', covers })).status).toBe(201);
    expect(await clerk.case(caseId)).toMatchObject({ stage: 'export' });
  }
  expect((await finance.post('/exports', { profile: 'datev-extf' })).status).toBe(201);
  await atRest(house);

  expect(await breaches(house)).toEqual([]);
  expect(
    await rows(`SELECT 1 FROM arrival WHERE abs(extract(epoch FROM received_at - now())) > 300
      UNION ALL SELECT 1 FROM act WHERE abs(extract(epoch FROM at - now())) > 300
      UNION ALL SELECT 1 FROM audit_entry WHERE abs(extract(epoch FROM at - now())) > 300
      UNION ALL SELECT 1 FROM export_batch WHERE abs(extract(epoch FROM created_at - now())) > 300`),
  ).toEqual([]);
  await eventually(() => Promise.resolve(early.log().includes('Uhr dieses Rechners') ? true : undefined));
}, 120_000);
