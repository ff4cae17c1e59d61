import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { eventually } from '../support/house';
import { type OwnPostgres, ownPostgres } from '../support/own-postgres';
import { queueMode } from '../support/queue-mode';
import { demoPassword, openServer, type Said, serve, type TestServer } from '../support/server';
import { type Answer, Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { multipart, multipartBytes } from './support/multipart';

let postgres: OwnPostgres;
let server: TestServer;
let clerk: Client;

beforeAll(async () => {
  postgres = await ownPostgres();
  server = await openServer();
  clerk = await signedIn(server.url, 'clerk');
}, 120_000);

afterAll(async () => {
  await server.close();
  await postgres.close();
}, 60_000);

const upload = () => clerk.upload([{ name: 'a.xml', content: `<a>${randomUUID()}</a>` }]);
const temp = (): string[] =>
  readdirSync(server.house.folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.incoming\/./.test(path));

function expectAway(answer: Answer): void {
  const problem = expectProblem(answer, 503, 'unavailable');
  expect(problem.message.de).toMatch(/Datenbank/);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
}

test('while the database is away nothing is accepted, all is said kindly, and it goes on by itself afterwards', async () => {
  expect((await clerk.get('/health/ready')).json).toEqual({
    status: 'ready',
    database: 'up',
    archive: 'writable',
    queue: { mode: queueMode, waiting: 0, running: 0 },
    oldestWaitingSeconds: null,
    delayed: false,
  });

  // an upload is under way when the database goes
  let finish: () => void = () => undefined;
  const rest = new Promise<void>((resolve) => (finish = resolve));
  const bytes = multipartBytes([{ name: 'a.xml', content: 'x'.repeat(200_000) }]);
  async function* slowly() {
    yield bytes.subarray(0, 100_000);
    await rest;
    yield bytes.subarray(100_000);
  }
  const headers = { 'content-type': multipart([]).contentType, 'idempotency-key': randomUUID() };
  const underWay = clerk.send('POST', '/api/v1/documents', { headers, body: Readable.from(slowly()) });
  await eventually(() => Promise.resolve(temp().length > 0 ? true : undefined));

  await postgres.stop();
  finish();
  expectAway(await underWay);
  expect(temp()).toEqual([]);

  expectAway(await clerk.get('/cases'));
  expectAway(await upload());
  const stranger = new Client(server.url);
  expectAway(await stranger.post('/session', { email: 'clerk@musterstadt.example', password: demoPassword }));
  const ready = await clerk.get('/health/ready');
  expect(ready).toMatchObject({
    status: 503,
    json: { status: 'not ready', database: 'down', archive: 'writable', queue: null },
  });
  expect(Number(ready.headers['retry-after'])).toBeGreaterThan(0);
  expect((await clerk.get('/health/live')).status).toBe(200);

  await postgres.start();
  await eventually(async () => ((await clerk.get('/health/ready')).status === 200 ? true : undefined), 30);
  expect((await clerk.get('/session')).status).toBe(200);
  expect(await server.sql('SELECT 1 FROM arrival')).toEqual([]);
  expect((await upload()).status).toBe(201);
}, 90_000);

test('the operator hears once that the database is away and once that it is back, whatever is asked meanwhile', async () => {
  const lines: Said[] = [];
  const { url, stop } = await serve(server.house, {}, (said) => void lines.push(said));
  const there = Object.assign(new Client(url), { cookie: clerk.cookie, csrf: clerk.csrf });
  expect((await there.get('/cases')).status).toBe(200);
  const warned = (): Said[] => lines.filter(({ level }) => level >= 40);

  await postgres.stop();
  for (let at = 0; at < 100; at += 1) expectAway(await there.get('/cases'));
  expectAway(await there.upload([{ name: 'a.xml', content: '<a/>' }]));
  expect(warned().map(({ outage }) => outage)).toEqual(['away']);
  expect(warned()[0]?.msg).toMatch(/Datenbank ist nicht erreichbar.*HTTP 503.*PostgreSQL.* \/ .*cannot be reached/s);
  expect(JSON.stringify(lines)).not.toContain('"stack"');
  expect(JSON.stringify(lines)).not.toContain(new URL(server.house.testDatabase.appUrl).port);

  await postgres.start();
  await eventually(() => Promise.resolve(warned().length > 1 ? true : undefined), 30);
  expect(warned()).toHaveLength(2);
  expect(warned()[1]?.msg).toMatch(/arbeitet wieder.*10[1-3] Anfragen.* \/ .*works again/s);
  there.close();
  await stop();
}, 90_000);

test('a database that may only be read accepts nothing, and says so', async () => {
  const lines: Said[] = [];
  const name = new URL(server.house.testDatabase.appUrl).pathname.slice(1);
  const role = `ALTER ROLE belegfluss_app IN DATABASE ${name}`;
  await server.sql(`${role} SET default_transaction_read_only = on`);
  const { url, stop } = await serve(server.house, {}, (said) => void lines.push(said));
  const there = Object.assign(new Client(url), { cookie: clerk.cookie, csrf: clerk.csrf });
  expectAway(await there.upload([{ name: 'a.xml', content: `<a>${randomUUID()}</a>` }]));
  expectAway(await there.upload([{ name: 'a.xml', content: `<a>${randomUUID()}</a>` }]));
  expect(lines.filter(({ level }) => level >= 40).map(({ outage }) => outage)).toEqual(['read-only']);
  there.close();
  await stop();
  await server.sql(`${role} RESET default_transaction_read_only`);
}, 60_000);

test('a server that hangs is told apart from one that is away, and no request waits as long as it does', async () => {
  const lines: Said[] = [];
  const { url, stop } = await serve(server.house, {}, (said) => void lines.push(said));
  const there = Object.assign(new Client(url), { cookie: clerk.cookie, csrf: clerk.csrf });
  expect((await there.get('/cases')).status).toBe(200);
  postgres.hang();
  try {
    const begun = performance.now();
    for (const answer of await Promise.all([there.get('/cases'), there.get('/arrivals')])) expectAway(answer);
    expect(performance.now() - begun).toBeLessThan(25_000);
    const again = performance.now();
    expectAway(await there.get('/cases'));
    expect(performance.now() - again).toBeLessThan(10_000);
  } finally {
    postgres.wake();
  }
  expect(lines.filter(({ level }) => level >= 40).map(({ outage }) => outage)).toEqual(['silent']);
  await eventually(async () => ((await there.get('/cases')).status === 200 ? true : undefined), 30);
  there.close();
  await stop();
}, 90_000);
