import { randomUUID } from 'node:crypto';
import { type MadeApiToken, type OwnEntity, type Session } from '@libs/contracts';
import { blindTo, machineOf } from '@libs/db';
import { accountKey, emailKey, makeGuest } from '@libs/operations';
import { demoPassword, openServer, type TestServer } from '../support/server';
import { ublInvoice } from '../support/xrechnung-xml';
import { Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { newNumber } from './support/line';

/** One account, several entities: rights of one side never reach the other, and who is shut out at home is shut out everywhere. */
let server: TestServer;
let village: string;
beforeAll(async () => {
  server = await openServer();
  village = await newVillage('Gemeinde Nebenan');
}, 60_000);
afterAll(() => server.close());

const town = () => server.house.entityId;

async function newVillage(name: string): Promise<string> {
  const id = randomUUID();
  await server.sql(`INSERT INTO entity SELECT $1, $2, settings FROM entity WHERE id = $3`, [id, name, town()]);
  return id;
}

/** Somebody of the town with a password, and one role there. */
async function settler(role: string) {
  const login = `gast-${randomUUID().slice(0, 8)}`;
  const [email, id] = [`${login}@musterstadt.example`, randomUUID()];
  await server.sql(
    `INSERT INTO person (entity_id, id, name, email, password_hash)
     SELECT entity_id, $1, 'Oliver Wendt', $2, password_hash FROM person WHERE email LIKE 'clerk@%'`,
    [id, email],
  );
  await server.sql(`INSERT INTO sign_in_key VALUES ('email', $1, $2, $3)`, [emailKey(email), town(), id]);
  await grant(town(), id, role);
  return { id, email, login };
}
const grant = (entity: string, person: string, role: string) =>
  server.sql(`INSERT INTO role_grant (entity_id, id, person_id, role) VALUES ($1, gen_random_uuid(), $2, $3)`, [
    entity,
    person,
    role,
  ]);

/** The same person as a guest of the village, with one role there. */
async function guestOf(email: string, role: string, entity = village): Promise<string> {
  const id = await server.house.database.transaction(blindTo(entity), (tx) =>
    makeGuest(tx, { email, name: 'O. Wendt', actorId: randomUUID(), reason: 'Kämmerer für beide' }),
  );
  await grant(entity, id!, role);
  return id!;
}

/** A finance person of the town who is a clerk in the village. */
async function both(there = 'clerk', here = 'finance') {
  const account = await settler(here);
  return { ...account, guest: await guestOf(account.email, there), client: await signedIn(server.url, account.login) };
}

const entitiesOf = async (client: Client): Promise<OwnEntity[]> =>
  ((await client.get('/session/entities')).json as { items: OwnEntity[] }).items;

async function change(client: Client, id: string): Promise<Client> {
  const answer = await client.post('/session/entity', { id });
  expect(answer.status).toBe(200);
  const session = answer.json as Session;
  const cookie = answer.cookies[0]?.split(';')[0];
  return Object.assign(new Client(server.url), { cookie, csrf: session.csrfToken, session });
}

describe('a guest', () => {
  test('is made along the address, in both chains, without any secret', async () => {
    const { id, email, guest } = await both();
    const [row] = await server.sql('SELECT * FROM person WHERE id = $1', [guest]);
    expect(row).toMatchObject({ account_id: id, password_hash: null, email, name: 'O. Wendt', entity_id: village });
    const kinds = await server.sql(
      `SELECT kind, entity_id FROM audit_entry WHERE subject_id = ANY ($1) AND kind LIKE 'guest-%' ORDER BY kind`,
      [[id, guest]],
    );
    expect(kinds).toEqual([
      { kind: 'guest-made', entity_id: village },
      { kind: 'guest-made-elsewhere', entity_id: town() },
    ]);
    for (const entity of [town(), village])
      expect(await server.house.verifyAudit.run(entity)).toMatchObject({ fault: undefined });
    expect(await server.sql(`SELECT 1 FROM sign_in_key WHERE kind = 'email' AND entity_id = $1`, [village])).toEqual(
      [],
    );
  });

  test('is nobody of an unknown address, of one that is shut, or of the own entity', async () => {
    const make = (entity: string, email: string) =>
      server.house.database.transaction(blindTo(entity), (tx) =>
        makeGuest(tx, { email, name: 'X', actorId: undefined, reason: 'x' }),
      );
    expect(await make(village, `${randomUUID()}@nirgends.example`)).toBeUndefined();
    const { id, email } = await settler('finance');
    expect(await make(town(), email)).toBeUndefined();
    await server.sql('UPDATE person SET disabled_at = now() WHERE id = $1', [id]);
    expect(await make(village, email)).toBeUndefined();
  });

  test('ten who make the same at once: one guest', async () => {
    const { email, id } = await settler('finance');
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => guestOf(email, 'clerk')));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await server.sql('SELECT 1 FROM person WHERE account_id = $1', [id])).toHaveLength(1);
  });
});

