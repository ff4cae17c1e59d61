import { type OpenSession } from '@libs/contracts';
import { openServer, type TestServer } from '../support/server';
import { type Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';

/** A person sees where they are signed in, and ends what they do not recognise. */
let server: TestServer;
beforeAll(async () => {
  server = await openServer();
}, 60_000);
afterAll(() => server.close());

const listed = async (client: Client): Promise<OpenSession[]> =>
  ((await client.get('/sessions')).json as { items: OpenSession[] }).items;

test('lists the own sessions that go on, and says which one asks', async () => {
  const [here, there, other] = await Promise.all([
    signedIn(server.url, 'clerk'),
    signedIn(server.url, 'clerk'),
    signedIn(server.url, 'clerk2'),
  ]);
  const mine = await listed(here);
  expect(mine.filter(({ current }) => current)).toHaveLength(1);
  expect(mine).toHaveLength(2);
  const theirs = await listed(there);
  expect(theirs.map(({ id }) => id).sort()).toEqual(mine.map(({ id }) => id).sort());
  expect(theirs.find(({ current }) => current)?.id).not.toBe(mine.find(({ current }) => current)?.id);
  expect((await listed(other)).map(({ id }) => id)).not.toContain(mine[0]?.id);
});

test('one that is ended opens nothing any more; the audit chain says who ended it', async () => {
  const [here, there] = await Promise.all([signedIn(server.url, 'finance'), signedIn(server.url, 'finance')]);
  const { id } = (await listed(there)).find(({ current }) => current)!;
  expect((await here.delete(`/sessions/${id}`)).status).toBe(204);
  expectProblem(await there.get('/cases'), 401, 'signed-out');
  expect((await here.get('/cases')).status).toBe(200);
  expectProblem(await here.delete(`/sessions/${id}`), 404);
  expect(
    await server.sql(`SELECT 1 FROM audit_entry WHERE kind = 'session-revoked' AND subject_id = $1`, [id]),
  ).toHaveLength(1);
});

test('nobody ends the session of somebody else', async () => {
  const [clerk, other] = await Promise.all([signedIn(server.url, 'clerk'), signedIn(server.url, 'clerk2')]);
  const { id } = (await listed(other)).find(({ current }) => current)!;
  expectProblem(await clerk.delete(`/sessions/${id}`), 404, 'not-found');
  expect((await other.get('/cases')).status).toBe(200);
});

test('what a browser calls itself is kept short and plain', async () => {
  const client = await signedIn(server.url, 'auditor');
  const answer = await client.raw('POST', '/api/v1/session', {
    headers: { 'user-agent': `Böses <script>${'x'.repeat(500)}` },
    json: { email: 'auditor@musterstadt.example', password: 'Kennwort der Probe' },
  });
  expect(answer.status).toBe(200);
  const agents = (await server.sql('SELECT agent FROM session')).map(({ agent }) => String(agent));
  for (const agent of agents) expect(agent).toMatch(/^[\x20-\x7e]{0,200}$/);
});
