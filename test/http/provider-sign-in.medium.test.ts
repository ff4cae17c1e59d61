import { join } from 'node:path';
import { freePort } from '../support/free-port';
import { type Claims, startProvider, type TestProvider, writeProviders } from '../support/oidc-provider';
import { type RogueProvider, startRogueProvider } from '../support/rogue-provider';
import { type House, openHouse } from '../support/house';
import { serve, type TestServer } from '../support/server';
import { withClient } from '@libs/platform';
import { type Step, Surfer } from '../support/surfer';
import { Client } from './support/client';

/** Signing in at a provider: a real one (oidc-provider), and one that lies. */
let house: House;
let url: string;
let stop: TestServer['stop'];
let provider: TestProvider;
let rogue: RogueProvider;
const said: { msg: string; [fact: string]: unknown }[] = [];

const groups = [
  { group: 'Rechnungen', role: 'clerk' },
  { group: 'Schule', role: 'certifier', unit: '40' },
  { group: 'Hausverwaltung', role: 'administrator' },
  { group: 'Gibt es nicht', role: 'certifier', unit: '99' },
];

beforeAll(async () => {
  house = await openHouse();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  provider = await startProvider('rathaus', [url]);
  rogue = await startRogueProvider('belegfluss');
  const { issuer, clientId, clientSecret } = provider;
  const common = { clientId, clientSecret, entity: 'rechnung@musterstadt.example' };
  const rathaus = { ...common, id: 'rathaus', name: 'Verwaltungskonto', issuer };
  const file = writeProviders(join(house.folder, 'providers.json'), [
    {
      ...rathaus,
      scopes: ['openid', 'email', 'profile', 'groups'],
      trustEmail: true,
      createPeople: true,
      roles: groups,
    },
    { ...common, id: 'fremd', name: 'Fremder', issuer: rogue.issuer, trustEmail: true },
    { ...common, id: 'misstrauisch', name: 'Ohne Vertrauen', issuer: rogue.issuer },
    { ...common, id: 'verstellt', name: 'Verstellt', issuer: rogue.issuer },
    { ...common, id: 'weg', name: 'Weg', issuer: `http://127.0.0.1:${await freePort()}` },
  ]);
  ({ stop } = await serve(house, { PORT: String(port), OIDC_PROVIDERS: file }, (line) => said.push(line)));
}, 60_000);
afterAll(async () => {
  await stop();
  await Promise.all([provider.close(), rogue.close()]);
  await house.close();
});
beforeEach(() => {
  Object.assign(rogue, { claims: {}, metadata: {}, foreignKey: false, status: undefined });
  said.length = 0;
});

const sql = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  withClient(
    house.testDatabase.ownerUrl,
    async (client) => (await client.query<Record<string, unknown>>(text, values)).rows,
  );

const startOf = (id: string, query = ''): string => `${url}/api/v1/session/providers/${id}${query}`;
const isOurs = (next: string): boolean => next.startsWith(`${url}/`) && !next.includes('/callback');
const isCallback = (next: string): boolean => next.includes('/callback');

/** Up to the address at which the provider sends the browser back. */
async function atProvider(surfer: Surfer, login: string, query = ''): Promise<string> {
  const form = await surfer.follow(startOf('rathaus', query));
  let step = await surfer.submit(form, { login, answer: 'yes' });
  // before it signs somebody else in, it lets its script sign out whom it knew
  if (step.next === undefined || !isCallback(step.next)) step = await surfer.follow(step.next ?? step.url, isCallback);
  if (step.body.includes('Submitting Callback')) step = await surfer.submit(step, {});
  while (step.next !== undefined && !isCallback(step.next)) step = await surfer.open(step.next);
  if (step.next === undefined) throw new Error(`The provider answered ${step.status}: ${step.body}`);
  return step.next;
}

async function signInAs(login: string, claims: Claims, surfer = new Surfer()): Promise<Step> {
  await provider.know({ [login]: claims });
  return surfer.open(await atProvider(surfer, login));
}

async function clientOf(surfer: Surfer): Promise<Client> {
  const client = new Client(url);
  client.cookie = `bf_session=${surfer.cookie(url, 'bf_session') ?? ''}`;
  const { status, json } = await client.get('/session');
  if (status !== 200) throw new Error(`not signed in: ${status}`);
  const session = json as NonNullable<Client['session']>;
  return Object.assign(client, { session, csrf: session.csrfToken });
}

