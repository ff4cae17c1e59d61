import { networkInterfaces } from 'node:os';
import { queueMode } from '../support/queue-mode';
import { openServer, serve, type TestServer } from '../support/server';
import { Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { newNumber } from './support/line';
import { ublInvoice } from '../support/xrechnung-xml';

let server: TestServer;
let clerk: Client;
beforeAll(async () => {
  server = await openServer();
  clerk = await signedIn(server.url, 'clerk');
}, 60_000);
afterAll(() => server.close());

const figures = async (client: Client, headers = {}): Promise<string> => {
  const answer = await client.raw('GET', '/metrics', { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  return answer.body.toString();
};

test('the figures that an operator needs are there after an upload', async () => {
  const { id } = await clerk.received(ublInvoice({ number: newNumber() }));
  await clerk.caseOf(id, 'code');
  await clerk.raw('GET', '/api/v1/rechnungen/17');
  await server.sql(
    `INSERT INTO work (entity_id, id, step, subject_id, trace_id, due_at, attempt)
     SELECT id, gen_random_uuid(), 'read', gen_random_uuid(), gen_random_uuid(), now() + interval '1 h', 2 FROM entity`,
  );
  const text = await figures(clerk);
  for (const wanted of [
    'belegfluss_arrivals_accepted_total{channel="upload"} 1',
    'belegfluss_accept_seconds_count{channel="upload"} 1',
    'belegfluss_http_request_seconds_count{method="POST",route="/api/v1/documents",status="201"} 1',
    'belegfluss_http_request_seconds_count{method="GET",route="unknown",status="404"} 1',
    'belegfluss_archive_put_seconds_count{outcome="stored"} 1',
    // what falls due in an hour waits for its time and not for a worker, also the proof of this night
    'belegfluss_work_waiting{step="read"} 0',
    'belegfluss_work_waiting{step="prove"} 0',
    'belegfluss_work_running{step="read"} 0',
    'belegfluss_work_retried{step="read"} 1',
    'belegfluss_work_oldest_waiting_seconds{step="read"} 0',
    'belegfluss_work_waiting{step="receive"} 0',
    'belegfluss_database_up 1',
    'belegfluss_database_connections{state="max"} 20',
    'belegfluss_database_connections{state="waiting"} 0',
    'belegfluss_transactions_repeated 0',
    `belegfluss_queue_mode{mode="${queueMode}"} 1`,
  ])
    expect(text.split('\n')).toContain(wanted);
  expect(text).toMatch(/^belegfluss_nodejs_eventloop_lag_p99_seconds /m);
  expect(text).toMatch(/^belegfluss_process_resident_memory_bytes /m);
});

test('no label holds an id, a name or a text, whatever is asked for', async () => {
  const before = (await figures(clerk)).split('\n').length;
  for (let at = 0; at < 30; at += 1) {
    await clerk.raw('GET', `/api/v1/cases/0190b0c0-0000-7000-8000-0000000000${String(at).padStart(2, '0')}`);
    await clerk.raw('GET', `/api/v1/unbekannt-${at}?q=Nordlicht`);
    await clerk.raw('GET', `/Seite-${at}`);
  }
  const text = await figures(clerk);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|Nordlicht|unbekannt|Seite|clerk|musterstadt/i);
  // one route, one status each: their buckets, sum and count
  expect(text.split('\n').length - before).toBeLessThan(60);
});

describe('who may see them', () => {
  const asked = (client: Client, headers = {}) => client.raw('GET', '/metrics', { headers });
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

  test('this machine, and nobody for whom an unknown proxy asks', async () => {
    expect((await asked(new Client(server.url))).status).toBe(200);
    expectProblem(await asked(clerk, { 'x-forwarded-for': '203.0.113.7' }), 403, 'metrics-closed');
    expectProblem(await asked(clerk, { 'x-forwarded-for': '127.0.0.1' }), 403, 'metrics-closed');
  });

  test('behind a known proxy the address counts that it appended', async () => {
    const { url, stop } = await serve(server.house, { PUBLIC_URL: 'https://rechnung.musterstadt.example' });
    const there = new Client(url);
    expectProblem(await asked(there, { 'x-forwarded-for': '203.0.113.7' }), 403, 'metrics-closed');
    // what a client wrote before it is invention
    expectProblem(await asked(there, { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' }), 403, 'metrics-closed');
    expect((await asked(there)).status).toBe(200);
    there.close();
    await stop();
  });

  test('not another machine', async () => {
    if (outside === undefined) throw new Error('This test needs an address that is not loopback.');
    const { url, stop } = await serve(server.house, { HOST: '0.0.0.0' });
    const there = new Client(`http://${outside}:${new URL(url).port}`);
    expectProblem(await asked(there), 403, 'metrics-closed');
    there.close();
    await stop();
  });

  test('with a token: who has it', async () => {
    const { url, stop } = await serve(server.house, { METRICS_TOKEN: 'ein-langes-Kennzeichen' });
    const there = new Client(url);
    expectProblem(await asked(there), 403, 'metrics-closed');
    expectProblem(await asked(there, { authorization: 'Bearer ein-anderes-Kennzeichen' }), 403, 'metrics-closed');
    expect((await asked(there, { authorization: 'Bearer ein-langes-Kennzeichen' })).status).toBe(200);
    there.close();
    await stop();
  });
});