describe('changing sides', () => {
  test('lists where the account may act, and ends one session for another with the same proof', async () => {
    const { client, guest } = await both();
    expect(await entitiesOf(client)).toEqual([
      { id: village, name: 'Gemeinde Nebenan', current: false },
      { id: town(), name: 'Stadt Musterstadt', current: true },
    ]);
    const [before] = await server.sql('SELECT * FROM session WHERE person_id = $1', [client.session!.person.id]);
    const there = await change(client, village);
    expect(there.session).toMatchObject({ entity: { id: village }, person: { id: guest }, roles: [{ role: 'clerk' }] });
    expect(there.cookie).not.toBe(client.cookie);
    expectProblem(await client.get('/cases'), 401, 'signed-out');
    const [after] = await server.sql('SELECT * FROM session WHERE person_id = $1', [guest]);
    for (const fact of ['method', 'authenticated_at', 'expires_at', 'agent'])
      expect(after![fact]).toEqual(before![fact]);
    const back = await change(there, town());
    expect(back.session).toMatchObject({ entity: { id: town() }, roles: [{ role: 'finance' }] });
    expect(await entitiesOf(back)).toHaveLength(2);
  });

  test('ten at once with one session: one of them changes', async () => {
    const { client } = await both();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.post('/session/entity', { id: village })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) expectProblem(answer, 401, 'signed-out');
  });

  test('is refused where the person does not work, in the same words as where nothing is', async () => {
    const other = await newVillage('Dritte Gemeinde');
    const { client } = await both();
    const answers = [
      await client.post('/session/entity', { id: other }),
      await client.post('/session/entity', { id: randomUUID() }),
    ];
    for (const answer of answers) expectProblem(answer, 404, 'entity-not-yours');
    expectProblem(await client.post('/session/entity', { id: town() }), 409, 'already-there');
    expect((await client.get('/exports')).status).toBe(200);
  });

  test('a key of the account that leads to somebody else’s row opens nothing', async () => {
    const { client, id } = await both();
    const other = await newVillage('Vierte Gemeinde');
    const stranger = randomUUID();
    await server.sql(`INSERT INTO person (entity_id, id, name, email) VALUES ($1, $2, 'Fremd', 'f@f.example')`, [
      other,
      stranger,
    ]);
    await server.sql(`INSERT INTO sign_in_key VALUES ('account', $1, $2, $3)`, [accountKey(id), other, stranger]);
    expect((await entitiesOf(client)).map((one) => one.id)).not.toContain(other);
    expectProblem(await client.post('/session/entity', { id: other }), 404, 'entity-not-yours');
  });
});

describe('who is shut out', () => {
  test('as a guest: cannot change there, and what was open there ends', async () => {
    const { client, guest } = await both();
    const there = await change(client, village);
    await server.sql('UPDATE person SET disabled_at = now() WHERE id = $1', [guest]);
    expectProblem(await there.get('/cases'), 401, 'signed-out');
    const again = await signedIn(server.url, client.session!.person.email.split('@')[0]!);
    expect(await entitiesOf(again)).toHaveLength(1);
    expectProblem(await again.post('/session/entity', { id: village }), 404, 'entity-not-yours');
  });

  test('at home: the guest’s session, line of events and token end as well', async () => {
    const { client, id } = await both();
    const there = await change(client, village);
    const { token } = (await there.post('/tokens', { name: 'Scanner', scopes: ['all'] })).json as MadeApiToken;
    const knock = () => new Client(server.url).get('/cases', { authorization: `Bearer ${token}` });
    expect((await knock()).status).toBe(200);
    await server.sql('UPDATE person SET disabled_at = now() WHERE id = $1', [id]);
    expectProblem(await there.get('/cases'), 401, 'signed-out');
    expectProblem(await there.get('/events'), 401, 'signed-out');
    expectProblem(await knock(), 401, 'token-unknown');
  });

  test('a new password at home ends the sessions everywhere', async () => {
    const { client, id } = await both();
    const there = await change(client, village);
    // no mail is sent here: a link in the hand of one administrator would open the other town too
    const admin = await signedIn(server.url, 'admin');
    expectProblem(await admin.post(`/people/${id}/password-reset`, { reason: 'Verdacht' }), 409, 'link-needs-mail');
    const home = await signedIn(server.url, client.session!.person.email.split('@')[0]!);
    const changed = await home.post('/account/password', { old: demoPassword, new: 'vier Wörter am Deich' });
    expect(changed.status).toBe(200);
    expectProblem(await there.get('/cases'), 401, 'signed-out');
  });
});

