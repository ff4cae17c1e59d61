import { randomUUID } from 'node:crypto';
import { type MadeApiToken, type PersonDetail, type PersonPage, type RoleGrant } from '@libs/contracts';
import { accountKey } from '@libs/operations';
import { demoPassword, openServer, type TestServer } from '../support/server';
import { Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { done, type Office, openNeighbour, openOffice, reason } from './support/administration';

/** People come, change and are shut out; who is shut out is nowhere in any more. */
let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await openServer();
  office = await openOffice(server);
}, 60_000);
afterAll(() => server.close());

const aNewAddress = (): string => `${randomUUID()}@musterstadt.example`;
const list = async (query: string): Promise<PersonPage> =>
  done<PersonPage>(await office.admin.get(`/people?${query}`), 200);

describe('adding', () => {
  test('makes somebody who is found, holds no role and cannot come in yet', async () => {
    const made = await office.hire('Ayşe Öztürk');
    expect(made).toMatchObject({ name: 'Ayşe Öztürk', disabledAt: null, version: 1, roles: [], groups: [] });
    expect((await list('q=öztürk')).items.map(({ id }) => id)).toEqual([made.id]);
    expectProblem(await new Client(server.url).signIn(made.login), 401, 'wrong-credentials');
    expect(await office.chain(made.id)).toEqual([
      { kind: 'person-made', payload: { name: 'Ayşe Öztürk', email: made.email, reason } },
    ]);
  });

  test('an address stands once in the entity, however it is written', async () => {
    const made = await office.hire();
    const again = await office.admin.post('/people', {
      name: 'Andere',
      email: ` ${made.email.toUpperCase()} `,
      reason,
    });
    expect(expectProblem(again, 409, 'address-known')['person']).toBe(made.id);
  });

  test('sent again under the same key nobody is made twice', async () => {
    const wanted = { name: 'Einmal', email: aNewAddress(), reason };
    const first = await office.admin.post('/people', wanted, { 'idempotency-key': 'einmal' });
    const again = await office.admin.post('/people', wanted, { 'idempotency-key': 'einmal' });
    expect(again.json).toEqual(first.json);
    expect((await list(`q=${wanted.email}`)).items).toHaveLength(1);
  });

  test.each([
    ['no reason', { name: 'x', email: 'x@x.example' }],
    ['an empty reason', { name: 'x', email: 'x@x.example', reason: '  ' }],
    ['no address', { name: 'x', email: 'x', reason }],
    ['a name of two lines', { name: 'x\ny', email: 'x@x.example', reason }],
    ['a name that turns the reading round', { name: 'x\u202ey', email: 'x@x.example', reason }],
    ['no name', { name: ' ', email: 'x@x.example', reason }],
    ['a NUL', { name: 'x', email: 'x@x.example', reason: 'a\0b' }],
  ])('%s is refused', async (_, wanted) => {
    expectProblem(await office.admin.post('/people', wanted), 422);
  });

  test('what the contract does not name is not taken over', async () => {
    const smuggled = { id: randomUUID(), entityId: randomUUID(), passwordHash: 'x', accountId: randomUUID() };
    const wanted = { name: 'Nur das', email: aNewAddress(), reason, roles: [{ role: 'administrator', unit: null }] };
    const made = done<PersonDetail>(await office.admin.post('/people', { ...wanted, ...smuggled }), 201);
    const [row] = await server.sql(`SELECT * FROM person WHERE id = $1`, [made.id]);
    expect(row).toMatchObject({ entity_id: server.house.entityId, password_hash: null, account_id: null });
    expect(made.id).not.toBe(smuggled.id);
    expect(done<{ items: unknown[] }>(await office.admin.get(`/roles?person=${made.id}`), 200).items).toEqual([]);
  });
});

