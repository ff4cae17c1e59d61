import { existsSync } from 'node:fs';
import { breaches } from '../support/breaches';
import { type Folder, openFolder } from '../support/folder';
import { eventually, type House, openHouse } from '../support/house';
import { appsOver, atRest, type RunningApp, timePasses } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';

/** A worker dies over the hot folder, or two are at work: no file is lost, none is received twice. */
let house: House;
let folder: Folder;
const start = appsOver(() => house);
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
beforeEach(() => {
  folder = openFolder();
});
afterEach(() => {
  folder.remove();
});
afterAll(() => house.close());

const worker = (settings: NodeJS.ProcessEnv = {}): Promise<RunningApp> =>
  start('worker', { ...folder.settings, ...settings });

let made = 0;
const fill = (count: number): string[] =>
  Array.from({ length: count }, () => {
    const name = `Rechnung-${(made += 1)}.xml`;
    folder.put(name, ublInvoice({ number: `F-${made}` }));
    return name;
  });

const arrivals = (names: readonly string[]) =>
  house.database.transaction(house.sight, ({ client }) =>
    client.arrival.findMany({
      where: { fileName: { in: [...names] } },
      select: { fileName: true, outcome: true, channel: true },
      orderBy: { number: 'asc' },
    }),
  );
const onceEach = async (names: readonly string[]): Promise<void> => {
  await timePasses(house);
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
  const all = await arrivals(names);
  expect(all.map(({ fileName }) => fileName).sort()).toEqual([...names].sort());
  expect(new Set(all.map(({ outcome, channel }) => `${channel}: ${outcome}`))).toEqual(new Set(['folder: accepted']));
  expect([folder.list('inbox'), folder.list('done'), folder.list('problem')]).toEqual([[], [...names].sort(), []]);
};

test.each(['receive:before-commit', 'receive:after-commit', 'folder:after-commit'])(
  'killed at %s with three files waiting, each is received once and moved',
  async (point) => {
    const names = fill(3);
    const doomed = await worker({ FAULT_AT: point });
    expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(folder.list('inbox')).toHaveLength(3);
    expect(await arrivals(names)).toHaveLength(point.endsWith('before-commit') ? 0 : 1);

    await worker();
    await folder.emptied();
    await onceEach(names);
  },
  60_000,
);

test('killed between commit and move three times in a row, the file still is one arrival', async () => {
  const names = fill(1);
  for (let death = 0; death < 3; death += 1) {
    const doomed = await worker({ FAULT_AT: 'folder:after-commit' });
    expect((await doomed.ended).signal).toBe('SIGKILL');
  }
  await worker();
  await folder.emptied();
  await onceEach(names);
}, 90_000);

test('two workers over fifty files, and the one at work is killed: each file once', async () => {
  const workers = [await worker(), await worker()];
  const names = fill(50);
  await eventually(() => Promise.resolve(folder.list('done').length >= 10 ? true : undefined), 30);
  await workers[0]!.kill();
  await folder.emptied(60);
  await onceEach(names);
}, 120_000);

test('killed again and again at any moment while files keep coming: each once', async () => {
  const names: string[] = [];
  for (let death = 0; death < 4; death += 1) {
    names.push(...fill(12));
    const doomed = await worker();
    const before = folder.list('done').length;
    await eventually(() => Promise.resolve(folder.list('done').length > before ? true : undefined), 30);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
    await doomed.kill();
  }
  await worker();
  await folder.emptied(60);
  await onceEach(names);
}, 180_000);

test('asked to stop while files wait, the worker leaves none half done', async () => {
  const names = fill(30);
  const first = await worker();
  await eventually(() => Promise.resolve(folder.list('done').length > 0 ? true : undefined), 30);
  first.signal('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, signal: null });
  const received = (await arrivals(names)).length;
  expect(folder.list('done')).toHaveLength(received);

  await worker();
  await folder.emptied(60);
  await onceEach(names);
  expect(existsSync(folder.path('problem'))).toBe(true);
}, 90_000);
