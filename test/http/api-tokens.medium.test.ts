import { type MadeApiToken, Scope } from '@libs/contracts';
import { routes } from '../../apps/api/src/openapi/routes';
import { openServer, type TestServer } from '../support/server';
import { ublInvoice } from '../support/xrechnung-xml';
import { Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { multipart } from './support/multipart';
import { newNumber } from './support/line';

/** Programs at the door: never more than the person, narrowed by scopes, until they are revoked or run out. */
let server: TestServer;
let clerk: Client;
beforeAll(async () => {
  server = await openServer();
  clerk = await signedIn(server.url, 'clerk');
}, 60_000);
afterAll(() => server.close());

const make = async (person: Client, scopes: readonly Scope[], days = 1): Promise<MadeApiToken & { token: string }> => {
  const answer = await person.post('/tokens', { name: 'Scanner im Keller', scopes, days });
  expect(answer.status).toBe(201);
  return answer.json as MadeApiToken & { token: string };
};
const withToken = (token: string) => ({ authorization: `Bearer ${token}` });

const upload = async (token: string, xml: string) => {
  const { contentType, body } = multipart([{ name: 'Rechnung.xml', content: xml }]);
  return new Client(server.url).send('POST', '/api/v1/documents', {
    headers: { ...withToken(token), 'content-type': contentType },
    body: Buffer.concat(await body.toArray()),
  });
};

test('a program hands in and asks what became of it, without cookie and CSRF token', async () => {
  const { token, ...made } = await make(clerk, ['documents'], 30);
  expect(made).toMatchObject({ name: 'Scanner im Keller', scopes: ['documents'], lastUsedAt: null, revokedAt: null });
  expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(30 * 86_400_000);
  const answer = await upload(token, ublInvoice({ number: newNumber() }));
  expect(answer.status).toBe(201);
  const { arrivals } = answer.json as { arrivals: { id: string }[] };
  const door = new Client(server.url);
  expect((await door.get(`/arrivals/${arrivals[0]!.id}`, withToken(token))).status).toBe(200);
  const [listed] = ((await clerk.get('/tokens')).json as { items: MadeApiToken[] }).items;
  expect(listed).toMatchObject({ id: made.id, lastUsedAt: expect.any(String) as string });
  expect(JSON.stringify(listed)).not.toContain(token);
});

describe('each door asks for its scope', () => {
  const guarded = routes.filter(({ open }) => !open);
  const pathOf = (path: string): string =>
    path.replace('{id}', '00000000-0000-4000-8000-000000000000').replace('{name}', 'x.csv');

  test.each(guarded.map((route) => [route.method, route.path, route.scope] as const))(
    '%s %s: %s',
    async (method, path, scope) => {
      const others = Scope.options.filter((one) => one !== scope && one !== 'all');
      const { token } = await make(clerk, others);
      const knock = (key: string) =>
        new Client(server.url).raw(method.toUpperCase(), `/api/v1${pathOf(path)}`, {
          headers: withToken(key),
          ...(method === 'get' ? {} : { json: {} }),
        });
      const refused = await knock(token);
      if (scope === 'any') {
        expect(refused.status).toBe(200);
        return;
      }
      expectProblem(refused, 403, scope === undefined ? 'not-for-programs' : 'scope-missing');
      const all = await make(clerk, ['all']);
      const answer = await knock(all.token);
      if (scope === undefined) expectProblem(answer, 403, 'not-for-programs');
      else
        expect((answer.json as { code?: string } | undefined)?.code ?? '').not.toMatch(
          /scope-missing|not-for-programs/,
        );
    },
  );
});

test('a program has no right that its person has not', async () => {
  const auditor = await signedIn(server.url, 'auditor');
  const { token } = await make(auditor, ['all']);
  const answer = await new Client(server.url).send('POST', '/api/v1/exports', {
    headers: withToken(token),
    json: { profile: 'datev-extf' },
  });
  expectProblem(answer, 403, 'no-power-to-export');
});

describe('a token that does not stand opens nothing', () => {
  const asked = (authorization: string, cookie?: string) =>
    new Client(server.url).raw('GET', '/api/v1/cases', { headers: { authorization, ...(cookie ? { cookie } : {}) } });

  test('revoked, run out, made up, or no token at all', async () => {
    const revoked = await make(clerk, ['all']);
    expect((await asked(`Bearer ${revoked.token}`)).status).toBe(200);
    expect((await clerk.delete(`/tokens/${revoked.id}`)).status).toBe(204);
    expectProblem(await asked(`Bearer ${revoked.token}`), 401, 'token-unknown');
    expectProblem(await clerk.delete(`/tokens/${revoked.id}`), 404);

    const old = await make(clerk, ['all']);
    await server.sql(`UPDATE api_token SET expires_at = now() - interval '1 s' WHERE id = $1`, [old.id]);
    expectProblem(await asked(`Bearer ${old.token}`), 401, 'token-unknown');

    for (const header of [
      'Bearer',
      'Bearer ',
      'Basic YTpi',
      `Bearer ${'x'.repeat(500)}`,
      'Bearer bf_ a',
      `Bearer ${clerk.cookie}`,
    ])
      expectProblem(await asked(header), 401, 'token-unknown');
  });

  test('nor does the session beside it: who names a token is judged by it', async () => {
    expectProblem(await asked('Bearer bf_unknown', clerk.cookie), 401, 'token-unknown');
  });

  test('one person lists and revokes only their own', async () => {
    const mine = await make(clerk, ['documents']);
    const other = await signedIn(server.url, 'clerk2');
    expect(JSON.stringify((await other.get('/tokens')).json)).not.toContain(mine.id);
    expectProblem(await other.delete(`/tokens/${mine.id}`), 404);
  });
});

test('sent again under the same key the token is made once, and not told again', async () => {
  const wanted = { name: 'Nachtlauf', scopes: ['documents'] };
  const first = await clerk.post('/tokens', wanted, { 'idempotency-key': 'token-1' });
  const again = await clerk.post('/tokens', wanted, { 'idempotency-key': 'token-1' });
  expect(again.status).toBe(201);
  expect(again.json).toEqual({ ...(first.json as object), token: null });
});

test.each([
  ['a scope that is none', { name: 'x', scopes: ['everything'] }],
  ['no scope', { name: 'x', scopes: [] }],
  ['for ever', { name: 'x', scopes: ['all'], days: 366 }],
  ['nameless', { name: ' ', scopes: ['all'] }],
])('%s is refused', async (_, wanted) => {
  expectProblem(await clerk.post('/tokens', wanted), 422);
});

test('making and revoking stand in the audit chain, the token does not', async () => {
  const { token, id } = await make(clerk, ['documents']);
  await clerk.delete(`/tokens/${id}`);
  const rows = await server.sql(
    `SELECT e.kind, p.payload FROM audit_entry e JOIN audit_payload p USING (entity_id, seq) WHERE e.subject_id = $1 ORDER BY seq`,
    [id],
  );
  expect(rows.map((row) => (row as { kind: string }).kind)).toEqual(['token-made', 'token-revoked']);
  expect(JSON.stringify(rows)).not.toContain(token);
});
