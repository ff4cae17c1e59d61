import { randomUUID } from 'node:crypto';
import { type PasskeyCreation, type SecondFactorSetup, type Session } from '@libs/contracts';
import { Secret, TOTP } from 'otpauth';
import { GoLive } from '@libs/operations';
import { routes } from '../../apps/api/src/openapi/routes';
import { Authenticator } from '../support/authenticator';
import { freePort } from '../support/free-port';
import { startApp } from '../support/processes';
import { demoPassword, openServer, type TestServer } from '../support/server';
import { leitwegIdOf } from '../support/xrechnung-xml';
import { administrationRequests } from './support/administration-requests';
import { type Answer, type Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { newEntity, operatorOf } from './support/operator';
import { type People, people, toCertify, toCode, toExport } from './support/line';

/** Every POST that the interface knows, now and later: one without a line in `requests` fails here. */
let server: TestServer;
let all: People;

beforeAll(async () => {
  server = await openServer();
  all = await people(server);
}, 60_000);
afterAll(() => server.close());

type Headers = Readonly<Record<string, string>>;
type Prepared = {
  readonly client: Client;
  /** Where it goes, with its ids. */
  readonly path: string;
  readonly send: (headers: Headers, client?: Client) => Promise<Answer>;
  /** Something else to the same door. */
  readonly sendOther: (headers: Headers) => Promise<Answer>;
  /** How often it was done. */
  readonly done: () => Promise<number>;
};

const count = async (sql: string, id?: string): Promise<number> =>
  (await server.sql(sql, id === undefined ? [] : [id])).length;

const json = (client: Client, path: string, body: unknown, other: unknown): Omit<Prepared, 'done'> => ({
  client,
  path,
  send: (headers, by = client) => by.post(path, body, headers),
  sendOther: (headers) => client.post(path, other, headers),
});

/** Each is asked for twice: once here, once by a process that dies. */
const unchanged = ['auditor', 'cashier'];
const withoutFactor = ['deputy', 'finance2'];

/** The unit goes back to paper, with its cases. */
async function onPaper(unit: string): Promise<string> {
  const [row] = await server.sql('SELECT id FROM unit WHERE number = $1', [unit]);
  const live = { live: false, reason: 'Noch nicht geschult' };
  await new GoLive(server.house.database).run(await server.house.person('admin'), String(row!['id']), live);
  return String(row!['id']);
}

const ofAdministrators = Object.entries(administrationRequests).map(
  ([path, make]) =>
    [
      path,
      async (): Promise<Prepared> => {
        const wanted = await make(server);
        return {
          ...json(wanted.client, wanted.path, wanted.body, wanted.other),
          done: () => count(wanted.count, wanted.id),
        };
      },
    ] as const,
);

const requests: Readonly<Record<string, () => Promise<Prepared>>> = {
  ...Object.fromEntries(ofAdministrators),
  '/documents': () => {
    const upload =
      (content: string) =>
      (headers: Headers, by: Client = all.clerk) =>
        by.upload([{ name: 'a.xml', content }], headers);
    return Promise.resolve({
      client: all.clerk,
      path: '/documents',
      send: upload(`<a>${randomUUID()}</a>`),
      sendOther: upload('<b/>'),
      done: () => count('SELECT 1 FROM arrival'),
    });
  },
  '/cases/{id}/assignment': async () => {
    const { id } = await toCode(all);
    const units = (await all.clerk.get('/units')).json as { items: { id: string }[] };
    const [one, other] = units.items.slice(2);
    return {
      ...json(all.clerk, `/cases/${id}/assignment`, { unit: one!.id }, { unit: other!.id }),
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind = 'case-assigned' AND subject_id = $1`, id),
    };
  },
  '/cases/{id}/acts': async () => {
    const { id, contentHash: covers } = await toCertify(all);
    const act = { kind: 'certify', covers };
    return {
      ...json(
        all.certifier,
        `/cases/${id}/acts`,
        { ...act, certificate: 'factual' },
        { ...act, certificate: 'arithmetical' },
      ),
      done: () => count('SELECT 1 FROM act WHERE case_id = $1', id),
    };
  },
  '/session/confirmation': async () => {
    const client = await signedIn(server.url, 'deputy');
    const body = { kind: 'password', password: demoPassword };
    return {
      ...json(client, '/session/confirmation', body, { ...body, password: 'ein anderes' }),
      // the browser takes the new cookie from the answer, and sends that along
      send: async (headers, by = client) => {
        const answer = await by.post('/session/confirmation', body, headers);
        const [cookie] = answer.cookies;
        if (cookie !== undefined)
          Object.assign(client, { cookie: cookie.split(';')[0], csrf: (answer.json as Session).csrfToken });
        return answer;
      },
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind = 'proof-renewed'`),
    };
  },
  '/account/password': async () => {
    const client = await signedIn(server.url, unchanged.pop()!);
    const wanted = { old: demoPassword, new: 'vier Wörter ohne Sinn' };
    return {
      ...json(client, '/account/password', wanted, { ...wanted, new: 'fünf Wörter ohne Sinn' }),
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind = 'password-changed'`),
    };
  },
  '/account/second-factor': async () => {
    const client = await signedIn(server.url, withoutFactor.pop()!);
    const { setup, secret } = (await client.put('/account/second-factor/setup', {})).json as SecondFactorSetup;
    const code = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate();
    return {
      ...json(client, '/account/second-factor', { setup, code }, { setup, code: '000000' }),
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind = 'second-factor-set-up'`),
    };
  },
  '/account/passkeys': async () => {
    const named = (client: Client): Client => client.at(client.origin.replace('127.0.0.1', 'localhost'));
    const client = named(await signedIn(server.url, 'clerk2'));
    let made: object | undefined;
    const send = async (headers: Headers, by: Client = client): Promise<Answer> => {
      const browser = named(by);
      const options = (await browser.put('/account/passkeys/options', {})).json as PasskeyCreation;
      made ??= { name: 'Notebook', credential: new Authenticator().make(options, browser.origin) };
      return browser.post('/account/passkeys', made, headers);
    };
    return {
      client,
      path: '/account/passkeys',
      send,
      sendOther: (headers) => client.post('/account/passkeys', { ...made, name: 'Telefon' }, headers),
      done: () => count('SELECT 1 FROM passkey'),
    };
  },
  '/tokens': () =>
    Promise.resolve({
      ...json(all.clerk, '/tokens', { name: 'Scanner', scopes: ['documents'] }, { name: 'Scanner', scopes: ['all'] }),
      done: () => count('SELECT 1 FROM api_token'),
    }),
  '/cases/{id}/paper': async () => {
    await server.sql(`UPDATE unit SET live = true WHERE number = $1`, ['70']);
    const { id } = await toCode(all, { leitwegId: leitwegIdOf('70') });
    await onPaper('70');
    return {
      ...json(all.clerk, `/cases/${id}/paper`, { kind: 'sent' }, { kind: 'closed', reason: 'Bezahlt' }),
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind LIKE 'case-paper-%' AND subject_id = $1`, id),
    };
  },
  '/units/{id}/live': async () => {
    const admin = await signedIn(server.url, 'admin');
    const id = await onPaper('66');
    return {
      ...json(admin, `/units/${id}/live`, { live: true, reason: 'Geschult' }, { live: false, reason: 'Doch nicht' }),
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind = 'unit-live' AND subject_id = $1`, id),
    };
  },
  '/people/{id}/invitation': async () => {
    const admin = await signedIn(server.url, 'admin');
    const [guest] = await server.sql(
      `INSERT INTO person (entity_id, id, name, email) VALUES ($1, gen_random_uuid(), 'Neu', $2) RETURNING id`,
      [server.house.entityId, `${randomUUID()}@musterstadt.example`],
    );
    const id = String(guest!['id']);
    return {
      ...json(admin, `/people/${id}/invitation`, { reason: 'Neu im Amt' }, { reason: 'Anderer Grund' }),
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind = 'person-invited' AND subject_id = $1`, id),
    };
  },
  '/people/{id}/password-reset': async () => {
    const admin = await signedIn(server.url, 'admin');
    const { personId } = await server.house.person('cashier');
    return {
      ...json(admin, `/people/${personId}/password-reset`, { reason: 'Vergessen' }, { reason: 'Anderer Grund' }),
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind = 'reset-asked' AND subject_id = $1`, personId),
    };
  },
  '/entities': async () => {
    const operator = await operatorOf(server);
    const wanted = newEntity();
    return {
      ...json(operator, '/entities', wanted, { ...wanted, name: 'Anders' }),
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind = 'entity-founded' AND actor_id IS NOT NULL`),
    };
  },
  '/exports': async () => {
    await toExport(all);
    const wanted = { profile: 'datev-extf' };
    return {
      ...json(all.finance, '/exports', wanted, { ...wanted, until: '2026-01-01' }),
      done: () => count('SELECT 1 FROM export_batch'),
    };
  },
  '/exports/{id}/acknowledgements': async () => {
    const { id: caseId } = await toExport(all);
    const { json: batch } = await all.finance.post('/exports', { profile: 'datev-extf' });
    const { id } = batch as { id: string };
    return {
      ...json(all.finance, `/exports/${id}/acknowledgements`, {}, { refused: [{ caseId, reason: 'Konto falsch' }] }),
      done: () => count(`SELECT 1 FROM audit_entry WHERE kind = 'batch-acknowledged' AND subject_id = $1`, id),
    };
  },
};

/** What is told of an answer the second time: an arrival with what has become of it since, a token without its secret, no recovery codes. */
const toldAgain: Readonly<Record<string, (answer: Answer) => unknown>> = {
  '/documents': ({ json: body }) => (body as { arrivals: { id: string }[] }).arrivals.map(({ id }) => id),
  '/tokens': ({ json: body }) => ({ ...(body as object), token: null }),
  '/account/second-factor': () => ({ recoveryCodes: [] }),
  '/people/{id}/invitation': ({ json: body }) => ({ ...(body as object), link: null }),
  '/people/{id}/password-reset': ({ json: body }) => ({ ...(body as object), link: null }),
  '/entities': ({ json: body }) => (body as { id: string }).id,
};

const posts = routes.filter(({ method }) => method === 'post');

/** The key of a request leads to its person by the cookie, and that is another one afterwards. */
const endsItsCookie = new Set(['/session/confirmation']);
/** A change of sides ends the session that a kept answer would belong to. */
const keepNone = ['/session/entity'];

test('only what comes before a sign-in or changes sides takes no key, and the interface says why', () => {
  const without = posts.filter(({ open, path }) => open ?? keepNone.includes(path));
  expect(without.map(({ path }) => path).sort()).toEqual(
    [
      '/session',
      '/session/second-factor',
      '/session/passkey-options',
      '/session/passkey',
      '/password-resets',
      '/password-links',
      '/passwords',
      ...keepNone,
    ].sort(),
  );
  for (const { description } of without) expect(description).toMatch(/Idempotency-Key/);
});

describe.each(posts.filter(({ open, path }) => !open && !keepNone.includes(path)).map(({ path }) => path))(
  'POST %s',
  (path) => {
    let prepared: Prepared;
    beforeAll(async () => {
      const prepare = requests[path];
      if (!prepare) throw new Error(`No request to ${path} is known here: add one, so that its key is tried.`);
      prepared = await prepare();
    }, 60_000);

    /** As it stands while another process works on the same request. */
    const begin = (key: string): Promise<unknown> => {
      const { session } = prepared.client;
      return server.sql(`INSERT INTO idempotent_request (entity_id, key, person_id, route) VALUES ($1, $2, $3, $4)`, [
        session?.entity.id,
        key,
        session?.person.id,
        `POST /api/v1${prepared.path}`,
      ]);
    };

    test('in work elsewhere: 409 with Retry-After, and nothing is done', async () => {
      const key = randomUUID();
      await begin(key);
      const before = await prepared.done();
      const answer = await prepared.send({ 'idempotency-key': key });
      expectProblem(answer, 409, 'request-in-progress');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(await prepared.done()).toBe(before);
    });

    test('a key that is none is refused', async () => {
      expectProblem(await prepared.send({ 'idempotency-key': 'mit Leerzeichen' }), 422, 'idempotency-key-invalid');
    });

    test('sent again: the same answer, done once; with another body: 409', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      const before = await prepared.done();
      const first = await prepared.send(headers);
      expect([200, 201]).toContain(first.status);
      const again = await prepared.send(headers);
      expect(again.headers['idempotent-replay']).toBe('true');
      expect(again.status).toBe(first.status);
      expect(again.headers['etag']).toBe(first.headers['etag']);
      const told = toldAgain[path] ?? (({ json: body }: Answer) => body);
      expect(told(again)).toEqual(told(first));
      expectProblem(await prepared.sendOther(headers), 409, 'idempotency-key-reused');
      expect(await prepared.done()).toBe(before + 1);
    });

    test('its process dies between the commit and the answer; sent again it is not done again, and its answer is told', async () => {
      const { client, send, done } = await requests[path]!();
      const port = await freePort();
      const point = path === '/documents' ? 'receive:after-commit' : 'request:after-commit';
      const app = await startApp('api', server.house, { PORT: String(port), FAULT_AT: point });
      const headers = { 'idempotency-key': randomUUID() };
      const before = await done();
      await expect(send(headers, client.at(`http://127.0.0.1:${port}`))).rejects.toThrow();
      expect((await app.ended).signal).toBe('SIGKILL');
      expect(await done()).toBe(before + 1);

      const again = await send(headers);
      expect(await done()).toBe(before + 1);
      if (endsItsCookie.has(path)) return void expectProblem(again, 401, 'signed-out');
      expect([200, 201]).toContain(again.status);
      expect(again.headers['idempotent-replay']).toBe('true');
    }, 60_000);
  },
);
