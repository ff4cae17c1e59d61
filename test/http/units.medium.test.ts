import { randomUUID } from 'node:crypto';
import { type EntityDetail, type Group, type Proposal, type RoleGrant, type Unit } from '@libs/contracts';
import { withClient } from '@libs/platform';
import { leitwegIdOf, ublInvoice } from '../support/xrechnung-xml';
import { openServer, type TestServer } from '../support/server';
import { signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { newNumber } from './support/line';
import { done, type Office, openNeighbour, openOffice, reason } from './support/administration';

/** The tree of units, its seals, the groups and the entity itself. */
let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await openServer();
  office = await openOffice(server);
}, 60_000);
afterAll(() => server.close());

const unitNow = async (id: string): Promise<Unit> =>
  ((await office.admin.get('/units')).json as { items: Unit[] }).items.find((one) => one.id === id)!;
const factsOf = ({ number, name, leitwegId, parentId, live, sealed }: Unit) => ({
  number,
  name,
  leitwegId,
  parentId,
  live,
  sealed,
});
const put = async (id: string, change: object, version?: number, by = office.admin) =>
  by.put(
    `/units/${id}`,
    { ...factsOf(await unitNow(id)), reason, ...change },
    version === undefined ? {} : { 'if-match': `"${version}"` },
  );
let count = 100;
const anUnit = async (more: object = {}): Promise<Unit> =>
  done<Unit>(
    await office.admin.post('/units', { number: `${(count += 1)}`, name: 'Neue Stelle', reason, ...more }),
    201,
  );

