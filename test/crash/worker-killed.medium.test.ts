import { type Arrival } from '@libs/contracts';
import { Random } from '../faults/plan/random';
import { breaches } from '../support/breaches';
import { hybridPdf, mailWith } from '../support/envelopes';
import { eventually, type House, openHouse } from '../support/house';
import { appsOver, atRest, childrenOf, isAlive, type RunningApp, timePasses } from '../support/processes';
import { ciiInvoice, ublInvoice } from '../support/xrechnung-xml';

/**
 * Whatever kills the worker, every accepted document is in exactly one visible state afterwards, nothing is doubled, the
 * audit chain holds and the originals are what arrived: `breaches` looks at all of it.
 */
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const start = appsOver(() => house);
const worker = (settings: NodeJS.ProcessEnv = {}): Promise<RunningApp> => start('worker', settings);

let sent = 0;
const kinds = [
  () => house.upload(ublInvoice({ number: `K-${(sent += 1)}` })),
  async () => house.upload(await hybridPdf(ciiInvoice({ number: `K-${(sent += 1)}` })), 'Rechnung.pdf'),
  async () => {
    const number = `K-${(sent += 1)}`;
    const files = [{ name: 'Rechnung.xml', type: 'application/xml', bytes: ublInvoice({ number }) }];
    return house.upload(mailWith(`Rechnung ${number}`, files), 'E-Mail.eml');
  },
];
const send = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => kinds[at % kinds.length]!()));

/** How the arrivals ended; a mail by its part. */
async function outcomes(ids: readonly string[]): Promise<string[]> {
  const told = ({ outcome, reason }: Pick<Arrival, 'outcome' | 'reason'>): string =>
    reason === null ? outcome : `${outcome}: ${reason}`;
  const all = await house.arrivals.many(house.sight, ids);
  return [...new Set(all.flatMap((one) => [told(one), ...one.children.map(told)]))].sort();
}

const steps = ['receive', 'read', 'check', 'assign'];
const points = [
  ...steps.flatMap((step) => ['claimed', 'before-commit', 'after-commit'].map((moment) => `${step}:${moment}`)),
  'due:committed',
];

test.each(points)(
  'killed at %s, the line goes on where it was',
  async (point) => {
    const ids = await send(3);
    const doomed = await worker({ FAULT_AT: point });
    expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' });

    await timePasses(house);
    await worker();
    await atRest(house);
    expect(await breaches(house)).toEqual([]);
    expect(await outcomes(ids)).toEqual(['accepted']);
  },
  60_000,
);

test('killed at the same point three times in a row, the document lies on the shelf and the others pass', async () => {
  const [victim] = await send(1);
  for (let death = 1; death <= 3; death += 1) {
    const doomed = await worker({ FAULT_AT: 'read:claimed' });
    expect((await doomed.ended).signal).toBe('SIGKILL');
    await timePasses(house);
  }
  const others = await send(3);
  await worker();
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
  expect(await outcomes([victim!])).toEqual(['quarantined: reader-crashed']);
  expect(await outcomes(others)).toEqual(['accepted']);
}, 60_000);

test('killed again and again at any moment, over thirty documents', async () => {
  const seed = Number(process.env['BELEGFLUSS_SEED'] ?? Date.now() % 1_000_000);
  const random = new Random(seed);
  const ids = await send(30);
  for (let death = 0; death < 5; death += 1) {
    const doomed = await worker();
    await new Promise((resolve) => setTimeout(resolve, random.next() * 1200));
    await doomed.kill();
    await timePasses(house);
  }
  await worker();
  await worker();
  await atRest(house);
  expect({ seed, found: await breaches(house) }).toEqual({ seed, found: [] });
  const ended = (await outcomes(ids)).filter((one) => one !== 'accepted' && one !== 'quarantined: reader-crashed');
  expect({ seed, ended }).toEqual({ seed, ended: [] });
}, 90_000);

test('a worker that is stopped, taken for dead and then goes on writes nothing over the work of the other', async () => {
  const sleeper = await worker();
  const ids = await send(9);
  await eventually(async () => ((await outcomes(ids)).includes('accepted') ? true : undefined));
  sleeper.signal('SIGSTOP');
  await timePasses(house);
  await worker();
  await atRest(house);
  const before = await outcomes(ids);

  sleeper.signal('SIGCONT');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(isAlive(sleeper.pid)).toBe(true);
  expect(await breaches(house)).toEqual([]);
  expect(await outcomes(ids)).toEqual(before);
  expect(before).toEqual(['accepted']);
}, 60_000);

test('asked to stop in the middle of its work it ends within 10 s and leaves nothing half done', async () => {
  const leaving = await worker();
  const ids = await send(12);
  const asked = Date.now();
  leaving.signal('SIGTERM');
  expect(await leaving.ended).toEqual({ code: 0, signal: null });
  expect(Date.now() - asked).toBeLessThan(10_000);

  await worker();
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
  expect(await outcomes(ids)).toEqual(['accepted']);
}, 60_000);

test('its reading children die with it', async () => {
  const doomed = await worker();
  await send(3);
  const children = await eventually(async () => {
    const found = childrenOf(doomed.pid);
    return Promise.resolve(found.length > 0 ? found : undefined);
  });
  await doomed.kill();
  await eventually(() => Promise.resolve(children.some(isAlive) ? undefined : true), 10);

  await timePasses(house);
  await worker();
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
}, 60_000);
