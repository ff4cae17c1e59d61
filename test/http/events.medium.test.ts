import { LiveEvent } from '@libs/contracts';
import { eventually } from '../support/house';
import { openServer, serve, type TestServer } from '../support/server';
import { Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { listen } from './support/events';
import { codingOf, type People, people, toCode, toExport } from './support/line';

let server: TestServer;
let all: People;

beforeAll(async () => {
  server = await openServer();
  all = await people(server);
}, 60_000);

afterAll(() => server.close());

test('a ping comes at once, in a form that no proxy holds back', async () => {
  const line = listen(all.clerk);
  const { statusCode, headers } = await line.opened;
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/event-stream/);
  expect(headers['cache-control']).toMatch(/no-(cache|store)/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  await eventually(() => Promise.resolve(line.heard[0]), 2);
  expect(line.heard).toEqual([{ event: 'ping', data: {} }]);
  line.hangUp();
});

test('says which case, arrival or batch changed, and nothing of what stands in it', async () => {
  const line = listen(all.certifier);
  await line.opened;
  const detail = await toCode(all);
  await line.about('arrival', detail.arrival.id);
  await all.clerk.put(`/cases/${detail.id}/coding`, codingOf(detail.gross));
  await line.about('case', detail.id);
  await toExport(all);
  const batch = (await all.finance.post('/exports', { profile: 'datev-extf' })).json as { id: string };
  await line.about('export', batch.id);
  for (const { event, data } of line.heard.filter((one) => one.event !== 'ping')) {
    expect(LiveEvent.parse(data)).toEqual(data);
    expect((data as LiveEvent).kind).toBe(event);
  }
  line.hangUp();
});

test('nothing of another town, and nothing that cannot be read ends the process', async () => {
  const line = listen(all.clerk);
  await line.opened;
  const tell = (payload: unknown) =>
    server.sql(`SELECT pg_notify('live', $1)`, [typeof payload === 'string' ? payload : JSON.stringify(payload)]);
  const [other, own] = ['0190b0c0-0000-7000-8000-00000000000a', '0190b0c0-0000-7000-8000-00000000000b'];
  await tell({ entity: '0190b0c0-0000-7000-8000-000000000000', kind: 'case', id: other });
  await tell('kein JSON');
  await tell({ entity: server.house.entityId, kind: 'etwas Neues', id: other });
  await tell({ entity: server.house.entityId, kind: 'case', id: own });
  await line.about('case', own);
  expect(JSON.stringify(line.heard)).not.toContain(other);
  line.hangUp();
});

test('is not opened by somebody who only asks for the head', async () => {
  const { status, body } = await all.clerk.raw('HEAD', '/api/v1/events');
  expect([200, 404, 405]).toContain(status);
  expect(body.length).toBe(0);
});

test('needs a sign-in', async () => {
  expectProblem(await new Client(server.url).get('/events'), 401, 'signed-out');
});

test('ends when the server stops, and does not hold it up', async () => {
  const second = await serve(server.house);
  const line = listen(all.clerk, second.url);
  await line.opened;
  const start = performance.now();
  await second.stop();
  await line.ended;
  expect(performance.now() - start).toBeLessThan(3000);
});

test('many who leave in the middle leave nothing behind', async () => {
  const client = await signedIn(server.url, 'auditor');
  const lines = Array.from({ length: 40 }, () => listen(client));
  await Promise.all(lines.map(({ opened }) => opened));
  lines.forEach(({ hangUp }) => hangUp());
  const detail = await toCode(all);
  expect((await all.clerk.get(`/cases/${detail.id}`)).status).toBe(200);
});
