import { type Account, type ApiToken, type PasskeyCreation, type PasskeyRequest } from '@libs/contracts';
import { Secret, TOTP } from 'otpauth';
import { Authenticator } from '../support/authenticator';
import { demoPassword, openServer, type TestServer } from '../support/server';
import { type Answer, Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { type People, people, toCertify, toOrder } from './support/line';

/** Signing may ask for a proof that is not older than some minutes; the age counts, not the way. */
let server: TestServer;
let origin: string;
let all: People;
beforeAll(async () => {
  server = await openServer();
  origin = server.url.replace('127.0.0.1', 'localhost');
  all = await people(server);
}, 60_000);
afterAll(() => server.close());

const ask = (minutes: number | null) =>
  server.sql(`UPDATE entity SET settings = jsonb_set(settings::jsonb, '{signing}', $1)`, [
    JSON.stringify({ freshMinutes: minutes }),
  ]);
const age = (client: Client, minutes: number) =>
  server.sql(`UPDATE session SET authenticated_at = now() - make_interval(mins => $2) WHERE person_id = $1`, [
    client.session?.person.id,
    minutes,
  ]);
/** The browser takes the new cookie and the new mark. */
const takeOver = (client: Client, answer: Answer): void => {
  expect({ status: answer.status, said: answer.json }).toMatchObject({ status: 200 });
  client.cookie = answer.cookies.find((line) => line.startsWith('bf_session='))!.split(';')[0];
  client.csrf = (answer.json as { csrfToken: string }).csrfToken;
};
const confirm = (client: Client, body: object): Promise<Answer> => client.post('/session/confirmation', body);
const proofOf = async (client: Client): Promise<Account['proof']> =>
  ((await client.get('/account')).json as Account).proof;

describe('signing', () => {
  test('asks nothing more of a session where the entity sets nothing', async () => {
    await ask(null);
    await age(all.certifier, 300);
    const { id, contentHash: covers } = await toCertify(all);
    const act = { kind: 'certify', certificate: 'factual', covers };
    expect((await all.certifier.post(`/cases/${id}/acts`, act)).status).toBeLessThan(300);
  });

  test('with an old proof is refused, and nothing is put on record; with a new one it goes through', async () => {
    await ask(15);
    const { id, contentHash: covers } = await toCertify(all);
    const act = { kind: 'certify', certificate: 'factual', covers };
    await age(all.certifier, 16);
    const refused = expectProblem(await all.certifier.post(`/cases/${id}/acts`, act), 403, 'proof-too-old');
    expect(refused).toMatchObject({ freshMinutes: 15 });
    expect(refused.message.de).toContain('15 Minuten');
    expect(await server.sql('SELECT 1 FROM act WHERE case_id = $1', [id])).toHaveLength(0);

    takeOver(all.certifier, await confirm(all.certifier, { kind: 'password', password: demoPassword }));
    expect((await all.certifier.post(`/cases/${id}/acts`, act)).status).toBeLessThan(300);
  });

  test('the same holds for the order; declining and asking need no proof', async () => {
    await ask(null);
    const { id, contentHash: covers } = await toOrder(all);
    await ask(5);
    await age(all.head, 6);
    expectProblem(await all.head.post(`/cases/${id}/acts`, { kind: 'order', covers }), 403, 'proof-too-old');
    const declined = await all.head.post(`/cases/${id}/acts`, { kind: 'object', covers, reason: 'Falscher Betrag' });
    expect(declined.status).toBeLessThan(300);
  });

  test('who may not sign hears that first', async () => {
    await ask(5);
    const { id, contentHash: covers } = await toCertify(all);
    await age(all.finance, 60);
    const act = { kind: 'certify', certificate: 'factual', covers };
    expectProblem(await all.finance.post(`/cases/${id}/acts`, act), 403, 'no-power-to-certify');
  });

  test('a program cannot prove who it is', async () => {
    await ask(null);
    const certifier = await signedIn(server.url, 'certifier');
    const made = await certifier.post('/tokens', { name: 'Skript', scopes: ['all'] });
    const { token } = made.json as ApiToken & { token: string };
    const { id, contentHash: covers } = await toCertify(all);
    const program = new Client(server.url);
    const certify = (certificate: string) =>
      program.post(`/cases/${id}/acts`, { kind: 'certify', certificate, covers }, { authorization: `Bearer ${token}` });
    await ask(60);
    expect(expectProblem(await certify('factual'), 403, 'proof-too-old').message.de).toContain('Zugriffsschlüssel');
    await ask(null);
    expect((await certify('factual')).status).toBeLessThan(300);
  });
});

describe('proving it anew', () => {
  test('gives the session a new token; the old one leads nowhere, and the rest of the session stays', async () => {
    const client = await signedIn(server.url, 'clerk');
    await age(client, 60);
    const old = Object.assign(new Client(server.url), { cookie: client.cookie, csrf: client.csrf });
    const [before] = await server.sql('SELECT id FROM session WHERE person_id = $1', [client.session?.person.id]);
    takeOver(client, await confirm(client, { kind: 'password', password: demoPassword }));
    expectProblem(await old.get('/session'), 401, 'signed-out');
    expect(await server.sql('SELECT id FROM session WHERE id = $1', [before?.['id']])).toHaveLength(1);
    const { at, method } = await proofOf(client);
    expect(method).toBe('password');
    expect(Date.now() - Date.parse(at)).toBeLessThan(30_000);
    expect(await server.sql(`SELECT 1 FROM audit_entry WHERE kind = 'proof-renewed'`)).not.toHaveLength(0);
  });

  test('with a wrong password proves nothing, and ten make one wait', async () => {
    const client = await signedIn(server.url, 'finance2');
    await age(client, 60);
    for (let n = 1; n <= 9; n += 1)
      expectProblem(await confirm(client, { kind: 'password', password: 'falsch' }), 422, 'wrong-password');
    expectProblem(await confirm(client, { kind: 'password', password: 'falsch' }), 429, 'too-many-attempts');
    expect((await client.get('/session')).status).toBe(200);
    expect(Date.now() - Date.parse((await proofOf(client)).at)).toBeGreaterThan(50 * 60_000);
  });

  test('needs the mark of our own page', async () => {
    const client = await signedIn(server.url, 'clerk2');
    client.csrf = undefined;
    expectProblem(await confirm(client, { kind: 'password', password: demoPassword }), 403, 'csrf');
  });

  test('with a code of the app, each once; a recovery code is for signing in', async () => {
    const client = await signedIn(server.url, 'deputy');
    const setup = (await client.put('/account/second-factor/setup', {})).json as { setup: string; secret: string };
    const totp = new TOTP({ secret: Secret.fromBase32(setup.secret.replaceAll(' ', '')) });
    const code = (steps: number) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
    const made = await client.post('/account/second-factor', { setup: setup.setup, code: code(-1) });
    const [recovery = ''] = (made.json as { recoveryCodes: string[] }).recoveryCodes;
    await age(client, 60);
    expectProblem(
      await confirm(client, { kind: 'second-factor', code: recovery.replaceAll('-', '') }),
      401,
      'wrong-code',
    );
    const now = code(0);
    takeOver(client, await confirm(client, { kind: 'second-factor', code: now }));
    expect((await proofOf(client)).method).toBe('second-factor');
    expectProblem(await confirm(client, { kind: 'second-factor', code: now }), 401, 'wrong-code');
  });

  test('with a passkey of one’s own, and not with that of somebody else', async () => {
    const [client, other] = [await signedIn(origin, 'auditor'), await signedIn(origin, 'cashier')];
    const devices = new Map<Client, Authenticator>();
    for (const one of [client, other]) {
      const device = new Authenticator();
      const options = (await one.put('/account/passkeys/options', {})).json as PasskeyCreation;
      await one.post('/account/passkeys', { name: 'x', credential: device.make(options, origin) });
      devices.set(one, device);
    }
    await age(client, 60);
    const answer = async (device: Authenticator): Promise<Answer> => {
      const request = (await client.post('/session/passkey-options', {})).json as PasskeyRequest;
      return confirm(client, { kind: 'passkey', credential: device.use(request, origin) });
    };
    expectProblem(await answer(devices.get(other)!), 401, 'passkey-refused');
    takeOver(client, await answer(devices.get(client)!));
    expect((await proofOf(client)).method).toBe('passkey');
  });
});

describe('the own password', () => {
  test('is changed with the old one; other sessions end, this one goes on', async () => {
    const [here, there] = await Promise.all([signedIn(server.url, 'admin'), signedIn(server.url, 'admin')]);
    const wanted = 'vier Wörter ohne Sinn';
    expectProblem(await here.post('/account/password', { old: 'falsch', new: wanted }), 422, 'wrong-password');
    expectProblem(
      await here.post('/account/password', { old: demoPassword, new: 'zu kurz' }),
      422,
      'password-too-short',
    );
    expectProblem(
      await here.post('/account/password', { old: demoPassword, new: 'Willkommen2026!' }),
      422,
      'password-too-common',
    );
    expectProblem(
      await here.post('/account/password', { old: demoPassword, new: 'Jonas.Peters1' }),
      422,
      'password-own-name',
    );
    expect((await there.get('/session')).status).toBe(200);
    expect((await here.post('/account/password', { old: demoPassword, new: wanted })).status).toBe(200);
    expect((await here.get('/session')).status).toBe(200);
    expectProblem(await there.get('/session'), 401);
    expectProblem(await new Client(server.url).signIn('admin'), 401, 'wrong-credentials');
    expect((await new Client(server.url).signIn('admin', wanted)).status).toBe(200);
  });

  test('is none of a person who signs in another way', async () => {
    const client = await signedIn(server.url, 'certifier2');
    await server.sql(`UPDATE person SET password_hash = NULL WHERE email LIKE 'certifier2@%'`);
    const wanted = { old: 'x', new: 'vier Wörter ohne Sinn' };
    expectProblem(await client.post('/account/password', wanted), 409, 'no-password');
  });
});
