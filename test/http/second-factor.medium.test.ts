import { Secret, TOTP } from 'otpauth';
import { openServer, type TestServer } from '../support/server';
import { type Answer, Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';

/** The second factor: an app that makes codes, recovery codes for the day it is gone. */
let server: TestServer;
beforeAll(async () => {
  server = await openServer();
}, 60_000);
afterAll(() => server.close());

/** The app on the telephone. `steps` away from now; the server allows one. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
const wrongCode = (secret: string): string => {
  const near = [-2, -1, 0, 1, 2].map((steps) => codeOf(secret, steps));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code))!;
};

type Setup = { setup: string; secret: string; uri: string };
type SetUp = { client: Client; secret: string; recoveryCodes: string[] };

/** Sets up the second factor of somebody who has none, as the account page does. The code that confirmed it is used up. */
async function setUp(login: string): Promise<SetUp> {
  const client = await signedIn(server.url, login);
  const setup = (await client.put('/account/second-factor/setup', {})).json as Setup;
  const secret = setup.secret.replaceAll(' ', '');
  const answer = await client.post('/account/second-factor', { setup: setup.setup, code: codeOf(secret, -1) });
  if (answer.status !== 201) throw new Error(`not set up: ${answer.body.toString()}`);
  return { client, secret, recoveryCodes: (answer.json as { recoveryCodes: string[] }).recoveryCodes };
}

/** The first step; the client holds the short-lived cookie then. */
async function firstStep(login: string): Promise<Client> {
  const client = new Client(server.url);
  const answer = await client.signIn(login);
  expect(answer.status).toBe(202);
  expect(answer.json).toEqual({ asks: 'second-factor', seconds: 300 });
  const cookie = answer.cookies.find((line) => line.startsWith('bf_step='))!;
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  expect(answer.cookies.some((line) => line.startsWith('bf_session='))).toBe(false);
  client.cookie = cookie.split(';')[0];
  return client;
}

const secondStep = (client: Client, code: string): Promise<Answer> => client.post('/session/second-factor', { code });
const expectSignedIn = async (client: Client, answer: Answer): Promise<void> => {
  expect({ status: answer.status, said: answer.json }).toMatchObject({ status: 200 });
  const cookie = answer.cookies.find((line) => line.startsWith('bf_session='))!.split(';')[0]!;
  const browser = Object.assign(new Client(client.origin), { cookie });
  expect((await browser.get('/session')).status).toBe(200);
};

describe('setting it up', () => {
  test('shows a secret and a picture, and counts once a code of it came back', async () => {
    const client = await signedIn(server.url, 'clerk');
    const setup = (await client.put('/account/second-factor/setup', {})).json as Setup;
    expect(setup.secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(setup.uri).toMatch(/^otpauth:\/\/totp\/Belegfluss:clerk%40musterstadt\.example\?/);
    const secret = setup.secret.replaceAll(' ', '');
    expectProblem(
      await client.post('/account/second-factor', { setup: setup.setup, code: wrongCode(secret) }),
      422,
      'wrong-code',
    );
    expect((await new Client(server.url).signIn('clerk')).status).toBe(200);

    const answer = await client.post('/account/second-factor', { setup: setup.setup, code: codeOf(secret) });
    const { recoveryCodes } = answer.json as { recoveryCodes: string[] };
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes) expect(code).toMatch(/^[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}$/);
    expect((await client.get('/account')).json).toMatchObject({ secondFactor: { recoveryCodesLeft: 10 } });
    expectProblem(
      await client.post('/account/second-factor', { setup: setup.setup, code: codeOf(secret, 1) }),
      409,
      'setup-expired',
    );
  });

  test('is nobody else’s to finish', async () => {
    const [one, other] = await Promise.all([signedIn(server.url, 'clerk2'), signedIn(server.url, 'certifier2')]);
    const { setup, secret } = (await one.put('/account/second-factor/setup', {})).json as Setup;
    const code = codeOf(secret.replaceAll(' ', ''));
    expectProblem(await other.post('/account/second-factor', { setup, code }), 409, 'setup-expired');
  });

  test('leaves nothing in the clear in the database', async () => {
    const { secret, recoveryCodes } = await setUp('auditor');
    const rows = JSON.stringify([
      await server.sql('SELECT totp_secret, recovery_hashes FROM person WHERE totp_secret IS NOT NULL'),
      await server.sql('SELECT data FROM one_time_key'),
      await server.sql('SELECT payload FROM audit_payload'),
      await server.sql('SELECT answer FROM idempotent_request'),
    ]);
    for (const word of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(rows).not.toContain(word);
  });
});

describe('signing in', () => {
  test('asks for the code after the password; each code is good once', async () => {
    const { secret } = await setUp('head');
    const code = codeOf(secret);
    const client = await firstStep('head');
    // the password alone opens nothing
    expectProblem(await client.get('/session'), 401, 'signed-out');
    await expectSignedIn(client, await secondStep(client, code));

    // somebody who looked over the shoulder
    const again = await firstStep('head');
    expectProblem(await secondStep(again, code), 401, 'wrong-code');
    // nor does one of the time before
    expectProblem(await secondStep(again, codeOf(secret, -1)), 401, 'wrong-code');
    await expectSignedIn(again, await secondStep(again, codeOf(secret, 1)));
    // the question that was answered is over
    expectProblem(await secondStep(again, codeOf(secret, 1)), 401, 'sign-in-expired');
    expect(await server.sql(`SELECT 1 FROM session WHERE method = 'second-factor'`)).toHaveLength(2);
  });

  test('a code at the same moment in two browsers opens one', async () => {
    const { secret } = await setUp('finance');
    const clients = await Promise.all([firstStep('finance'), firstStep('finance'), firstStep('finance')]);
    const answers = await Promise.all(clients.map((client) => secondStep(client, codeOf(secret))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  test('a recovery code opens once, however it is typed', async () => {
    const { client, recoveryCodes } = await setUp('finance2');
    const [first = '', second = ''] = recoveryCodes;
    const browser = await firstStep('finance2');
    await expectSignedIn(browser, await secondStep(browser, first));
    const again = await firstStep('finance2');
    expectProblem(await secondStep(again, first), 401, 'wrong-code');
    await expectSignedIn(again, await secondStep(again, second.toUpperCase().replaceAll('-', ' ')));
    expect((await client.get('/account')).json).toMatchObject({ secondFactor: { recoveryCodesLeft: 8 } });
    expect(await server.sql(`SELECT 1 FROM audit_entry WHERE kind = 'recovery-code-used'`)).toHaveLength(2);
  });

  test('without the cookie of the first step, or after its time, nothing opens', async () => {
    const { secret } = await setUp('cashier');
    expectProblem(await secondStep(new Client(server.url), codeOf(secret)), 401, 'sign-in-expired');
    const client = await firstStep('cashier');
    await server.sql(`UPDATE one_time_key SET expires_at = now() - interval '1 second' WHERE kind = 'second-factor'`);
    expectProblem(await secondStep(client, codeOf(secret)), 401, 'sign-in-expired');
  });

  test('ten wrong codes make the person wait, from wherever they come, and nobody else', async () => {
    const { secret } = await setUp('deputy');
    const client = await firstStep('deputy');
    for (let n = 1; n <= 9; n += 1) expectProblem(await secondStep(client, wrongCode(secret)), 401, 'wrong-code');
    expectProblem(await secondStep(client, wrongCode(secret)), 429, 'too-many-attempts');
    const elsewhere = await firstStep('deputy');
    expectProblem(await secondStep(elsewhere, codeOf(secret)), 429, 'too-many-attempts');
    expect((await new Client(server.url).signIn('clerk2')).status).toBe(200);
  });

  test('whoever was shut out meanwhile does not come in by the second step', async () => {
    const { secret } = await setUp('certifier2');
    const client = await firstStep('certifier2');
    await server.sql(`UPDATE person SET disabled_at = now() WHERE email LIKE 'certifier2@%'`);
    expectProblem(await secondStep(client, codeOf(secret)), 401, 'wrong-code');
    // and the password alone says nothing more than that it is wrong
    const answer = await new Client(server.url).signIn('certifier2');
    expectProblem(answer, 401, 'wrong-credentials');
  });
});

describe('switching it off', () => {
  test('needs a proof of the last minutes', async () => {
    const { client } = await setUp('admin');
    await server.sql(`UPDATE session SET authenticated_at = now() - interval '11 minutes'`);
    expectProblem(await client.delete('/account/second-factor'), 403, 'proof-too-old');
    expectProblem(await client.put('/account/second-factor/setup', {}), 403, 'proof-too-old');
    const confirmed = await client.post('/session/confirmation', { kind: 'password', password: 'Kennwort der Probe' });
    client.cookie = confirmed.cookies[0]!.split(';')[0];
    client.csrf = (confirmed.json as { csrfToken: string }).csrfToken;
    expect((await client.delete('/account/second-factor')).status).toBe(204);
    expect((await new Client(server.url).signIn('admin')).status).toBe(200);
    expectProblem(await client.delete('/account/second-factor'), 404);
  });
});
