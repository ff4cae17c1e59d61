import { eventually } from '../support/house';
import { queueMode } from '../support/queue-mode';
import { openServer, type Said, serve, type TestServer } from '../support/server';
import { smallDisk } from '../support/tmpfs';
import { ublInvoice } from '../support/xrechnung-xml';
import { Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { newNumber } from './support/line';

let server: TestServer;
let clerk: Client;
beforeAll(async () => {
  server = await openServer();
  clerk = await signedIn(server.url, 'clerk');
}, 60_000);
afterAll(() => server.close());

test('old work is told, and is no reason to refuse any', async () => {
  await server.sql(
    `INSERT INTO work (entity_id, id, step, subject_id, trace_id, due_at)
     SELECT id, gen_random_uuid(), 'never-carried', gen_random_uuid(), gen_random_uuid(), now() - interval '10 s' FROM entity`,
  );
  const { status, json } = await clerk.get('/health/ready');
  expect(status).toBe(200);
  expect(json).toMatchObject({ status: 'ready', queue: { mode: queueMode, waiting: 1, running: 0 }, delayed: false });
  expect((json as { oldestWaitingSeconds: number }).oldestWaitingSeconds).toBeGreaterThanOrEqual(10);

  await server.sql(`UPDATE work SET due_at = now() - interval '61 s' WHERE step = 'never-carried'`);
  const late = await clerk.get('/health/ready');
  expect(late).toMatchObject({ status: 200, json: { status: 'ready', delayed: true } });
  expect((await clerk.raw('GET', '/health/ready')).json).toMatchObject({ delayed: true });
  await server.sql(`DELETE FROM work`);
});

test('a full or protected archive: not ready and 507 or 500, ready again without a restart', async () => {
  const disk = smallDisk();
  const { url, stop } = await serve(server.house, { DATA_DIR: disk.path, UPLOAD_BYTES: '1000000' });
  const there = Object.assign(new Client(url), { cookie: clerk.cookie, csrf: clerk.csrf });
  const becomes = (status: number, archive: string) =>
    eventually(async () => {
      const answer = await there.get('/health/ready');
      return answer.status === status && (answer.json as { archive: string }).archive === archive ? true : undefined;
    }, 15);
  const upload = () => there.upload([{ name: 'a.xml', content: ublInvoice({ number: newNumber() }) }]);

  await becomes(200, 'writable');
  disk.fill();
  await becomes(503, 'full');
  expectProblem(await upload(), 507, 'storage-full');
  disk.free();
  await becomes(200, 'writable');
  expect((await upload()).status).toBe(201);
  await disk.protect();
  await becomes(503, 'down');
  expect((await upload()).status).toBeGreaterThanOrEqual(500);
  disk.allow();
  await becomes(200, 'writable');
  expect((await upload()).status).toBe(201);
  there.close();
  await stop();
  disk.close();
}, 90_000);

test('room for a few bytes but for no invoice is a full archive: told by readiness, by 507 and once by the log', async () => {
  const disk = smallDisk();
  const warned: Said[] = [];
  const hear = (said: Said): void => {
    if (said.level >= 40) warned.push(said);
  };
  const { url, stop } = await serve(server.house, { DATA_DIR: disk.path, UPLOAD_BYTES: '1000000' }, hear);
  const there = Object.assign(new Client(url), { cookie: clerk.cookie, csrf: clerk.csrf });
  const upload = () =>
    there.upload([{ name: 'a.xml', content: ublInvoice({ number: newNumber() }) + ' '.repeat(256_000) }]);
  expect((await upload()).status).toBe(201);

  disk.fill(17); // 68 KB
  for (let at = 0; at < 3; at += 1) expectProblem(await upload(), 507, 'storage-full');
  expect(await there.get('/health/ready')).toMatchObject({
    status: 503,
    json: { status: 'not ready', archive: 'full' },
  });
  expect(warned.map(({ outage }) => outage)).toEqual(['full']);
  expect(warned[0]?.msg).toMatch(/kein Platz mehr.* \/ .*no room left/s);

  disk.free();
  await eventually(async () => ((await there.get('/health/ready')).status === 200 ? true : undefined), 15);
  expect((await upload()).status).toBe(201);
  await eventually(() => Promise.resolve(warned.length === 2 ? true : undefined), 20);
  expect(warned[1]?.msg).toMatch(/nimmt wieder an.*3 Anfragen/s);
  there.close();
  await stop();
  disk.close();
}, 90_000);

test('what has been read for over a minute by the clock of the database is delayed, in both lists', async () => {
  // another process has it in its hands and does not come back
  const { id } = await clerk.received(ublInvoice({ number: newNumber() }));
  const { id: caseId } = await clerk.caseOf(id, 'code');
  const set = (seconds: number, stage: string, outcome: string) =>
    Promise.all([
      server.sql(`UPDATE arrival SET outcome = $2, received_at = now() - make_interval(secs => $3) WHERE id = $1`, [
        id,
        outcome,
        seconds,
      ]),
      server.sql(`UPDATE invoice_case SET stage = $2, received_at = now() - make_interval(secs => $3) WHERE id = $1`, [
        caseId,
        stage,
        seconds,
      ]),
    ]);
  const seen = async () => {
    const arrival = (await clerk.arrivals()).items.find((one) => one.id === id);
    const row = (await clerk.cases('view=all')).items.find((one) => one.id === caseId);
    return [arrival?.delayed, row?.delayed, (await clerk.case(caseId)).delayed];
  };
  await set(61, 'reading', 'pending');
  expect(await seen()).toEqual([true, true, true]);
  await set(50, 'reading', 'pending');
  expect(await seen()).toEqual([false, false, false]);
  await set(6000, 'code', 'accepted');
  expect(await seen()).toEqual([false, false, false]);
});

test('what has arrived and was not begun is told above the worklist, with its number and the time of the oldest', async () => {
  expect((await clerk.cases('view=mine')).delayed).toBeNull();
  await server.sql(
    `INSERT INTO work (entity_id, id, step, subject_id, trace_id, created_at, due_at)
     SELECT id, gen_random_uuid(), 'receive', gen_random_uuid(), gen_random_uuid(), now() - make_interval(secs => age),
       now() + interval '1 h' -- tried before, and put off
     FROM entity, unnest(ARRAY[50, 61, 3600]) AS age`,
  );
  const { delayed } = await clerk.cases('view=mine');
  await server.sql(`DELETE FROM work`);
  expect(delayed?.count).toBe(2);
  expect(Date.now() - Date.parse(delayed?.since ?? '')).toBeGreaterThan(3_599_000);
});
