import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { withClient } from '@libs/platform';
import { Client as Connection } from 'pg';
import { whileLocked } from '../support/locked-table';
import { type OwnPostgres, ownPostgres } from '../support/own-postgres';
import { openServer, type Said, serve, type TestServer } from '../support/server';
import { type Answer, Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { multipart } from './support/multipart';

/** The server has few connections to give and a table that makes reads slow for real. */
let postgres: OwnPostgres;
let server: TestServer;
let clerk: Client;

beforeAll(async () => {
  postgres = await ownPostgres({ max_connections: '60' });
  server = await openServer();
  clerk = await signedIn(server.url, 'clerk');
}, 120_000);
afterAll(async () => {
  await server.close();
  await postgres.close();
}, 60_000);

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const xml = (): string => `<a>${randomUUID()}</a>`;

function expectOverloaded(answer: Answer): void {
  const problem = expectProblem(answer, 503, 'overloaded');
  expect(problem.message.en).toMatch(/few seconds/);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
}

/** While `task` runs nobody can read a creditor. */
const withCreditorsLocked = <T>(task: () => Promise<T>): Promise<T> =>
  withClient(server.house.testDatabase.ownerUrl, (client) => whileLocked(client, 'creditor', task));

test('200 parallel slow reads take nothing from what arrives: it is accepted all the time, and the reads are told to come back', async () => {
  const readers = await Promise.all(Array.from({ length: 8 }, () => signedIn(server.url, 'clerk2')));
  const reads: Promise<Answer>[] = [];
  const millis: number[] = [];
  await withCreditorsLocked(async () => {
    const end = Date.now() + 24_000;
    const read = (count: number): void => {
      for (let at = 0; at < count; at += 1) reads.push(readAlone(readers[at % readers.length]!));
    };
    read(200);
    let again = 0;
    while (Date.now() < end) {
      const begun = Date.now();
      const answer = await clerk.upload([{ name: 'a.xml', content: xml() }]);
      expect(answer.status).toBe(201);
      millis.push(Date.now() - begun);
      await pause(400);
      // the first ones have been given up by now: their connections must have come back before others take them
      if (Date.now() > end - 16_000 + again * 7_000 && again < 2) {
        again += 1;
        read(100);
      }
    }
  });
  const answers = await Promise.all(reads);
  for (const answer of answers) if (answer.status !== 200) expectOverloaded(answer);
  expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThan(200);
  millis.sort((a, b) => a - b);
  expect(millis.length).toBeGreaterThan(20);
  expect(millis[Math.floor(millis.length * 0.95)]).toBeLessThan(5_000);
  expect((await clerk.get('/creditors?q=e')).status).toBe(200);
}, 90_000);

/** Each over a connection of its own: the usual client keeps four. */
async function readAlone({ cookie }: Client): Promise<Answer> {
  const alone = new Client(server.url);
  alone.cookie = cookie;
  try {
    return await alone.get('/creditors?q=e');
  } finally {
    alone.close();
  }
}

test('a change that finds no connection is told to come back, and was not done', async () => {
  const small = await serve(server.house, { DATABASE_CONNECTIONS: '4' });
  const { session, cookie, csrf } = clerk;
  const there = Object.assign(new Client(small.url), { session, cookie, csrf });
  const before = await server.sql('SELECT 1 FROM arrival');
  await withClient(server.house.testDatabase.ownerUrl, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE arrival IN ACCESS EXCLUSIVE MODE');
    // four that hold the pool, and those that find it empty
    const holders = Array.from({ length: 4 }, () => uploadAlone(small.url));
    await pause(1_500);
    const begun = Date.now();
    const late = await Promise.all(Array.from({ length: 6 }, () => uploadAlone(small.url)));
    for (const answer of late) expectOverloaded(answer);
    expect(Date.now() - begun).toBeLessThan(12_000);
    await client.query('ROLLBACK');
    for (const { status } of await Promise.all(holders)) expect([201, 503]).toContain(status);
  });
  const done = (await server.sql('SELECT 1 FROM arrival')).length - before.length;
  expect(done).toBeLessThanOrEqual(4);
  expect((await there.upload([{ name: 'a.xml', content: xml() }])).status).toBe(201);
  there.close();
  await small.stop();
}, 60_000);

async function uploadAlone(url: string, name = 'a.xml'): Promise<Answer> {
  const alone = Object.assign(new Client(url), { cookie: clerk.cookie, csrf: clerk.csrf });
  try {
    return await alone.upload([{ name, content: xml() }]);
  } finally {
    alone.close();
  }
}

