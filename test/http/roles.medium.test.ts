import { randomUUID } from 'node:crypto';
import { type Insights, type RoleGrant, type RolePage } from '@libs/contracts';
import { berlinDay } from '@libs/operations';
import { openServer, type TestServer } from '../support/server';
import { type Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { done, type Office, openOffice, reason } from './support/administration';

/** Roles are given, confirmed and ended by administrators, never their own; a sealed unit lets auditors in itself. */
let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await openServer();
  office = await openOffice(server);
}, 60_000);
afterAll(() => server.close());

const day = (ahead: number): string => berlinDay(new Date(Date.now() + ahead * 86_400_000));
const roles = async (query: string): Promise<RoleGrant[]> =>
  done<RolePage>(await office.admin.get(`/roles?${query}`), 200).items;
const held = async (client: Client): Promise<string[]> => {
  const { roles: mine } = (await client.get('/session')).json as {
    roles: { role: string; unit: { number: string } | null }[];
  };
  return mine.map(({ role, unit }) => [role, unit?.number].filter(Boolean).join(' ')).sort();
};
const end = (id: string, more: object = {}) => office.admin.post(`/roles/${id}/end`, { reason, ...more });

describe('giving', () => {
  test('counts at once in an open unit, and stands on record with ids, days and reason', async () => {
    const made = await office.hire();
    const client = await office.enter(made);
    const { id } = await office.given({
      person: made.id,
      role: 'certifier',
      unit: office.unit('40').id,
      validUntil: day(30),
    });
    expect(await held(client)).toEqual(['certifier 40']);
    expect(await office.chain(id)).toEqual([
      {
        kind: 'role-given',
        payload: {
          ...{ role: 'certifier', person: made.id, group: null, validFrom: null, validUntil: day(30) },
          unit: { id: office.unit('40').id, number: '40', sealed: false },
          ...{ needsConfirmation: false, reason },
        },
      },
    ]);
  });

  test('holds between its days, in Berlin, and is shown as what it is', async () => {
    const made = await office.hire();
    const client = await office.enter(made);
    await office.given({ person: made.id, role: 'clerk', validFrom: day(1) });
    await office.given({ person: made.id, role: 'finance', validFrom: day(-5), validUntil: day(0) });
    const { id } = await office.given({ person: made.id, role: 'cashier' });
    done(await end(id), 200);
    expect(await held(client)).toEqual(['finance']);
    const state = Object.fromEntries((await roles(`person=${made.id}`)).map((one) => [one.role, one.state]));
    expect(state).toEqual({ clerk: 'future', finance: 'now', cashier: 'past' });
    for (const one of ['future', 'now', 'past', 'waiting'])
      expect((await roles(`person=${made.id}&state=${one}`)).every((grant) => grant.state === one)).toBe(true);
  });

  test('comes to the members of a group, for the days of both', async () => {
    const [today, tomorrow] = [await office.hire(), await office.hire()];
    const group = await office.group([{ person: today.id }, { person: tomorrow.id, validFrom: day(1) }]);
    const client = await office.enter(today);
    const later = await office.enter(tomorrow);
    await office.given({ group: group.id, role: 'clerk' });
    expect([await held(client), await held(later)]).toEqual([['clerk'], []]);
    expect(await roles(`person=${tomorrow.id}`)).toMatchObject([
      { holder: { kind: 'group', id: group.id }, state: 'future', validFrom: day(1) },
    ]);
    expect(await roles(`group=${group.id}`)).toMatchObject([{ state: 'now', validFrom: null }]);
  });

  test.each([
    ['finance', 'role-of-the-house'],
    ['cashier', 'role-of-the-house'],
    ['administrator', 'role-of-the-house'],
  ])('%s in a single unit is refused', async (role, code) => {
    const made = await office.hire();
    expectProblem(await office.give({ person: made.id, role, unit: office.unit('40').id }), 409, code);
  });

  test('twice for the same days is refused, pressed at the same moment as well', async () => {
    const made = await office.hire();
    const wanted = { person: made.id, role: 'clerk', unit: null, reason };
    const answers = await Promise.all(
      [office.admin, office.admin2, office.admin].map((one, at) =>
        one.post('/roles', { ...wanted, reason: `${reason} ${at}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expectProblem(await office.give({ ...wanted, validUntil: day(3) }), 409, 'role-held');
  });

  test.each([
    ['to nobody', { role: 'clerk' }],
    ['to a person and a group', { person: randomUUID(), group: randomUUID(), role: 'clerk' }],
    ['that is none', { person: randomUUID(), role: 'mayor' }],
    [
      'that ends before it begins',
      { person: randomUUID(), role: 'clerk', validFrom: '2099-02-01', validUntil: '2099-01-01' },
    ],
    ['that is over', { person: randomUUID(), role: 'clerk', validUntil: '2020-01-01' }],
    ['without a reason', { person: randomUUID(), role: 'clerk', reason: '' }],
  ])('a role %s is refused', async (_, wanted) => {
    expectProblem(await office.give(wanted), 422);
  });

  test('what the contract does not name is not taken over', async () => {
    const made = await office.hire();
    const smuggled = {
      needsConfirmation: false,
      confirmedBy: office.admin.session!.person.id,
      source: 'oidc',
      id: randomUUID(),
    };
    const grant = await office.given({ person: made.id, role: 'administrator', ...smuggled });
    expect(grant).toMatchObject({ state: 'waiting', confirmedBy: null, source: 'local' });
    expect(grant.id).not.toBe(smuggled.id);
    done(await end(grant.id), 200);
  });
});

describe('what a second administrator must confirm', () => {
  test.each([
    ['administrator', null],
    ['certifier', '50'],
    ['orderer', '50'],
    ['clerk', '50'],
  ])('%s in %s counts only then', async (role, number) => {
    const made = await office.hire();
    const client = await office.enter(made);
    const unit = number === null ? null : office.unit(number).id;
    const grant = await office.given({ person: made.id, role, unit });
    expect(grant).toMatchObject({ state: 'waiting', needsConfirmation: true });
    expect(await held(client)).toEqual([]);
    expect((await roles('state=waiting')).map(({ id }) => id)).toContain(grant.id);

    expectProblem(await office.admin.post(`/roles/${grant.id}/confirmation`, { reason }), 409, 'second-needed');
    const confirmed = done<RoleGrant>(await office.admin2.post(`/roles/${grant.id}/confirmation`, { reason }), 201);
    expect(confirmed).toMatchObject({ state: 'now', confirmedBy: { id: office.admin2.session!.person.id } });
    expect(await held(client)).toEqual([[role, number].filter(Boolean).join(' ')]);
    expectProblem(await office.admin2.post(`/roles/${grant.id}/confirmation`, { reason }), 409, 'nothing-to-confirm');
    expect((await office.chain(grant.id)).map(({ kind, payload }) => [kind, payload['unit'] ?? null])).toEqual(
      ['role-given', 'role-confirmed'].map((kind) => [kind, unit === null ? null : { id: unit, number, sealed: true }]),
    );
    done(await end(grant.id), 200);
  });

  test('is not confirmed by whom it is for, nor once it was turned down', async () => {
    const made = await office.hire();
    await office.confirmed({ person: made.id, role: 'administrator' });
    const third = await office.enter(made);
    const grant = await office.given({ person: made.id, role: 'certifier', unit: office.unit('50').id });
    expectProblem(await third.post(`/roles/${grant.id}/confirmation`, { reason }), 409, 'own-roles');
    done(await office.admin2.post(`/roles/${grant.id}/end`, { reason }), 200);
    expectProblem(await office.admin2.post(`/roles/${grant.id}/confirmation`, { reason }), 409, 'role-over');
    const [own] = await roles(`person=${made.id}&state=now`);
    done(await end(own!.id), 200);
    expectProblem(await third.get('/roles'), 403, 'no-power-to-administer');
  });

  test('and the database holds it: who gave a power over powers does not confirm it, nor leave it out', async () => {
    const made = await office.hire();
    const { id } = await office.given({ person: made.id, role: 'administrator' });
    const admin = office.admin.session!.person.id;
    await expect(server.sql(`UPDATE role_grant SET confirmed_by_id = $2 WHERE id = $1`, [id, admin])).rejects.toThrow(
      /grant_confirmed_by_another/,
    );
    await expect(server.sql(`UPDATE role_grant SET confirmed_by_id = $2 WHERE id = $1`, [id, made.id])).rejects.toThrow(
      /grant_confirmed_by_another/,
    );
    await expect(server.sql(`UPDATE role_grant SET needs_confirmation = false WHERE id = $1`, [id])).rejects.toThrow(
      /grant_of_power_confirmed/,
    );
    done(await end(id), 200);
  });

  test('is given to persons only, and no group grows that holds such a role', async () => {
    const made = await office.hire();
    const group = await office.group();
    expectProblem(await office.give({ group: group.id, role: 'administrator' }), 409, 'role-for-persons');
    expectProblem(
      await office.give({ group: group.id, role: 'certifier', unit: office.unit('50').id }),
      409,
      'sealed-for-persons',
    );

    await office.given({ group: group.id, role: 'certifier', unit: office.unit('51').id });
    await server.sql(`UPDATE unit SET sealed = true WHERE number = '51'`);
    const joined = { name: group.name, members: [{ person: made.id }], reason };
    expectProblem(await office.admin.put(`/groups/${group.id}`, joined), 409, 'group-of-sealed-unit');
    await server.sql(`UPDATE unit SET sealed = false WHERE number = '51'`);
    done(await office.admin.put(`/groups/${group.id}`, joined), 200);
  });
});

describe('nobody changes their own roles', () => {
  const own = () => office.admin.session!.person.id;
  test('by giving, ending or confirming', async () => {
    expectProblem(await office.give({ person: own(), role: 'finance' }), 409, 'own-roles');
    const [mine] = await roles(`person=${own()}`);
    expectProblem(await end(mine!.id), 409, 'own-roles');
  });

  test('by way of a group', async () => {
    const group = await office.group();
    const joined = { name: group.name, members: [{ person: own() }], reason };
    expectProblem(await office.admin.put(`/groups/${group.id}`, joined), 409, 'own-roles');
    expectProblem(await office.admin.post('/groups', { ...joined, name: 'Eigene' }), 409, 'own-roles');
    done(await office.admin2.put(`/groups/${group.id}`, joined), 200);
    expectProblem(await office.give({ group: group.id, role: 'finance' }), 409, 'own-roles');
    expectProblem(await office.admin.put(`/groups/${group.id}`, { ...joined, members: [] }), 409, 'own-roles');
    done(await office.admin2.put(`/groups/${group.id}`, { ...joined, members: [] }), 200);
  });

  test('by moving a unit under their own', async () => {
    const made = await office.hire();
    await office.confirmed({ person: made.id, role: 'administrator' });
    await office.given({ person: made.id, role: 'certifier', unit: office.unit('40').id });
    const third = await office.enter(made);
    const { id, version: _, ...unit } = office.unit('41');
    expectProblem(
      await third.put(`/units/${id}`, { ...unit, parentId: office.unit('40').id, reason }),
      409,
      'own-roles',
    );
    const below = { number: '408', name: 'Neu', parentId: office.unit('40').id, reason };
    expectProblem(await third.post('/units', below), 409, 'own-roles');
    for (const grant of await roles(`person=${made.id}&state=now`)) done(await end(grant.id), 200);
  });
});

describe('ending', () => {
  test('with a last day that fits, or at once; the row stays and is told', async () => {
    const made = await office.hire();
    const client = await office.enter(made);
    const grant = await office.given({ person: made.id, role: 'clerk', validFrom: day(-1), validUntil: day(20) });
    for (const lastDay of [day(-1), day(21)]) expectProblem(await end(grant.id, { lastDay }), 422, 'last-day-wrong');
    expect(done<RoleGrant>(await end(grant.id, { lastDay: day(5) }), 200)).toMatchObject({
      state: 'now',
      validUntil: day(5),
    });
    expect(await held(client)).toEqual(['clerk']);
    expect(done<RoleGrant>(await end(grant.id), 200)).toMatchObject({
      state: 'past',
      revokedBy: office.admin.session!.person.name,
    });
    expect(await held(client)).toEqual([]);
    expectProblem(await end(grant.id), 409, 'role-over');
    expect((await office.chain(grant.id)).map(({ kind }) => kind)).toEqual(['role-given', 'role-ended', 'role-ended']);
  });

  test('sent again under the same key is done once', async () => {
    const made = await office.hire();
    const { id } = await office.given({ person: made.id, role: 'clerk' });
    const first = await office.admin.post(`/roles/${id}/end`, { reason }, { 'idempotency-key': 'ende' });
    const again = await office.admin.post(`/roles/${id}/end`, { reason }, { 'idempotency-key': 'ende' });
    expect([again.status, again.json]).toEqual([200, first.json]);
    expect((await office.chain(id)).filter(({ kind }) => kind === 'role-ended')).toHaveLength(1);
  });

  test('a role that the sign-in provider gave is ended there', async () => {
    const made = await office.hire();
    const { id } = await office.given({ person: made.id, role: 'clerk' });
    await server.sql(`UPDATE role_grant SET source = 'stadt-oidc' WHERE id = $1`, [id]);
    expectProblem(await end(id), 409, 'kept-by-provider');
  });
});

describe('somebody always administers', () => {
  const adminGrant = async (client: Client) =>
    (await roles(`person=${client.session!.person.id}&role=administrator`))[0]!;

  test('two who end each other at the same moment do not both succeed, however often', async () => {
    const [mine, other] = [await adminGrant(office.admin), await adminGrant(office.admin2)];
    const reset = () =>
      server.sql(`UPDATE role_grant SET revoked_at = NULL, revoked_by_id = NULL WHERE id IN ($1, $2)`, [
        mine.id,
        other.id,
      ]);
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([
        office.admin.post(`/roles/${other.id}/end`, { reason: `Runde ${round}` }),
        office.admin2.post(`/roles/${mine.id}/end`, { reason: `Runde ${round}` }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
      await reset();
    }
    for (let round = 0; round < 3; round += 1) {
      const disable = async (by: Client, whom: Client) => {
        const { id, name, email } = whom.session!.person;
        return by.put(`/people/${id}`, { name, email, disabled: true, reason });
      };
      const answers = await Promise.all([disable(office.admin, office.admin2), disable(office.admin2, office.admin)]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      await server.sql(`UPDATE person SET disabled_at = NULL`);
      await Promise.all([office.admin.signIn('admin'), office.admin2.signIn('admin2')]);
    }
  });

  test('the last one stays, with no end in sight if there was none', async () => {
    const other = await adminGrant(office.admin2);
    expectProblem(await end((await adminGrant(office.admin)).id), 409, 'own-roles');
    const made = await office.hire();
    const dated = await office.confirmed({ person: made.id, role: 'administrator', validUntil: day(10) });
    const third = await office.enter(made);
    done(await end(other.id), 200);
    // the one who is left without an end cannot be given one: the third goes in ten days
    const mine = await adminGrant(office.admin);
    expectProblem(await third.post(`/roles/${mine.id}/end`, { reason }), 409, 'last-administrator');
    expectProblem(await third.post(`/roles/${mine.id}/end`, { reason, lastDay: day(3) }), 409, 'last-administrator');
    const { id, name, email } = office.admin.session!.person;
    expectProblem(await third.put(`/people/${id}`, { name, email, disabled: true, reason }), 409, 'last-administrator');
    await server.sql(`UPDATE role_grant SET revoked_at = NULL, revoked_by_id = NULL WHERE id = $1`, [other.id]);
    done(await end(dated.id), 200);
  });
});

describe('a sealed unit lets auditors in itself', () => {
  let head: Client;
  let certifier: Client;
  let auditor: Client;
  beforeAll(async () => {
    [head, certifier, auditor] = (await Promise.all(
      ['socialhead', 'social', 'auditor'].map((login) => signedIn(server.url, login)),
    )) as [Client, Client, Client];
  });
  const sealed = () => office.unit('50').id;
  const insight = (client: Client, more: object = {}, unit = sealed()) =>
    client.post(`/units/${unit}/grants`, { auditor: auditor.session!.person.id, validUntil: day(89), reason, ...more });

  test('administrators cannot, and see what the unit gave; the unit sees it and takes it back', async () => {
    expectProblem(
      await office.give({ person: auditor.session!.person.id, role: 'auditor', unit: sealed() }),
      409,
      'insight-by-unit',
    );
    for (const client of [office.admin, auditor, await signedIn(server.url, 'certifier2')])
      expectProblem(await insight(client), 403, 'no-power-to-give-insight');

    const { auditors } = done<Insights>(await head.get(`/units/${sealed()}/grants`), 200);
    expect(auditors).toEqual([auditor.session!.person].map(({ id, name }) => ({ id, name })));
    const grant = done<RoleGrant>(await insight(head), 201);
    expect(grant).toMatchObject({
      role: 'auditor',
      state: 'now',
      validFrom: day(0),
      validUntil: day(89),
      needsConfirmation: false,
    });
    expect(await held(auditor)).toEqual(['auditor', 'auditor 50']);
    expect((await roles(`unit=${sealed()}&role=auditor`)).map(({ id }) => id)).toEqual([grant.id]);
    expect(await office.chain(grant.id)).toMatchObject([
      { kind: 'insight-given', payload: { reason, unit: { number: '50' } } },
    ]);

    expectProblem(await auditor.post(`/roles/${grant.id}/end`, { reason }), 403);
    done(await certifier.post(`/roles/${grant.id}/end`, { reason }), 200);
    expect(await held(auditor)).toEqual(['auditor']);
    expect(done<Insights>(await certifier.get(`/units/${sealed()}/grants`), 200).items).toMatchObject([
      { state: 'past' },
    ]);
  });

  test('for ninety days at most, from today on, to auditors only, and no other role than that', async () => {
    for (const more of [{ validUntil: day(90) }, { validFrom: day(-1) }, { validFrom: day(10), validUntil: day(100) }])
      expectProblem(await insight(head, more), 422, 'insight-days-wrong');
    for (const who of [certifier, head, office.admin])
      expect((await insight(head, { auditor: who.session!.person.id })).status).toBe(409);
    expectProblem(await insight(head, { auditor: randomUUID() }), 409, 'not-an-auditor');
    const own = (await roles(`unit=${sealed()}&role=certifier`))[0]!;
    expectProblem(await head.post(`/roles/${own.id}/end`, { reason }), 403);
    expectProblem(await insight(await signedIn(server.url, 'head'), {}, office.unit('40').id), 403);
    const forty = await office.hire();
    await office.given({ person: forty.id, role: 'orderer', unit: office.unit('40').id });
    expectProblem(await insight(await office.enter(forty), {}, office.unit('40').id), 409, 'unit-not-sealed');
    expectProblem(await insight(head, {}, randomUUID()), 404);
  });
});

test('the list is walked grant by grant', async () => {
  const made = await office.hire();
  for (const role of ['clerk', 'certifier', 'orderer', 'finance', 'cashier'])
    await office.given({ person: made.id, role });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: RolePage = done<RolePage>(
      await office.admin.get(`/roles?person=${made.id}&limit=2${cursor ? `&cursor=${cursor}` : ''}`),
      200,
    );
    seen.push(...page.items.map(({ role }) => role));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(['cashier', 'finance', 'orderer', 'certifier', 'clerk']);
  expectProblem(await office.admin.get(`/roles?cursor=${randomUUID()}`), 422, 'cursor-invalid');
});