describe('a unit', () => {
  test('is made and changed, with before and after on record', async () => {
    const made = await anUnit({ leitwegId: ' 04011000-1234512345-06 ' });
    expect(made).toMatchObject({
      leitwegId: '04011000-1234512345-06',
      parentId: null,
      live: true,
      sealed: false,
      version: 1,
    });
    const changed = done<Unit>(await put(made.id, { name: 'Anders', live: false, leitwegId: '' }), 200);
    expect(changed).toMatchObject({ name: 'Anders', live: false, leitwegId: null, version: 2 });
    const [first, second] = await office.chain(made.id);
    expect(first).toMatchObject({ kind: 'unit-made', payload: { number: made.number, reason } });
    expect(second).toMatchObject({
      kind: 'unit-changed',
      payload: { before: { name: 'Neue Stelle', live: true }, after: { name: 'Anders', live: false }, reason },
    });
  });

  test.each([
    ['a number that is taken', { number: '40' }, 409, 'number-taken'],
    ['a Leitweg-ID with wrong check digits', { leitwegId: '04011000-1234512345-07' }, 422, 'leitweg-id-invalid'],
    ['a Leitweg-ID that is taken', { leitwegId: leitwegIdOf('40') }, 409, 'leitweg-id-taken'],
    ['a unit above that is not there', { parentId: randomUUID() }, 422, 'parent-unknown'],
    ['a number with a line end', { number: '4\n0' }, 422, 'invalid-request'],
    ['no reason', { reason: '' }, 422, 'invalid-request'],
  ])('%s is refused', async (_, wanted, status, code) => {
    expectProblem(await office.admin.post('/units', { number: '999', name: 'x', reason, ...wanted }), status, code);
  });

  test('is never below itself, were it by two at the same moment', async () => {
    const [a, b, c] = [await anUnit(), await anUnit(), await anUnit()];
    done(await put(b.id, { parentId: a.id }), 200);
    done(await put(c.id, { parentId: b.id }), 200);
    expectProblem(await put(a.id, { parentId: a.id }), 409, 'unit-below-itself');
    expectProblem(await put(a.id, { parentId: c.id }), 409, 'unit-below-itself');
    for (let round = 0; round < 5; round += 1) {
      const [x, y] = [await anUnit(), await anUnit()];
      const answers = await Promise.all([
        put(x.id, { parentId: y.id }),
        put(y.id, { parentId: x.id }, undefined, office.admin2),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
  });

  test('changed from a version that is no more is refused', async () => {
    const made = await anUnit();
    done(await put(made.id, { name: 'Erste' }, 1), 200);
    expectProblem(await put(made.id, { name: 'Zweite' }, 1), 409, 'version-changed');
    expect((await unitNow(made.id)).name).toBe('Erste');
  });

  test('of another town is not there', async () => {
    const { admin } = await openNeighbour(server);
    const { id, version: _, ...unit } = office.unit('40');
    expectProblem(await admin.put(`/units/${id}`, { ...unit, reason }), 404);
    expectProblem(await admin.post('/units', { number: '1', name: 'x', parentId: id, reason }), 422, 'parent-unknown');
    expectProblem(await admin.post('/proposals', { kind: 'unseal', unit: office.unit('50').id, reason }), 404);
    expect((await admin.get('/units')).json).toEqual({ items: [] });
    // the same number and Leitweg-ID may stand in another town
    done(await admin.post('/units', { number: '40', name: 'Schule', leitwegId: leitwegIdOf('40'), reason }), 201);
  });
});

describe('a seal', () => {
  test('is put on at once: cases vanish for the desk, and roles of strangers in the unit end', async () => {
    const clerk = await signedIn(server.url, 'clerk');
    const arrival = await clerk.received(ublInvoice({ number: newNumber(), leitwegId: leitwegIdOf('41') }));
    const { id: caseId } = await clerk.caseOf(arrival.id, 'code');
    const unit = office.unit('41');
    const [stranger, own] = [await office.hire(), await office.hire()];
    const look = await office.given({ person: stranger.id, role: 'auditor', unit: unit.id });
    const work = await office.given({ person: own.id, role: 'certifier', unit: unit.id });

    done(await put(unit.id, { sealed: true }), 200);
    expectProblem(await clerk.get(`/cases/${caseId}`), 403, 'case-sealed');
    const state = async (id: string) =>
      (await server.sql(`SELECT revoked_at FROM role_grant WHERE id = $1`, [id]))[0]!['revoked_at'];
    expect([await state(look.id), await state(work.id)]).toEqual([expect.any(Date), null]);
    expect((await office.chain(look.id)).at(-1)).toMatchObject({ kind: 'role-ended', payload: { by: 'seal', reason } });
    expect((await office.chain(unit.id)).at(-1)).toMatchObject({
      kind: 'unit-sealed',
      payload: { after: { sealed: true } },
    });
    // administrators see no case by all this
    expect(await office.admin.cases('view=all')).toMatchObject({ items: [], counts: { all: 0 } });
    expectProblem(await office.admin.get(`/cases/${caseId}`), 404);
  });

  test('is lifted by two: one proposes, another accepts, and only then', async () => {
    const unit = office.unit('41');
    const clerk = await signedIn(server.url, 'clerk');
    expectProblem(await put(unit.id, { sealed: false }), 409, 'unseal-needs-two');
    const wanted = { kind: 'unseal', unit: unit.id, reason };
    const proposal = done<Proposal>(await office.admin.post('/proposals', wanted), 201);
    expect(proposal).toMatchObject({ kind: 'unseal', state: 'open', unit: { number: '41' }, reason });
    expectProblem(await office.admin2.post('/proposals', wanted), 409, 'proposal-open');
    expect((await office.admin2.get('/proposals')).json).toEqual({ items: [proposal] });

    const decide = (by: typeof clerk, accept: boolean) =>
      by.post(`/proposals/${proposal.id}/decision`, { accept, reason });
    expectProblem(await decide(office.admin, true), 409, 'second-needed');
    expectProblem(await decide(clerk, true), 403);
    expect((await unitNow(unit.id)).sealed).toBe(true);
    expect(done<Proposal>(await decide(office.admin2, true), 200)).toMatchObject({ state: 'accepted' });
    expect((await unitNow(unit.id)).sealed).toBe(false);
    expectProblem(await decide(office.admin2, true), 409, 'proposal-decided');
    expect((await clerk.cases('view=all')).items.length).toBeGreaterThan(0);
    expect((await office.chain(proposal.id)).map(({ kind }) => kind)).toEqual(['unseal-proposed', 'proposal-accepted']);
    expect((await office.chain(unit.id)).at(-1)).toMatchObject({
      kind: 'unit-unsealed',
      payload: { proposal: proposal.id },
    });
  });

  test('keeps number and Leitweg-ID of the unit where they are: its invoices would come in elsewhere', async () => {
    const unit = office.unit('50');
    for (const change of [{ leitwegId: null }, { number: '50a' }])
      expectProblem(await put(unit.id, change), 409, 'sealed-keeps-its-names');
    expect(await unitNow(unit.id)).toMatchObject({ number: '50', leitwegId: unit.leitwegId });
  });

  test('stays when the proposal is declined or taken back', async () => {
    const unit = office.unit('50');
    for (const by of [office.admin, office.admin2]) {
      const { id } = done<Proposal>(
        await office.admin.post('/proposals', { kind: 'unseal', unit: unit.id, reason }),
        201,
      );
      expect(done<Proposal>(await by.post(`/proposals/${id}/decision`, { accept: false, reason }), 200).state).toBe(
        'declined',
      );
    }
    expect((await unitNow(unit.id)).sealed).toBe(true);
    expectProblem(
      await office.admin.post('/proposals', { kind: 'unseal', unit: office.unit('40').id, reason }),
      409,
      'unit-not-sealed',
    );
  });

  test('is held by the database: not by a program that forgets to ask, and an accepted proposal serves once', async () => {
    const unit = office.unit('50');
    const asApp = (...statements: string[]) =>
      withClient(server.house.testDatabase.appUrl, async (client) => {
        await client.query('BEGIN');
        await client.query(`SELECT set_config('app.entity', $1, true)`, [server.house.entityId]);
        let rows: unknown;
        try {
          for (const statement of statements) ({ rowCount: rows } = await client.query(statement));
        } finally {
          await client.query('ROLLBACK');
        }
        return rows;
      });
    const unseal = `UPDATE unit SET sealed = false WHERE id = '${unit.id}'`;
    const [one, other] = [office.admin, office.admin2].map(({ session }) => session!.person.id);
    const propose = `INSERT INTO proposal (entity_id, id, kind, unit_id, reason, proposed_at, proposed_by_id)
      VALUES ('${server.house.entityId}', '${unit.id}', 'unseal', '${unit.id}', 'x', now(), '${one!}')`;
    const accept = (by: string) =>
      `UPDATE proposal SET accepted = true, decided_at = now(), decided_by_id = '${by}' WHERE id = '${unit.id}'`;
    await expect(asApp(unseal)).rejects.toThrow(/lifted by two/);
    await expect(asApp(propose, unseal)).rejects.toThrow(/lifted by two/);
    await expect(asApp(propose, accept(one!))).rejects.toThrow(/proposal_accepted_by_another/);
    expect(await asApp(propose, accept(other!), unseal)).toBe(1);
    const again = [`UPDATE unit SET sealed = true WHERE id = '${unit.id}'`, unseal];
    await expect(asApp(propose, accept(other!), unseal, ...again)).rejects.toThrow(/lifted by two/);
    await expect(asApp(propose, `UPDATE proposal SET applied_at = NULL`)).rejects.toThrow(/permission denied/);
    await expect(asApp(propose, accept(other!), accept(other!))).rejects.toThrow(/decided once/);
  });
});

describe('a group', () => {
  test('is made, renamed and filled, with its days and what was before on record', async () => {
    const [one, other] = [await office.hire('Anna'), await office.hire('Bert')];
    const group = await office.group([{ person: one.id, validUntil: '2099-12-31' }]);
    expect(group.members).toEqual([
      { person: { id: one.id, name: 'Anna' }, validFrom: null, validUntil: '2099-12-31' },
    ]);
    const changed = done<Group>(
      await office.admin.put(
        `/groups/${group.id}`,
        { name: 'Team Mahnung', members: [{ person: other.id }], reason },
        { 'if-match': '"1"' },
      ),
      200,
    );
    expect(changed).toMatchObject({ name: 'Team Mahnung', version: 2, members: [{ person: { name: 'Bert' } }] });
    expect((await office.chain(group.id)).at(-1)).toMatchObject({
      kind: 'group-changed',
      payload: { before: { members: [{ person: one.id }] }, after: { members: [{ person: other.id }] }, reason },
    });
    const late = await office.admin2.put(
      `/groups/${group.id}`,
      { name: 'Team', members: [], reason },
      { 'if-match': '"1"' },
    );
    expectProblem(late, 409, 'version-changed');
    expectProblem(await office.admin.post('/groups', { name: 'Team Mahnung', reason }), 409, 'name-taken');
    expectProblem(await office.admin.post('/groups', { name: 'x', members: [{ person: randomUUID() }], reason }), 404);
    expectProblem(
      await office.admin.post('/groups', { name: 'x', members: [{ person: one.id }, { person: one.id }], reason }),
      422,
    );
    const { admin } = await openNeighbour(server);
    expectProblem(await admin.put(`/groups/${group.id}`, { name: 'x', members: [], reason }), 404);
    expect((await admin.get('/groups')).json).toEqual({ items: [] });
  });
});

describe('the entity', () => {
  const entity = async (): Promise<EntityDetail> => done<EntityDetail>(await office.admin.get('/entity'), 200);
  const change = async (more: object, version?: number) => {
    const { name, mailAddresses, signing } = await entity();
    return office.admin.put(
      '/entity',
      { name, mailAddresses, signing, reason, ...more },
      version === undefined ? {} : { 'if-match': `"${version}"` },
    );
  };

  test('gets name, addresses and settings; what is set besides stays', async () => {
    const before = (await server.sql(`SELECT settings FROM entity WHERE id = $1`, [server.house.entityId]))[0]![
      'settings'
    ];
    const { version } = await entity();
    const changed = done<EntityDetail>(
      await change(
        {
          name: 'Stadt Musterstadt an der Aue',
          mailAddresses: ['rechnung@musterstadt.example', ' Post+x@Musterstadt.example '],
          signing: { freshMinutes: 15 },
        },
        version,
      ),
      200,
    );
    expect(changed).toMatchObject({
      name: 'Stadt Musterstadt an der Aue',
      mailAddresses: ['post@musterstadt.example', 'rechnung@musterstadt.example'],
      signing: { freshMinutes: 15 },
      version: version + 1,
    });
    const [row] = await server.sql(`SELECT settings FROM entity WHERE id = $1`, [server.house.entityId]);
    expect(row!['settings']).toEqual({ ...(before as object), signing: { freshMinutes: 15 } });
    expect(await server.house.database.routeAddress('post@musterstadt.example')).toBe(server.house.entityId);
    expectProblem(await change({ name: 'Alt' }, version), 409, 'version-changed');
    expect((await office.chain(server.house.entityId)).at(-1)).toMatchObject({
      kind: 'entity-changed',
      payload: { before: { name: 'Stadt Musterstadt' }, after: { signing: { freshMinutes: 15 } }, reason },
    });

    done(await change({ mailAddresses: ['rechnung@musterstadt.example'], signing: { freshMinutes: null } }), 200);
    expect(await server.house.database.routeAddress('post@musterstadt.example')).toBeUndefined();
  });

  test('does not get an address of another town, nor is told whose it is', async () => {
    const { entityId } = await openNeighbour(server);
    await server.sql(`INSERT INTO mail_address VALUES ('rechnung@nebenan.example', $1)`, [entityId]);
    const before = await entity();
    const refused = await change({
      name: 'Halb',
      mailAddresses: ['neu@musterstadt.example', 'rechnung@nebenan.example'],
    });
    expectProblem(refused, 409, 'mail-address-taken');
    expect(refused.body.toString()).not.toMatch(/Nebenan|Gemeinde/);
    expect(await entity()).toEqual(before);
    expect(await server.house.database.routeAddress('rechnung@nebenan.example')).toBe(entityId);
    expectProblem(await change({ mailAddresses: ['"a b"@musterstadt.example'] }), 422);
    expectProblem(await change({ signing: { freshMinutes: 0 } }), 422);
  });
});

test('roles of units are kept when a unit is renamed, and shown with its new name', async () => {
  const unit = await anUnit();
  const made = await office.hire();
  await office.given({ person: made.id, role: 'certifier', unit: unit.id });
  done(await put(unit.id, { name: 'Umbenannt' }), 200);
  const { items } = (await office.admin.get(`/roles?unit=${unit.id}`)).json as { items: RoleGrant[] };
  expect(items).toMatchObject([{ unit: { name: 'Umbenannt', sealed: false }, holder: { name: made.name } }]);
});