test('when the database has no connection left for anybody, every door says so with 503', async () => {
  // an api that has none yet, and everything else that the database can give taken by others
  const warned: Said[] = [];
  const late = await serve(server.house, {}, (said) => {
    if (said.level >= 40) warned.push(said);
  });
  const taken: Connection[] = [];
  const { appUrl } = server.house.testDatabase;
  for (;;) {
    const connection = new Connection({ connectionString: appUrl });
    connection.on('error', () => undefined);
    const refused: unknown = await connection.connect().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refused !== undefined) {
      expect((refused as { code?: string }).code).toBe('53300');
      break;
    }
    taken.push(connection);
  }
  const there = Object.assign(new Client(late.url), { cookie: clerk.cookie, csrf: clerk.csrf });
  expectOverloaded(await there.get('/cases'));
  expectOverloaded(await there.upload([{ name: 'a.xml', content: xml() }]));
  expectOverloaded(await new Client(late.url).post('/session', { email: 'a@b.example', password: 'x' }));
  const ready = await there.get('/health/ready');
  expect(ready).toMatchObject({ status: 503, json: { database: 'overloaded' } });
  expect(warned.map(({ outage }) => outage)).toEqual(['connections']);
  expect(warned[0]?.msg).toMatch(/max_connections.*503.*451.* \/ .*no connection left/s);

  await Promise.all(taken.map((connection) => connection.end()));
  expect((await there.get('/cases')).status).toBe(200);
  there.close();
  await late.stop();
}, 60_000);

test('downloads that somebody takes slowly hold back no other read', async () => {
  const { id, documents } = await clerk.concluded((await clerk.received('x'.repeat(8_000_000), 'groß.bin')).id);
  expect(id).not.toBe('');
  const few = await serve(server.house, { DATABASE_CONNECTIONS: '4' });
  const paths = Array.from({ length: 12 }, () => `/api/v1/documents/${documents[0]!.id}/original`);
  // the heads arrive, and then nobody reads on
  const slow = await Promise.all(
    paths.map(
      (path) =>
        new Promise<() => void>((resolve, reject) => {
          const outgoing = request(`${few.url}${path}`, { headers: { cookie: clerk.cookie ?? '' } });
          outgoing.once('error', reject);
          outgoing.once('response', (incoming) => {
            expect(incoming.statusCode).toBe(200);
            incoming.pause().on('error', () => undefined);
            resolve(() => outgoing.destroy());
          });
          outgoing.end();
        }),
    ),
  );
  const there = Object.assign(new Client(few.url), { cookie: clerk.cookie });
  for (let at = 0; at < 5; at += 1) expect((await there.get('/cases')).status).toBe(200);
  for (const end of slow) end();
  there.close();
  await few.stop();
}, 60_000);

test('more uploads than the process bears are answered before their body is read', async () => {
  const two = await serve(server.house, { UPLOADS_AT_ONCE: '2' });
  const headers = {
    cookie: clerk.cookie ?? '',
    'x-csrf-token': clerk.csrf ?? '',
    'content-type': multipart([]).contentType,
  };
  const bytes = Buffer.concat(await multipart([{ name: 'a.xml', content: 'x'.repeat(300_000) }]).body.toArray());
  const slow = (contentType = headers['content-type']) => {
    const outgoing = request(`${two.url}/api/v1/documents`, {
      method: 'POST',
      headers: { ...headers, 'content-type': contentType },
    });
    const status = new Promise<number>((resolve, reject) => {
      outgoing.once('response', (incoming) => resolve(incoming.resume().statusCode ?? 0));
      outgoing.once('error', reject);
    });
    outgoing.write(bytes.subarray(0, 1000));
    return { status, finish: () => outgoing.end(bytes.subarray(1000)), abort: () => outgoing.destroy() };
  };
  const [first, second] = [slow(), slow()];
  await pause(500);
  // nothing of this one's body is sent beyond its beginning, and yet it is answered
  const third = slow();
  expect(await third.status).toBe(503);
  third.abort();
  const capital = slow(headers['content-type'].replace('m', 'M'));
  expect(await capital.status).toBe(503);
  capital.abort();
  // a read is a read, whatever it says it brings
  const there = Object.assign(new Client(two.url), { cookie: clerk.cookie });
  expect((await there.get('/cases', { 'content-type': 'multipart/x' })).status).toBe(200);
  there.close();
  expectOverloaded(await uploadAlone(two.url));

  // one that is broken off gives its place back, and so does one that is done
  first.status.catch(() => undefined);
  first.abort();
  second.finish();
  expect(await second.status).toBe(201);
  await pause(200);
  expect((await uploadAlone(two.url)).status).toBe(201);
  await two.stop();
}, 60_000);
