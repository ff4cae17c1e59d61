import { type Passkey, type PasskeyCreation, type PasskeyRequest } from '@libs/contracts';
import { Authenticator, type Misbehaviour } from '../support/authenticator';
import { openServer, serve, type TestServer } from '../support/server';
import { type Answer, Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';

/** Passkeys, with an authenticator made of node:crypto. Browsers reach us at localhost here: a bare number has no passkeys. */
let server: TestServer;
let origin: string;
beforeAll(async () => {
  server = await openServer();
  origin = server.url.replace('127.0.0.1', 'localhost');
}, 60_000);
afterAll(() => server.close());

async function make(client: Client, device: Authenticator, name: string, wrong?: Misbehaviour): Promise<Answer> {
  const options = (await client.put('/account/passkeys/options', {})).json as PasskeyCreation;
  return client.post('/account/passkeys', { name, credential: device.make(options, origin, wrong) });
}

async function withPasskey(login: string): Promise<{ client: Client; device: Authenticator; passkey: Passkey }> {
  const [client, device] = [await signedIn(origin, login), new Authenticator()];
  const answer = await make(client, device, 'Notebook');
  if (answer.status !== 201) throw new Error(`no passkey: ${answer.body.toString()}`);
  return { client, device, passkey: answer.json as Passkey };
}

const requestAt = async (client: Client): Promise<PasskeyRequest> =>
  (await client.post('/session/passkey-options', {})).json as PasskeyRequest;

async function signInWith(device: Authenticator, wrong?: Misbehaviour, client = new Client(origin)): Promise<Answer> {
  return client.post('/session/passkey', { credential: device.use(await requestAt(client), origin, wrong) });
}

describe('making one', () => {
  test('shows it in the account, and it signs in without a name and without a password', async () => {
    const { client, device } = await withPasskey('clerk');
    expect((await client.get('/account')).json).toMatchObject({
      passkeysPossible: true,
      passkeys: [{ name: 'Notebook', lastUsedAt: null }],
    });
    const answer = await signInWith(device);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ person: { email: 'clerk@musterstadt.example' } });
    expect(answer.cookies[0]).toMatch(/^bf_session=.*HttpOnly/);
    expect(await server.sql(`SELECT 1 FROM session WHERE method = 'passkey'`)).toHaveLength(1);
    const { passkeys } = (await client.get('/account')).json as { passkeys: Passkey[] };
    expect(passkeys[0]?.lastUsedAt).not.toBeNull();
  });

  test('asks for a person who is verified and a passkey that is found without a name', async () => {
    const client = await signedIn(origin, 'clerk2');
    const options = (await client.put('/account/passkeys/options', {})).json as PasskeyCreation;
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Belegfluss' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    // the handle that stays on the device does not say who it is
    expect(Buffer.from(options.user.id, 'base64url').toString('latin1')).not.toContain(client.session?.person.id);
  });

  test.each<[string, Misbehaviour]>([
    ['of another page', { origin: 'https://belegfluss.evil.example' }],
    ['for another house', { rpId: 'evil.example' }],
    ['without the person verified', { unverified: true }],
    ['to another challenge', { challenge: Buffer.from('geraten').toString('base64url') }],
  ])('%s is refused', async (_, wrong) => {
    const client = await signedIn(origin, 'clerk2');
    expectProblem(await make(client, new Authenticator(), 'x', wrong), 401, 'passkey-refused');
    expect((await client.get('/account')).json).toMatchObject({ passkeys: [] });
  });

  test('answers a challenge once, and only the person whom it was given', async () => {
    const [one, other] = await Promise.all([signedIn(origin, 'clerk2'), signedIn(origin, 'head')]);
    const options = (await one.put('/account/passkeys/options', {})).json as PasskeyCreation;
    const body = { name: 'x', credential: new Authenticator().make(options, origin) };
    expectProblem(await other.post('/account/passkeys', body), 401, 'passkey-refused');
    expectProblem(await one.post('/account/passkeys', body), 401, 'passkey-refused');
    const request = await requestAt(one);
    const crossed = new Authenticator().make({ ...options, challenge: request.challenge }, origin);
    expectProblem(await one.post('/account/passkeys', { name: 'x', credential: crossed }), 401, 'passkey-refused');
  });

  test('and removing one need a proof of the last minutes', async () => {
    const { client, passkey } = await withPasskey('deputy');
    await server.sql(`UPDATE session SET authenticated_at = now() - interval '11 minutes'`);
    expectProblem(await client.put('/account/passkeys/options', {}), 403, 'proof-too-old');
    expectProblem(await client.delete(`/account/passkeys/${passkey.id}`), 403, 'proof-too-old');
  });

  test('is not possible where browsers reach us by a number', async () => {
    const client = await signedIn(server.url, 'clerk2');
    expectProblem(await client.put('/account/passkeys/options', {}), 409, 'passkeys-impossible');
    expectProblem(await client.post('/session/passkey-options', {}), 409, 'passkeys-impossible');
    expect((await client.get('/sign-in')).json).toMatchObject({ passkeys: false });
  });

  test('follows PUBLIC_URL and not what a request says of itself', async () => {
    const public_ = await serve(server.house, { PUBLIC_URL: 'https://rechnung.musterstadt.example' });
    const client = new Client(public_.url);
    const { json } = await client.post('/session/passkey-options', {}, { host: 'evil.example' });
    expect(json).toMatchObject({ rpId: 'rechnung.musterstadt.example' });
    await public_.stop();
    const lost = await new Client(server.url).post('/session/passkey-options', {}, { host: 'evil.example' });
    expectProblem(lost, 409, 'passkeys-impossible');
  });
});

