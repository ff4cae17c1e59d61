import { routes } from '../../apps/api/src/openapi/routes';
import { openServer, type TestServer } from '../support/server';
import { leitwegIdOf } from '../support/xrechnung-xml';
import { openOffice, reason } from './support/administration';
import { type Answer, type Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { codingOf, type People, people, toCertify, toCode, toExport } from './support/line';

/** Every change of something that has an id takes If-Match, now and later: one without a line in `changes` fails here. */
let server: TestServer;
let all: People;

beforeAll(async () => {
  server = await openServer();
  all = await people(server);
}, 60_000);
afterAll(() => server.close());

type Prepared = {
  readonly client: Client;
  /** Where the state is read. */
  readonly path: string;
  readonly send: (ifMatch: string) => Promise<Answer>;
};

const changes: Readonly<Record<string, () => Promise<Prepared>>> = {
  'put /cases/{id}/coding': async () => {
    const { id, gross } = await toCode(all);
    return {
      client: all.clerk,
      path: `/cases/${id}`,
      send: (ifMatch) => all.clerk.put(`/cases/${id}/coding`, codingOf(gross), { 'if-match': ifMatch }),
    };
  },
  'post /cases/{id}/assignment': async () => {
    const { id } = await toCode(all);
    const { items } = (await all.clerk.get('/units')).json as { items: { id: string }[] };
    return {
      client: all.clerk,
      path: `/cases/${id}`,
      send: (ifMatch) => all.clerk.post(`/cases/${id}/assignment`, { unit: items[2]!.id }, { 'if-match': ifMatch }),
    };
  },
  'post /cases/{id}/acts': async () => {
    const { id, contentHash: covers } = await toCertify(all);
    const act = { kind: 'certify', certificate: 'factual', covers };
    return {
      client: all.certifier,
      path: `/cases/${id}`,
      send: (ifMatch) => all.certifier.post(`/cases/${id}/acts`, act, { 'if-match': ifMatch }),
    };
  },
  'post /cases/{id}/paper': async () => {
    const { id } = await toCode(all, { leitwegId: leitwegIdOf('70') });
    const [unit] = await server.sql(`SELECT id FROM unit WHERE number = '70'`);
    const admin = await signedIn(server.url, 'admin');
    await admin.post(`/units/${String(unit!['id'])}/live`, { live: false, reason: 'Noch nicht geschult' });
    return {
      client: all.clerk,
      path: `/cases/${id}`,
      send: (ifMatch) => all.clerk.post(`/cases/${id}/paper`, { kind: 'sent' }, { 'if-match': ifMatch }),
    };
  },
  'put /people/{id}': async () => {
    const { admin, hire } = await openOffice(server);
    const { id, email } = await hire();
    const change = { name: 'Anders', email, disabled: false, reason };
    return {
      client: admin,
      path: `/people/${id}`,
      send: (ifMatch) => admin.put(`/people/${id}`, change, { 'if-match': ifMatch }),
    };
  },
  'put /entity': async () => {
    const { admin } = await openOffice(server);
    const { json } = await admin.get('/entity');
    const change = { ...(json as object), name: 'Stadt Neu', reason };
    return {
      client: admin,
      path: '/entity',
      send: (ifMatch) => admin.put('/entity', change, { 'if-match': ifMatch }),
    };
  },
  'post /exports/{id}/acknowledgements': async () => {
    await toExport(all);
    const { id } = (await all.finance.post('/exports', { profile: 'datev-extf' })).json as { id: string };
    return {
      client: all.finance,
      path: `/exports/${id}`,
      send: (ifMatch) => all.finance.post(`/exports/${id}/acknowledgements`, {}, { 'if-match': ifMatch }),
    };
  },
};

/** What makes something new, or goes by the state of what it touches: a second one is refused for what it is, whatever was seen. */
const byState = [
  'post /people/{id}/invitation',
  'post /people/{id}/password-reset',
  'post /units/{id}/grants',
  'post /units/{id}/live',
  'post /roles/{id}/end',
  'post /roles/{id}/confirmation',
  'post /proposals/{id}/decision',
  'put /account/passkeys/{id}',
];
/** Their versions stand in a list, which has no ETag; `test/http/units` sends stale ones. */
const inLists = ['put /units/{id}', 'put /groups/{id}'];
const nameOf = ({ method, path }: (typeof routes)[number]): string => `${method} ${path}`;

/** What is revoked is gone whatever it had become: nobody's change is overwritten by that. */
const concerned = routes.filter(
  (route) =>
    ['put', 'post'].includes(route.method) &&
    (route.path.includes('{id}') || route.path === '/entity') &&
    !byState.includes(nameOf(route)),
);

test('the interface says so at each of them', () => {
  expect(concerned.filter(({ ifMatch }) => !ifMatch).map(nameOf)).toEqual([]);
  expect(routes.filter(({ ifMatch }) => ifMatch)).toEqual(concerned);
});

test.each(concerned.map(nameOf).filter((name) => !inLists.includes(name)))(
  '%s: GET tells the ETag, a stale one changes nothing, the right one does',
  async (name) => {
    const prepare = changes[name];
    if (!prepare) throw new Error(`No change at ${name} is known here: add one, so that its If-Match is tried.`);
    const { client, path, send } = await prepare();
    const before = await client.get(path);
    const seen = before.headers['etag'] ?? '';
    expect(seen).toMatch(/^"\d+"$/);

    const version = Number(seen.slice(1, -1));
    for (const stale of [`"${version - 1}"`, `"${version + 1}"`, 'W/"0"']) {
      const problem = expectProblem(await send(stale), 409, 'version-changed');
      expect((problem as { version?: number }).version).toBe(version);
    }
    expectProblem(await send('"kein ETag"'), 422, 'if-match-invalid');
    const untouched = await client.get(path);
    expect([untouched.headers['etag'], untouched.json]).toEqual([seen, before.json]);

    const done = await send(seen);
    expect(done.status).toBeLessThan(300);
    const now = (await client.get(path)).headers['etag'];
    expect(done.headers['etag']).toBe(now);
    expect(now).not.toBe(seen);
  },
);