const expectFault = ({ next }: Step, fault: string, surfer?: Surfer): void => {
  expect(next).toBe(`${url}/anmelden?fehler=${fault}`);
  if (surfer) expect(surfer.cookie(url, 'bf_session')).toBeUndefined();
};
const whys = (): unknown[] => said.filter(({ msg }) => msg.includes('provider')).map(({ why }) => why);

const clerk: Claims = { email: 'Clerk@Musterstadt.example', email_verified: true, name: 'Sabine Krüger' };

describe('the ways in', () => {
  test('are told to everybody, with names and nothing else', async () => {
    const { json } = await new Client(url).get('/sign-in');
    expect(json).toMatchObject({ passwords: true, passkeys: false });
    expect((json as { providers: object[] }).providers[0]).toEqual({ id: 'rathaus', name: 'Verwaltungskonto' });
    expect(JSON.stringify(json)).not.toMatch(/secret|issuer|localhost/);
  });
});

describe('a good sign-in', () => {
  test('joins the person with the verified address, and finds them by the identity from then on', async () => {
    const surfer = new Surfer();
    const step = await signInAs('sabine', clerk, surfer);
    expect(step.next).toBe(`${url}/`);
    expect(step.setCookies.find((line) => line.startsWith('bf_session='))).toMatch(/HttpOnly; SameSite=Lax/i);
    const client = await clientOf(surfer);
    expect(client.session).toMatchObject({ person: { email: 'clerk@musterstadt.example' } });
    expect(await sql(`SELECT method, provider FROM session WHERE provider IS NOT NULL`)).toEqual([
      { method: 'provider', provider: 'rathaus' },
    ]);

    // the address at the provider changes hands or is gone: the identity stays
    const later = new Surfer();
    await signInAs('sabine', { name: 'Sabine Krüger-Neu' }, later);
    expect((await clientOf(later)).session?.person.id).toBe(client.session?.person.id);
  });

  test('leads back to where the person was, and nowhere else', async () => {
    await provider.know({ sabine: clerk });
    for (const [asked, reached] of [
      ['/faelle/0190b0c0-0000-7000-8000-000000000000?x=1', '/faelle/0190b0c0-0000-7000-8000-000000000000?x=1'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['https://evil.example', '/'],
      ['/\t/evil.example', '/'],
    ] as const) {
      const surfer = new Surfer();
      const step = await surfer.open(await atProvider(surfer, 'sabine', `?returnTo=${encodeURIComponent(asked)}`));
      expect(step.next).toBe(`${url}${reached}`);
    }
  });

  test('the ID token does not stand in the clear in the database', async () => {
    const rows = await sql('SELECT id_token FROM session WHERE provider IS NOT NULL');
    expect(rows.length).toBeGreaterThan(0);
    for (const { id_token } of rows) expect(id_token).toMatch(/^v1\.(?!eyJ)/);
  });
});

describe('a forged or repeated answer opens nothing', () => {
  test('the same code twice', async () => {
    await provider.know({ sabine: clerk });
    const surfer = new Surfer();
    const back = await atProvider(surfer, 'sabine');
    const ticket = surfer.cookie(url, 'bf_flow')!;
    expect((await surfer.open(back)).next).toBe(`${url}/`);
    // the cookie brought along again, as somebody would who read it
    const thief = new Surfer();
    thief.setCookie(url, 'bf_flow', ticket);
    expectFault(await thief.open(back), 'flow-unknown', thief);
    expect(whys()).toContain('flow unknown, used or expired');
  });

  test('a state that is not ours; and then the flow is over', async () => {
    await provider.know({ sabine: clerk });
    const surfer = new Surfer();
    const back = await atProvider(surfer, 'sabine');
    const forged = new URL(back);
    forged.searchParams.set('state', 'untergeschoben');
    const ticket = surfer.cookie(url, 'bf_flow')!;
    expectFault(await surfer.open(forged.href), 'provider-refused', surfer);
    surfer.setCookie(url, 'bf_flow', ticket);
    expectFault(await surfer.open(back), 'flow-unknown', surfer);
  });

  test('in a browser that did not begin it, without a cookie or with its own', async () => {
    await provider.know({ sabine: clerk });
    const victim = new Surfer();
    const back = await atProvider(victim, 'sabine');
    const other = new Surfer();
    expectFault(await other.open(back), 'flow-unknown', other);
    await other.open(startOf('rathaus'));
    expectFault(await other.open(back), 'provider-refused', other);
  });

  test('of another provider than the one it began at', async () => {
    const surfer = new Surfer();
    const { next } = await surfer.open(startOf('fremd'));
    const back = rogue.answer(next!).replace('/fremd/', '/rathaus/');
    expectFault(await surfer.open(back), 'flow-unknown', surfer);
  });

  test('after its time', async () => {
    await provider.know({ sabine: clerk });
    const surfer = new Surfer();
    const back = await atProvider(surfer, 'sabine');
    await sql(`UPDATE one_time_key SET expires_at = now() - interval '1 second' WHERE kind = 'provider'`);
    expectFault(await surfer.open(back), 'flow-unknown', surfer);
  });

  test.each([
    ['another issuer', { claims: { iss: 'https://anmeldung.example' } }],
    ['another audience', { claims: { aud: 'somebody-else' } }],
    ['another nonce', { claims: { nonce: 'geraten' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['a time that is over', { claims: { exp: Math.floor(Date.now() / 1000) - 3600 } }],
    ['no subject', { claims: { sub: undefined } }],
    ['a foreign signature', { foreignKey: true }],
  ])('an ID token with %s', async (_, change) => {
    const surfer = new Surfer();
    const { next } = await surfer.open(startOf('fremd'));
    Object.assign(rogue, { claims: { email: 'clerk@musterstadt.example', email_verified: true }, ...change });
    expectFault(await surfer.open(rogue.answer(next!)), 'provider-refused', surfer);
    expect(JSON.stringify(said)).not.toMatch(/musterstadt\.example|geraten|eyJ/);
  });

  test('the same provider telling the truth is let in: the lies were what failed', async () => {
    const surfer = new Surfer();
    const { next } = await surfer.open(startOf('fremd'));
    rogue.claims = { email: 'finance@musterstadt.example', email_verified: true };
    expect((await surfer.open(rogue.answer(next!))).next).toBe(`${url}/`);
    expect((await clientOf(surfer)).session?.person.email).toBe('finance@musterstadt.example');
  });
});

describe('who is not known', () => {
  const unknown = async (login: string, claims: Claims): Promise<void> => {
    const surfer = new Surfer();
    expectFault(await signInAs(login, claims, surfer), 'person-unknown', surfer);
  };

  test('and has no group is refused, whatever is known of others', async () => {
    await unknown('neu', { email: 'neu@musterstadt.example', email_verified: true });
    await unknown('neu', {
      email: 'neu@musterstadt.example',
      email_verified: true,
      groups: ['Kantine', 'Gibt es nicht'],
    });
  });

  test('does not become somebody by an address that nobody verified', async () => {
    await unknown('dieb', { email: 'auditor@musterstadt.example', email_verified: false, groups: ['Rechnungen'] });
    await unknown('dieb', { email: 'auditor@musterstadt.example', groups: ['Rechnungen'] });
  });

  test('nor by one that a provider verified whom the settings do not trust', async () => {
    const surfer = new Surfer();
    const { next } = await surfer.open(startOf('misstrauisch'));
    rogue.claims = { sub: 'x', email: 'auditor@musterstadt.example', email_verified: true };
    expectFault(await surfer.open(rogue.answer(next!)), 'person-unknown', surfer);
  });

  test('nor by an address that belonged to somebody else at the same provider', async () => {
    await signInAs('alt', { email: 'cashier@musterstadt.example', email_verified: true });
    await unknown('nachfolger', { email: 'cashier@musterstadt.example', email_verified: true, groups: ['Rechnungen'] });
  });

  test('nor is a shut account opened', async () => {
    const who = { email: 'deputy@musterstadt.example', email_verified: true };
    await sql(`UPDATE person SET disabled_at = now() WHERE email = $1`, [who.email]);
    await unknown('kai', who);
    await sql(`UPDATE person SET disabled_at = NULL WHERE email = $1`, [who.email]);
    const surfer = new Surfer();
    await signInAs('kai', who, surfer);
    await sql(`UPDATE person SET disabled_at = now() WHERE email = $1`, [who.email]);
    await unknown('kai', who);
  });
});

describe('groups', () => {
  const rolesOf = (email: string) =>
    sql(
      `SELECT g.role, u.number AS unit, g.source, g.reason <> '' AS reasoned, g.needs_confirmation AS waits
       FROM role_grant g JOIN person p ON p.id = g.person_id LEFT JOIN unit u ON u.id = g.unit_id
       WHERE p.email = $1 AND g.revoked_at IS NULL ORDER BY g.role`,
      [email],
    );
  const email = 'lena.neumann@musterstadt.example';
  const lena = (...names: string[]): Claims => ({ email, email_verified: true, name: 'Lena Neumann', groups: names });

  test('make a person with roles, and change them at every sign-in', async () => {
    const first = new Surfer();
    await signInAs('lena', lena('Rechnungen', 'Schule', 'Kantine'), first);
    expect((await clientOf(first)).session).toMatchObject({
      person: { name: 'Lena Neumann', email },
      roles: [
        { role: 'certifier', unit: { number: '40' } },
        { role: 'clerk', unit: null },
      ],
    });
    expect(await rolesOf(email)).toEqual([
      { role: 'certifier', unit: '40', source: 'rathaus', reasoned: true, waits: false },
      { role: 'clerk', unit: null, source: 'rathaus', reasoned: true, waits: false },
    ]);

    await signInAs('lena', lena('Schule'));
    expect(await rolesOf(email)).toMatchObject([{ role: 'certifier' }]);
    // who is in no group any more keeps the account and has nothing in it
    const last = new Surfer();
    await signInAs('lena', lena(), last);
    expect((await clientOf(last)).session?.roles).toEqual([]);

    const [{ id } = {}] = await sql('SELECT id FROM person WHERE email = $1', [email]);
    const entries = await sql(
      `SELECT e.kind, p.payload::json ->> 'role' AS role, p.payload::json ->> 'reason' AS reason FROM audit_entry e
       JOIN audit_payload p USING (entity_id, seq) WHERE e.subject_id = $1 AND e.kind LIKE 'role-%' ORDER BY e.seq`,
      [id],
    );
    expect(entries).toMatchObject([
      { kind: 'role-granted', role: 'clerk', reason: 'Gruppe „Rechnungen“ bei „Verwaltungskonto“' },
      { kind: 'role-granted', role: 'certifier' },
      { kind: 'role-revoked', role: 'clerk', reason: expect.stringContaining('Verwaltungskonto') as string },
      { kind: 'role-revoked', role: 'certifier' },
    ]);
  });

  test('leave roles alone that people gave', async () => {
    await signInAs('sabine', { ...clerk, groups: ['Schule'] });
    await signInAs('sabine', { ...clerk, groups: [] });
    expect(await rolesOf('clerk@musterstadt.example')).toMatchObject([{ role: 'clerk', source: 'local' }]);
  });

  test('make nobody administrator before a second administrator confirmed it', async () => {
    const surfer = new Surfer();
    const who = { email: 'boss@musterstadt.example', email_verified: true, groups: ['Hausverwaltung'] };
    await signInAs('boss', who, surfer);
    expect((await clientOf(surfer)).session?.roles).toEqual([]);
    expect(await rolesOf('boss@musterstadt.example')).toMatchObject([{ role: 'administrator', waits: true }]);
    // signing in again adds no second wait
    await signInAs('boss', who);
    expect(await rolesOf('boss@musterstadt.example')).toHaveLength(1);
    await sql(
      `UPDATE role_grant SET confirmed_by_id = (SELECT id FROM person WHERE email LIKE 'admin@%') WHERE needs_confirmation`,
    );
    expect((await clientOf(surfer)).session?.roles).toMatchObject([{ role: 'administrator' }]);
  });

  test('two first sign-ins at the same moment make one person', async () => {
    await provider.know({ eile: { email: 'eile@musterstadt.example', email_verified: true, groups: ['Rechnungen'] } });
    const surfers = [new Surfer(), new Surfer(), new Surfer()];
    const backs: string[] = [];
    for (const surfer of surfers) backs.push(await atProvider(surfer, 'eile'));
    const steps = await Promise.all(surfers.map((surfer, at) => surfer.open(backs[at]!)));
    expect(steps.map(({ next }) => next)).toEqual(Array(3).fill(`${url}/`));
    expect(await rolesOf('eile@musterstadt.example')).toHaveLength(1);
  });
});

describe('a provider in trouble', () => {
  test('that is away is told in a word, and passwords still work', async () => {
    const surfer = new Surfer();
    expectFault(await surfer.open(startOf('weg')), 'provider-away', surfer);
    expect((await new Client(url).signIn('clerk2')).status).toBe(200);
  });

  test('that hangs keeps nobody waiting for longer than a few seconds', async () => {
    await provider.know({ sabine: clerk });
    const surfer = new Surfer();
    const back = await atProvider(surfer, 'sabine');
    provider.freeze();
    const begun = Date.now();
    const step = await surfer.open(back);
    provider.thaw();
    expectFault(step, 'provider-away', surfer);
    expect(Date.now() - begun).toBeLessThan(8_000);
  });

  test('that says to be somebody else is not gone to; when it says the truth again it is', async () => {
    rogue.metadata = { issuer: 'https://anmeldung.example' };
    expectFault(await new Surfer().open(startOf('verstellt')), 'provider-refused');
    rogue.metadata = {};
    expect((await new Surfer().open(startOf('verstellt'))).next).toContain(`${rogue.issuer}/auth?`);
  });

  test('that answers with errors signs nobody in', async () => {
    const surfer = new Surfer();
    const { next } = await surfer.open(startOf('fremd'));
    rogue.status = 502;
    expectFault(await surfer.open(rogue.answer(next!)), 'provider-away', surfer);
  });

  test('that is not known here leads back to the sign-in', async () => {
    expectFault(await new Surfer().open(startOf('gibt-es-nicht')), 'provider-unknown');
  });

  test('whoever thinks better of it comes back to the sign-in', async () => {
    const surfer = new Surfer();
    const form = await surfer.follow(startOf('rathaus'));
    let step = await surfer.submit(form, { answer: 'no' });
    while (step.next !== undefined && !isOurs(step.next)) step = await surfer.open(step.next);
    expectFault(step, 'sign-in-cancelled', surfer);
  });
});

describe('signing out', () => {
  test('ends the session here and leads to the end of the one at the provider', async () => {
    const surfer = new Surfer();
    await signInAs('sabine', clerk, surfer);
    const client = await clientOf(surfer);
    const answer = await client.delete('/session');
    expect(answer.status).toBe(200);
    const { endsAt } = answer.json as { endsAt: string };
    expect(endsAt.startsWith(provider.issuer)).toBe(true);
    expect((await client.get('/session')).status).toBe(401);

    const asks = await surfer.follow(endsAt);
    let step = await surfer.submit(asks, { logout: 'yes' });
    while (step.next !== undefined && !isOurs(step.next)) step = await surfer.open(step.next);
    expect(step.next).toBe(`${url}/anmelden`);
    // the provider asks again who it is
    expect((await surfer.follow(startOf('rathaus'))).body).toContain('Anmeldename');
  });

  test('of a session with a password leads nowhere else', async () => {
    const client = new Client(url);
    await client.signIn('clerk2');
    expect((await client.delete('/session')).status).toBe(204);
  });
});

describe('proving it anew at the provider', () => {
  test('asks again, and the session goes on under a new token', async () => {
    const surfer = new Surfer();
    await signInAs('sabine', clerk, surfer);
    const client = await clientOf(surfer);
    await sql(`UPDATE session SET authenticated_at = now() - interval '1 hour'`);
    const before = surfer.cookie(url, 'bf_session');
    const back = await atProvider(surfer, 'sabine', '?confirm=1&returnTo=/faelle/x');
    expect((await surfer.open(back)).next).toBe(`${url}/faelle/x`);
    expect(surfer.cookie(url, 'bf_session')).not.toBe(before);
    expect((await client.get('/session')).status).toBe(401);
    const { json } = await (await clientOf(surfer)).get('/account');
    const { proof } = json as { proof: { at: string; method: string } };
    expect(proof.method).toBe('provider');
    expect(Date.now() - Date.parse(proof.at)).toBeLessThan(30_000);
  });

  test('as somebody else proves nothing, and the session stays as it was', async () => {
    const surfer = new Surfer();
    await signInAs('sabine', clerk, surfer);
    await provider.know({ sabine: clerk, alt: { email: 'cashier@musterstadt.example', email_verified: true } });
    const back = await atProvider(surfer, 'alt', '?confirm=1&returnTo=/faelle/x');
    expect((await surfer.open(back)).next).toBe(`${url}/faelle/x?fehler=other-person`);
    expect((await clientOf(surfer)).session?.person.email).toBe('clerk@musterstadt.example');
  });

  test('needs a provider that really asked', async () => {
    const surfer = new Surfer();
    const first = await surfer.open(startOf('fremd'));
    rogue.claims = { email: 'finance@musterstadt.example', email_verified: true };
    await surfer.open(rogue.answer(first.next!));
    for (const auth_time of [undefined, Math.floor(Date.now() / 1000) - 3600]) {
      const { next } = await surfer.open(startOf('fremd', '?confirm=1'));
      expect(new URL(next!).searchParams.get('prompt')).toBe('login');
      rogue.claims = { auth_time };
      expect((await surfer.open(rogue.answer(next!))).next).toBe(`${url}/?fehler=proof-not-new`);
    }
  });
});