describe('signing in', () => {
  test.each<[string, Misbehaviour]>([
    ['of another page', { origin: 'https://belegfluss.evil.example' }],
    ['for another house', { rpId: 'evil.example' }],
    ['without the person verified', { unverified: true }],
    ['to a challenge that we never gave', { challenge: Buffer.from('geraten').toString('base64url') }],
    ['signed by another key', { foreignKey: true }],
  ])('an answer %s opens nothing', async (_, wrong) => {
    const { device } = await withPasskey('head');
    const answer = await signInWith(device, wrong);
    expectProblem(answer, 401, 'passkey-refused');
    expect(answer.cookies).toEqual([]);
  });

  test('an answer opens once', async () => {
    const { device } = await withPasskey('head');
    const client = new Client(origin);
    const credential = device.use(await requestAt(client), origin);
    expect((await client.post('/session/passkey', { credential })).status).toBe(200);
    expectProblem(await client.post('/session/passkey', { credential }), 401, 'passkey-refused');
  });

  test('after its time it opens nothing', async () => {
    const { device } = await withPasskey('head');
    const client = new Client(origin);
    const credential = device.use(await requestAt(client), origin);
    await server.sql(`UPDATE one_time_key SET expires_at = now() - interval '1 second' WHERE kind = 'passkey'`);
    expectProblem(await client.post('/session/passkey', { credential }), 401, 'passkey-refused');
  });

  test('a copy that counts behind is refused; a device that does not count is let in', async () => {
    const { device } = await withPasskey('finance');
    expect((await signInWith(device, { counter: 7 })).status).toBe(200);
    expectProblem(await signInWith(device, { counter: 7 }), 401, 'passkey-refused');
    expectProblem(await signInWith(device, { counter: 3 }), 401, 'passkey-refused');
    expectProblem(await signInWith(device, { counter: 0 }), 401, 'passkey-refused');
    expect((await signInWith(device, { counter: 8 })).status).toBe(200);
    const { device: plain } = await withPasskey('finance2');
    for (let n = 0; n < 2; n += 1) expect((await signInWith(plain, { counter: 0 })).status).toBe(200);
  });

  test('one that was removed, or whose person was shut out, opens nothing', async () => {
    const { client, device, passkey } = await withPasskey('cashier');
    expect((await client.put(`/account/passkeys/${passkey.id}`, { name: 'Telefon' })).json).toMatchObject({
      name: 'Telefon',
    });
    await server.sql(`UPDATE person SET disabled_at = now() WHERE email LIKE 'cashier@%'`);
    expectProblem(await signInWith(device), 401, 'passkey-refused');
    await server.sql(`UPDATE person SET disabled_at = NULL WHERE email LIKE 'cashier@%'`);
    expect((await signInWith(device)).status).toBe(200);
    expect((await client.delete(`/account/passkeys/${passkey.id}`)).status).toBe(204);
    expectProblem(await signInWith(device), 401, 'passkey-refused');
    expectProblem(await client.delete(`/account/passkeys/${passkey.id}`), 404);
  });

  test('nobody sees, names or removes the passkey of somebody else', async () => {
    const { passkey } = await withPasskey('auditor');
    const other = await signedIn(origin, 'clerk2');
    expectProblem(await other.put(`/account/passkeys/${passkey.id}`, { name: 'meins' }), 404);
    expectProblem(await other.delete(`/account/passkeys/${passkey.id}`), 404);
  });

  test('ten answers that do not fit make this passkey at this place wait', async () => {
    const { device } = await withPasskey('certifier');
    for (let n = 1; n <= 9; n += 1) expectProblem(await signInWith(device, { foreignKey: true }), 401);
    expectProblem(await signInWith(device, { foreignKey: true }), 429, 'too-many-attempts');
    expectProblem(await signInWith(device), 429, 'too-many-attempts');
  });
});
