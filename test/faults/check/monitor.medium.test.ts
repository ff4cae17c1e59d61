import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../../support/free-port';
import { eventually, type House, openHouse } from '../../support/house';
import { AcknowledgedList } from '../load/acknowledged';
import { Journal } from '../load/journal';
import { Monitor } from './monitor';

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
const watching = (apiUrls: readonly string[] = []): Monitor => {
  const ground = { postgres: { ownerUrl: house.testDatabase.ownerUrl }, apiUrls };
  monitor = new Monitor(ground, new Journal(), new AcknowledgedList(join(folder, 'list')));
  monitor.start();
  return monitor;
};

test('tells of a document that waits too long while nobody says so', async () => {
  await waiting(70);
  const seen = watching();
  await eventually(() => Promise.resolve(seen.hidden.length > 0 || undefined));
  expect(seen.hidden[0]).toMatch(/^nobody .* 7\d s$/);
});

test('is content when the town says itself how long the oldest waits', async () => {
  const port = await freePort();
  server = createServer((_, answer) => answer.end('{"status":"ready","queue":{"oldestWaitingSeconds":70}}')).listen(
    port,
  );
  await waiting(70);
  const seen = watching([`http://127.0.0.1:${port}`]);
  await eventually(() => Promise.resolve(seen.longestWait > 60 || undefined));
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(seen.hidden).toEqual([]);
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