describe('the rights of one side never reach the other', () => {
  let sides: Awaited<ReturnType<typeof both>>;
  let there: Client;
  let secret: { caseId: string; arrivalId: string; documentId: string };
  beforeAll(async () => {
    const all = await signedIn(server.url, 'clerk');
    const arrival = await all.received(ublInvoice({ number: newNumber(), sellerName: 'Geheimer Lieferant' }));
    const { id } = await all.caseOf(arrival.id, 'code');
    const [row] = await server.sql('SELECT id FROM document WHERE case_id = $1', [id]);
    secret = { caseId: id, arrivalId: arrival.id, documentId: String(row!['id']) };
    sides = await both();
    there = await change(sides.client, village);
  }, 60_000);

  test('pages, files, search, arrivals and counts of the town are closed from the village', async () => {
    expectProblem(await there.get(`/cases/${secret.caseId}`), 404, 'not-found');
    expectProblem(await there.get(`/arrivals/${secret.arrivalId}`), 404, 'not-found');
    expectProblem(await there.get(`/documents/${secret.documentId}/original`), 404, 'not-found');
    expect(await there.cases('view=all&q=Geheimer')).toMatchObject({ items: [], counts: { all: 0 } });
    expect(await there.arrivals()).toMatchObject({ items: [] });
  });

  test('the role of the one side is no role on the other', async () => {
    expectProblem(await there.get('/exports'), 403);
    const back = await change(there, town());
    expect((await back.get('/exports')).status).toBe(200);
    expectProblem(await back.post(`/cases/${secret.caseId}/assignment`, { unit: randomUUID() }), 403);
    there = await change(back, village);
  });

  test('a token acts in the entity in which it was made, whatever its person does meanwhile', async () => {
    const { token } = (await there.post('/tokens', { name: 'Scanner', scopes: ['all'] })).json as MadeApiToken;
    const back = await change(there, town());
    const answer = await new Client(server.url).get('/cases?view=all', { authorization: `Bearer ${token}` });
    expect(answer.json).toMatchObject({ items: [] });
    expect((await new Client(server.url).get('/session', { authorization: `Bearer ${token}` })).json).toMatchObject({
      entity: { id: village },
    });
    expect(((await back.get('/tokens')).json as { items: unknown[] }).items).toEqual([]);
    there = await change(back, village);
  });

  test('the acts of the guest are those of the account: persons are compared, rows hold them apart', async () => {
    const names = await server.house.database.transaction(machineOf(village), (tx) =>
      tx.people.names([sides.guest, sides.id]),
    );
    expect([...names.keys()]).toEqual([sides.guest]);
  });
});

test('an administrator of the village gives no new password to the account of a guest, and invites without one', async () => {
  const { email, guest } = await both();
  const admin = await settler('administrator');
  await guestOf(admin.email, 'administrator');
  const here = await change(await signedIn(server.url, admin.login), village);
  // the answer is that to somebody whose account is here; the link tells only whom it reaches
  expect((await here.post(`/people/${guest}/password-reset`, { reason: 'x' })).status).toBe(201);
  const { json } = await here.post(`/people/${guest}/invitation`, { reason: 'Auch hier' });
  const key = (json as { link: string }).link.split('#')[1];
  const link = await new Client(server.url).post('/password-links', { key });
  expect(link.json).toMatchObject({ email, entity: 'Gemeinde Nebenan', choosesPassword: false });
  const taken = await new Client(server.url).post('/passwords', { key, password: 'vier Wörter am Deich' });
  expectProblem(taken, 409, 'account-elsewhere');
});