describe('the list', () => {
  beforeAll(async () => {
    await server.sql(
      `INSERT INTO person (entity_id, id, name, email)
       SELECT $1, gen_random_uuid(), 'Masse ' || lpad((n / 2)::text, 5, '0'), 'masse' || n || '@musterstadt.example' FROM generate_series(1, 3000) n`,
      [server.house.entityId],
    );
  });

  test('is walked page by page, in the order of names, with nobody left out or told twice', async () => {
    const seen: string[] = [];
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: PersonPage = await list(`q=masse&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      seen.push(...page.items.map(({ id }) => id));
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(3000);
    expect(names).toEqual([...names].sort());
  });

  test('is narrowed by fragments of name and address, taken as they are', async () => {
    expect((await list('q=MASSE 00007')).items.length).toBe(2);
    expect((await list('q=masse2999@')).items).toHaveLength(1);
    for (const fragment of ['%', '_', 'mas_e', '\\', "' OR 1=1"])
      expect((await list(`q=${encodeURIComponent(fragment)}`)).items).toEqual([]);
    expect((await list('state=disabled')).items).toEqual([]);
  });

  test.each(['x', '%7B%7D', Buffer.from('{"name":1,"id":2}').toString('base64url')])(
    'a cursor of somebody else (%s) is refused',
    async (cursor) => {
      expectProblem(await office.admin.get(`/people?cursor=${cursor}`), 422, 'cursor-invalid');
    },
  );

  test('tells what roles each holds today, by themselves and by a group', async () => {
    const { id } = await office.hire('Rolf Rollen');
    const group = await office.group([{ person: id }]);
    await office.given({ person: id, role: 'certifier', unit: office.unit('40').id });
    await office.given({ group: group.id, role: 'finance' });
    await office.given({ person: id, role: 'clerk', validFrom: '2099-01-01' });
    const [shown] = (await list('q=rolf')).items;
    expect(shown?.roles).toEqual([
      { role: 'certifier', unit: '40' },
      { role: 'finance', unit: null },
    ]);
  });
});

describe('changing', () => {
  test('name and address, with before and after on record; nothing that opened the account before opens it now', async () => {
    const made = await office.hire('Vera Vorher');
    const early = await office.admin.post(`/people/${made.id}/invitation`, { reason });
    const key = (early.json as { link: string }).link.split('#')[1];
    const client = await office.enter(made);
    const email = aNewAddress();
    const changed = done<PersonDetail>(await office.putPerson(made.id, { name: 'Vera Nachher', email }), 200);
    expect(changed).toMatchObject({ name: 'Vera Nachher', email });
    expectProblem(await new Client(server.url).signIn(made.login), 401);
    // whoever has the new address may be somebody else than who set the password: neither that nor an old link comes along
    expectProblem(await new Client(server.url).signIn(email.split('@')[0]!), 401);
    expectProblem(await client.get('/session'), 401);
    expectProblem(await new Client(server.url).post('/passwords', { key, password: 'vier Wörter am Deich' }), 404);
    expect((await office.admin.post(`/people/${made.id}/invitation`, { reason })).status).toBe(201);
    expect((await office.chain(made.id)).find(({ kind }) => kind === 'person-changed')?.payload).toEqual({
      before: { name: 'Vera Vorher', email: made.email },
      after: { name: 'Vera Nachher', email },
      reason,
    });
  });

  test('a version that is no more is refused with the new one, and nothing is stored', async () => {
    const made = await office.hire();
    const change = { name: 'Erste', email: made.email, disabled: false, reason };
    const first = await office.admin.put(`/people/${made.id}`, change, { 'if-match': '"1"' });
    expect(first.headers['etag']).toBe('"2"');
    const late = await office.admin2.put(`/people/${made.id}`, { ...change, name: 'Zweite' }, { 'if-match': '"1"' });
    expect(expectProblem(late, 409, 'version-changed')['version']).toBe(2);
    expect((await office.person(made.id)).name).toBe('Erste');
  });

  test('a person who takes another password voids the links that were on their way', async () => {
    const made = await office.hire();
    const client = await office.enter(made);
    const reset = await office.admin.post(`/people/${made.id}/password-reset`, { reason });
    const key = (reset.json as { link: string }).link.split('#')[1];
    const wanted = { old: demoPassword, new: 'vier Wörter am Deich' };
    expect((await client.post('/account/password', wanted)).status).toBe(200);
    expectProblem(await new Client(server.url).post('/passwords', { key, password: 'ganz andere Wörter hier' }), 404);
  });

  test('however many roles a person has, a power among them keeps the address from one administrator alone', async () => {
    const [head] = await server.sql(`SELECT id FROM person WHERE email LIKE 'socialhead@%'`);
    const id = String(head!['id']);
    await server.sql(
      `INSERT INTO role_grant (entity_id, id, person_id, role, valid_from, valid_until)
       SELECT $1, gen_random_uuid(), $2, 'clerk', current_date + n, current_date + n FROM generate_series(1, 600) n`,
      [server.house.entityId, id],
    );
    expectProblem(await office.putPerson(id, { email: aNewAddress() }), 409, 'address-needs-two');
  });

  test('to an address that another person has here is refused', async () => {
    const [one, other] = [await office.hire(), await office.hire()];
    expectProblem(await office.putPerson(one.id, { email: other.email }), 409, 'address-known');
  });
});

describe('shutting out', () => {
  test('ends every session and every key of a program at once, and lets nobody in until it is lifted', async () => {
    const made = await office.hire();
    await office.given({ person: made.id, role: 'clerk' });
    const [desk, phone] = [await office.enter(made), await office.enter(made)];
    const { token } = done<MadeApiToken>(await desk.post('/tokens', { name: 'Scanner', scopes: ['all'] }), 201);
    const program = () => new Client(server.url).get('/cases', { authorization: `Bearer ${token}` });
    expect((await program()).status).toBe(200);

    const shut = done<PersonDetail>(await office.putPerson(made.id, { disabled: true }), 200);
    expect(shut.disabledAt).not.toBeNull();
    for (const client of [desk, phone]) expectProblem(await client.get('/session'), 401, 'signed-out');
    expectProblem(await program(), 401, 'token-unknown');
    expect((await new Client(server.url).signIn(made.login)).status).not.toBe(200);
    expect((await office.chain(made.id)).at(-1)).toMatchObject({
      kind: 'person-disabled',
      payload: { sessions: 2, tokens: 1, reason },
    });
    expectProblem(await office.give({ person: made.id, role: 'finance' }), 409, 'person-disabled');

    expect(done<PersonDetail>(await office.putPerson(made.id, { disabled: false }), 200).disabledAt).toBeNull();
    expectProblem(await program(), 401, 'token-unknown');
    expect((await new Client(server.url).signIn(made.login)).status).toBe(200);
    expect((await office.chain(made.id)).at(-1)).toMatchObject({ kind: 'person-enabled' });
  });

  test('is not done to oneself', async () => {
    const { session } = office.admin;
    expectProblem(await office.putPerson(session!.person.id, { disabled: true }), 409, 'own-account');
  });
});

describe('somebody with an account in another town', () => {
  let neighbour: Awaited<ReturnType<typeof openNeighbour>>;
  let account: PersonDetail & { login: string };
  beforeAll(async () => {
    neighbour = await openNeighbour(server);
    account = await office.hire('Doppelte Arbeit');
    await office.enter(account);
  }, 30_000);
  const asGuest = async (): Promise<PersonDetail> =>
    done<PersonDetail>(await neighbour.admin.post('/people', { name: 'Doppelt', email: account.email, reason }), 201);
  const rowOf = async (id: string) =>
    (await server.sql(`SELECT * FROM person WHERE entity_id = $1 AND id = $2`, [neighbour.entityId, id]))[0]!;

  test('becomes a guest without a word of it: the same answer as for somebody new', async () => {
    const guest = await asGuest();
    const fresh = done<PersonDetail>(
      await neighbour.admin.post('/people', { name: 'Doppelt', email: aNewAddress(), reason }),
      201,
    );
    expect({ ...guest, id: '', email: '' }).toEqual({ ...fresh, id: '', email: '' });
    expect(await rowOf(guest.id)).toMatchObject({ account_id: account.id, password_hash: null });
    expect(await rowOf(fresh.id)).toMatchObject({ account_id: null });
    // the address leads home only, the account to its guests
    expect(await server.house.database.locateSignIn('account', accountKey(account.id))).toEqual([
      { entityId: neighbour.entityId, subjectId: guest.id },
    ]);
    const [home] = await server.sql(
      `SELECT count(*)::int AS n FROM sign_in_key WHERE subject_id = $1 AND kind = 'email'`,
      [guest.id],
    );
    expect(home).toEqual({ n: 0 });
    expectProblem(
      await neighbour.admin.post('/people', { name: 'x', email: account.email, reason }),
      409,
      'address-known',
    );
  });

  test('is out of everything, there as well, when their account is shut; the other town has it on record', async () => {
    const [guest] = await server.sql(`SELECT id FROM person WHERE account_id = $1`, [account.id]);
    const guestId = String(guest!['id']);
    await server.sql(
      `INSERT INTO session (entity_id, id, person_id, expires_at) VALUES ($1, gen_random_uuid(), $2, now() + interval '1 h')`,
      [neighbour.entityId, guestId],
    );
    await server.sql(
      `INSERT INTO api_token (entity_id, id, person_id, name, scopes, created_at, expires_at)
       VALUES ($1, gen_random_uuid(), $2, 'x', '{all}', now(), now() + interval '1 h')`,
      [neighbour.entityId, guestId],
    );
    done(await office.putPerson(account.id, { disabled: true }), 200);
    const [left] = await server.sql(
      `SELECT (SELECT count(*)::int FROM session WHERE person_id = $1) AS sessions,
         (SELECT count(*)::int FROM api_token WHERE person_id = $1 AND revoked_at IS NULL) AS tokens`,
      [guestId],
    );
    expect(left).toEqual({ sessions: 0, tokens: 0 });
    expect((await office.chain(guestId)).at(-1)).toEqual({
      kind: 'access-ended',
      payload: { sessions: 1, tokens: 1, by: 'account' },
    });
    done(await office.putPerson(account.id, { disabled: false }), 200);
  });

  test('ends as a guest when the account gets another address, and comes back as the same person under it', async () => {
    const [guest] = await server.sql(`SELECT id FROM person WHERE account_id = $1`, [account.id]);
    const guestId = String(guest!['id']);
    const email = aNewAddress();
    done(await office.putPerson(account.id, { email }), 200);
    expect((await rowOf(guestId))['disabled_at']).not.toBeNull();
    expect((await office.chain(guestId)).at(-1)).toMatchObject({ kind: 'person-disabled', payload: { by: 'account' } });

    const back = done<PersonDetail>(await neighbour.admin.post('/people', { name: 'Doppelt', email, reason }), 201);
    expect(back).toMatchObject({ id: guestId, email, disabledAt: null });
  });

  test('a guest who gets another address belongs to whoever has that one', async () => {
    const other = await office.hire('Andere Person');
    const [guest] = await server.sql(`SELECT id, version FROM person WHERE account_id = $1`, [account.id]);
    const id = String(guest!['id']);
    await server.sql(
      `INSERT INTO session (entity_id, id, person_id, expires_at) VALUES ($1, gen_random_uuid(), $2, now() + interval '1 h')`,
      [neighbour.entityId, id],
    );
    const change = { name: 'Doppelt', email: other.email, disabled: false, reason };
    expect((await neighbour.admin.put(`/people/${id}`, change)).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ account_id: other.id });
    const [left] = await server.sql(`SELECT count(*)::int AS n FROM session WHERE person_id = $1`, [id]);
    expect(left).toEqual({ n: 0 });
  });
});

test('people of another town are not there, whatever is asked', async () => {
  const neighbour = await openNeighbour(server);
  const made = await office.hire();
  const change = { name: 'x', email: aNewAddress(), disabled: true, reason };
  expectProblem(await neighbour.admin.get(`/people/${made.id}`), 404);
  expectProblem(await neighbour.admin.put(`/people/${made.id}`, change), 404);
  expectProblem(await neighbour.admin.post('/roles', { person: made.id, role: 'clerk', unit: null, reason }), 404);
  const unit = { person: neighbour.adminId, role: 'clerk', unit: office.unit('40').id, reason };
  expectProblem(await neighbour.admin.post('/roles', unit), 409, 'own-roles');
  expectProblem(await neighbour.admin.post('/groups', { name: 'x', members: [{ person: made.id }], reason }), 404);
  expect((await neighbour.admin.get('/people?q=musterstadt')).json).toMatchObject({ items: { length: 2 } });
});

describe('who administers or works behind a seal', () => {
  test('gets another address by two only: whoever sets the address could come in instead', async () => {
    for (const login of ['admin2', 'social']) {
      const { session } = await signedIn(server.url, login);
      const email = aNewAddress();
      expectProblem(await office.putPerson(session!.person.id, { email }), 409, 'address-needs-two');
    }
  });

  test('gets it when a second administrator accepts, who is not themselves', async () => {
    const made = await office.hire('Neue Verwaltung');
    await office.confirmed({ person: made.id, role: 'administrator' });
    const client = await office.enter(made);
    const email = aNewAddress();
    const proposed = await office.admin.post('/proposals', { kind: 'address', person: made.id, email, reason });
    const { id } = done<{ id: string }>(proposed, 201);
    const accept = { accept: true, reason };
    expectProblem(await office.admin.post(`/proposals/${id}/decision`, accept), 409, 'second-needed');
    expectProblem(await client.post(`/proposals/${id}/decision`, accept), 409, 'own-roles');
    done(await office.admin2.post(`/proposals/${id}/decision`, accept), 200);
    expect((await office.person(made.id)).email).toBe(email);
    expect((await office.chain(made.id)).at(-1)).toMatchObject({ kind: 'person-changed', payload: { proposal: id } });
    const { items } = done<{ items: RoleGrant[] }>(await office.admin.get(`/roles?person=${made.id}`), 200);
    done(await office.admin.post(`/roles/${items[0]!.id}/end`, { reason }), 200);
  });
});
