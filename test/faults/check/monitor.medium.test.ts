import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readiness } from '@libs/contracts';
import { Client } from 'pg';
import { freePort } from '../../support/free-port';
import { eventually, type House, openHouse } from '../../support/house';
import { serve } from '../../support/server';
import { AcknowledgedList } from '../load/acknowledged';
import { Door } from '../load/door';
import { Journal } from '../load/journal';
import { readinessOf, type Untaken } from './hidden-waits';
import { Monitor } from './monitor';
import { type Shown, shownTo } from './shown';

/** The eye on the work table: what stands still, for how long, and whether the town says so. */
let house: House;
let client: Client;
beforeAll(async () => {
  house = await openHouse();
  client = new Client({ connectionString: house.testDatabase.ownerUrl });
  await client.connect();
  await house.upload('\x89PNG\r\n\x1a\n', 'scan.png');
  await client.query('DELETE FROM work');
}, 60_000);
afterAll(async () => {
  await client.end();
  await house.close();
});

const folder = mkdtempSync(join(tmpdir(), 'belegfluss-monitor-'));
let server: Server | undefined;
let monitor: Monitor | undefined;
afterEach(async () => {
  await monitor?.stop();
  await client.query(`DELETE FROM work`);
  server?.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Work of a step that nobody carries, due for so long. */
const waiting = (seconds: number) =>
  client.query(
    `INSERT INTO work SELECT (jsonb_populate_record(NULL::work, to_jsonb(a) || jsonb_build_object('step', 'nobody', 'subject_id', a.id,
       'trace_id', a.id, 'due_at', now() - interval '${seconds} s', 'created_at', now(), 'attempt', 0, 'crashes', 0, 'fence', 0))).* FROM arrival a LIMIT 1`,
  );
/** Work on the arrival that nobody is due to do yet, in the line for so long. */
const triedLater = (seconds: number) =>
  client.query(
    `INSERT INTO work SELECT (jsonb_populate_record(NULL::work, to_jsonb(a) || jsonb_build_object('step', 'receive', 'subject_id', a.id,
       'trace_id', a.id, 'due_at', now() + interval '1 h', 'created_at', now() - interval '${seconds} s', 'attempt', 3, 'crashes', 0, 'fence', 3))).* FROM arrival a LIMIT 1`,
  );
type Seen = {
  readonly apiUrls?: readonly string[];
  readonly isShown?: Shown;
  readonly untaken?: readonly Untaken[];
  readonly doors?: readonly string[] | undefined;
};
const watching = (seen: Seen = {}): Monitor => {
  const { apiUrls = [], isShown = () => Promise.resolve(false), untaken = [] } = seen;
  const doorsTold = () => Promise.resolve('doors' in seen ? seen.doors : []);
  const postgres = { ownerUrl: house.testDatabase.ownerUrl };
  const ground = { postgres, apiUrls, isShown, untaken: () => untaken, doorsTold };
  monitor = new Monitor(ground, new Journal(), new AcknowledgedList(join(folder, 'list')));
  monitor.start();
  return monitor;
};
const hidden = (seen: Monitor) => eventually(() => Promise.resolve(seen.hidden.length > 0 ? seen.hidden : undefined));
/** After it has had the time to judge. */
const judged = async (seen: Monitor): Promise<readonly string[]> => {
  await new Promise((resolve) => setTimeout(resolve, 1600));
  return seen.hidden;
};

const ready: Readiness = {
  status: 'ready',
  database: 'up',
  archive: 'writable',
  queue: { mode: 'table', waiting: 75, running: 2 },
  oldestWaitingSeconds: 1.5,
  delayed: false,
};
/** An api that tells this. */
const telling = async (readiness: Readiness): Promise<string[]> => {
  const port = await freePort();
  server = createServer((_, answer) => answer.end(JSON.stringify(readiness))).listen(port);
  return [`http://127.0.0.1:${port}`];
};

describe('a document that waits too long', () => {
  test('is told of while nobody says so', async () => {
    await waiting(70);
    expect((await hidden(watching()))[0]).toMatch(/^nobody .* 7\d s$/);
  });

  test('is told of when readiness only names how many wait', async () => {
    await waiting(70);
    expect(await hidden(watching({ apiUrls: await telling(ready) }))).toHaveLength(1);
  });

  test('is no secret when readiness says how long the oldest waits, or clerks see it as delayed', async () => {
    await waiting(70);
    const apiUrls = await telling({ ...ready, oldestWaitingSeconds: 70, delayed: true });
    expect(await judged(watching({ apiUrls }))).toEqual([]);
    await monitor?.stop();
    expect(await judged(watching({ isShown: () => Promise.resolve(true) }))).toEqual([]);
  });

  test('is told of when it is tried again and again, which readiness does not tell', async () => {
    await triedLater(70);
    const apiUrls = await telling({ ...ready, oldestWaitingSeconds: 70, delayed: true });
    expect((await hidden(watching({ apiUrls })))[0]).toMatch(/^receive .* 7\d s$/);
  });

  test('and moved while we asked was rightly no longer shown', async () => {
    await triedLater(70);
    const isShown = () => client.query('DELETE FROM work').then(() => false);
    expect(await judged(watching({ isShown }))).toEqual([]);
  });

  test('is told of by the real api, to those who watch and to clerks', async () => {
    const { url, stop } = await serve(house);
    const clerk = new Door([url], new Journal(), 'clerk');
    await clerk.signIn('clerk');
    await waiting(70);
    expect((await readinessOf(url))?.oldestWaitingSeconds).toBeGreaterThan(69);
    expect(await judged(watching({ apiUrls: [url], isShown: shownTo(clerk) }))).toEqual([]);
    await monitor?.stop();

    await client.query(`DELETE FROM work`);
    await triedLater(70);
    const seen = watching({ apiUrls: [url], isShown: shownTo(clerk) });
    expect(await hidden(seen)).toHaveLength(1); // it came just now: to clerks it is not late
    await monitor?.stop();
    await client.query(`UPDATE arrival SET received_at = now() - interval '70 s'`);
    expect(await judged(watching({ apiUrls: [url], isShown: shownTo(clerk) }))).toEqual([]);
    await stop();
  });
});

describe('a file that lies before a door too long', () => {
  const untaken = [{ what: 'folder 7-folder-1', since: -70 }];

  test('is told of while the town could take it', async () => {
    expect((await hidden(watching({ apiUrls: await telling(ready), untaken })))[0]).toMatch(
      /^folder 7-folder-1 7\d s$/,
    );
  });

  test.each<[string, Partial<Readiness>]>([
    ['the archive is full', { status: 'not ready', archive: 'full' }],
    ['the town says that all is late', { oldestWaitingSeconds: 70, delayed: true }],
  ])('is no secret when %s', async (_why, more) => {
    expect(await judged(watching({ apiUrls: await telling({ ...ready, ...more }), untaken }))).toEqual([]);
  });

  test('is no secret when the clerks are told that nobody empties the folder, or no api answers them', async () => {
    const apiUrls = await telling(ready);
    expect(await judged(watching({ apiUrls, untaken, doors: ['mailbox', 'folder'] }))).toEqual([]);
    expect(await judged(watching({ apiUrls, untaken, doors: undefined }))).toEqual([]);
    expect(await hidden(watching({ apiUrls, untaken, doors: ['mailbox'] }))).toHaveLength(1);
  });
});

test('measures how long a document stood still', async () => {
  await waiting(1);
  const seen = watching();
  const watch = await seen.watch(0);
  expect([watch.waiting.size, watch.moved]).toEqual([1, []]);
  await client.query('UPDATE work SET fence = fence + 1');
  await eventually(() => Promise.resolve(watch.waiting.size === 0 || undefined));
  expect(watch.moved).toEqual([expect.any(Number)]);
  expect(watch.moved[0]).toBeGreaterThan(0);
});
