import { randomUUID } from 'node:crypto';
import { type FoundedEntity, type OperatedEntity } from '@libs/contracts';
import { routes } from '../../apps/api/src/openapi/routes';
import { openServer, type TestServer } from '../support/server';
import { type Answer, Client, signedIn } from '../http/support/client';
import { expectProblem } from '../http/support/documented';
import { people, toCertify } from '../http/support/line';
import { newEntity, operatorOf } from '../http/support/operator';

/** Who runs a data centre founds entities, sees numbers, and comes through no door to what is in them. */
let server: TestServer;
let operator: Client;
let secret: { caseId: string; arrivalId: string; documentId: string; words: RegExp };
const password = 'vier Wörter am Deich';

beforeAll(async () => {
  server = await openServer();
  operator = await operatorOf(server);
  const detail = await toCertify(await people(server), { sellerName: 'Geheimer Lieferant' });
  const [{ id: documentId, arrival_id: arrivalId } = {}] = await server.sql(
    'SELECT * FROM document WHERE case_id = $1',
    [detail.id],
  );
  secret = {
    caseId: detail.id,
    arrivalId: String(arrivalId),
    documentId: String(documentId),
    words: /Geheimer|1190|Krüger|@musterstadt\.example"/,
  };
}, 60_000);
afterAll(() => server.close());

const found = async (wanted = newEntity(), by = operator): Promise<Answer> => by.post('/entities', wanted);

describe('founding', () => {
  test('makes an empty entity with two administrators who come in by their links; both chains say so', async () => {
    const wanted = newEntity();
    const answer = await found(wanted);
    expect(answer.status).toBe(201);
    const { id, administrators } = answer.json as FoundedEntity;
    for (const { email, link } of administrators) {
      const key = link!.split('#')[1];
      const looked = await new Client(server.url).post('/password-links', { key });
      expect(looked.json).toMatchObject({ kind: 'invitation', entity: wanted.name, email });
      expect((await new Client(server.url).post('/passwords', { key, password })).status).toBe(200);
      const client = new Client(server.url);
      const signed = await client.post('/session', { email, password });
      expect(signed.json).toMatchObject({
        entity: { id, name: wanted.name },
        roles: [{ role: 'administrator', unit: null }],
      });
    }
    const entries = await server.sql(
      `SELECT entity_id, actor_id FROM audit_entry WHERE kind = 'entity-founded' AND (entity_id = $1 OR subject_id = $1)`,
      [id],
    );
    expect(entries.map((entry) => entry['entity_id']).sort()).toEqual([id, operator.session!.entity.id].sort());
    for (const entity of [id, operator.session!.entity.id])
      expect(await server.house.verifyAudit.run(entity)).toMatchObject({ fault: undefined });
    expect(await server.house.database.routeAddress(wanted.addresses[0]!)).toBe(id);
  });

  test('makes a guest of whoever has an account in another entity', async () => {
    const wanted = newEntity();
    wanted.administrators[0]!.email = 'finance@musterstadt.example';
    const { id } = (await found(wanted)).json as FoundedEntity;
    const finance = await signedIn(server.url, 'finance');
    const entities = (await finance.get('/session/entities')).json as { items: { id: string }[] };
    expect(entities.items.map((one) => one.id)).toContain(id);
    expect((await finance.post('/session/entity', { id })).json).toMatchObject({ roles: [{ role: 'administrator' }] });
  });

  test.each([
    ['an address that leads elsewhere', { addresses: ['rechnung@musterstadt.example'] }, 409, 'address-taken'],
    [
      'one administrator twice',
      {
        administrators: [
          { name: 'A', email: 'a@b.example' },
          { name: 'B', email: 'A@B.example' },
        ],
      },
      422,
      undefined,
    ],
    ['one administrator', { administrators: [{ name: 'A', email: 'a@b.example' }] }, 422, undefined],
    ['no reason', { reason: ' ' }, 422, undefined],
    ['no address', { addresses: [] }, 422, undefined],
  ])('%s: nothing is founded', async (_, change, status, code) => {
    const count = async () => (await server.sql('SELECT 1 FROM entity')).length;
    const before = await count();
    expectProblem(await operator.post('/entities', { ...newEntity(), ...change }), status, code);
    expect(await count()).toBe(before);
  });

  test('the operator administers nothing', async () => {
    const wanted = newEntity();
    wanted.administrators[1]!.email = operator.session!.person.email;
    expectProblem(await found(wanted), 409, 'operator-administers-nothing');
  });

  test('ten at once with the same address: one entity', async () => {
    const wanted = newEntity();
    const answers = await Promise.all(Array.from({ length: 10 }, () => found(wanted)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await server.sql('SELECT 1 FROM entity WHERE name = $1', [wanted.name])).toHaveLength(1);
  });
});

describe('what an operator sees', () => {
  test('names and numbers of the entities, without their own house', async () => {
    const { items } = (await operator.get('/entities')).json as { items: OperatedEntity[] };
    const town = items.find(({ name }) => name === 'Stadt Musterstadt');
    expect(town).toMatchObject({ addresses: ['rechnung@musterstadt.example'], units: 12, liveUnits: 12 });
    expect(items.map(({ name }) => name)).not.toContain('Betrieb');
    expect(JSON.stringify(items)).not.toMatch(/Geheimer|1190|Krüger|clerk@/);
  });

  test('nothing else, through whatever door', async () => {
    const bodies: Readonly<Record<string, unknown>> = {
      '/cases/{id}/coding': { lines: [{ account: '543100', amount: '1190.00' }] },
      '/cases/{id}/acts': { kind: 'object', covers: '0'.repeat(64), reason: 'Nein' },
      '/cases/{id}/assignment': { unit: randomUUID() },
      '/cases/{id}/paper': { kind: 'sent' },
      '/units/{id}/live': { live: true, reason: 'x' },
      '/session/entity': { id: server.house.entityId },
      '/people/{id}/invitation': { reason: 'x' },
      '/people/{id}/password-reset': { reason: 'x' },
      '/exports': { profile: 'datev-extf', dryRun: true },
    };
    const quiet = new Set([
      '/session',
      '/events',
      '/tokens',
      '/documents',
      '/sessions/{id}',
      '/tokens/{id}',
      '/entities',
    ]);
    for (const { method, path, open } of routes.filter((route) => !quiet.has(route.path))) {
      if (open) continue;
      const { personId } = await server.house.person('clerk');
      const id = path.startsWith('/people')
        ? personId
        : path.startsWith('/documents')
          ? secret.documentId
          : path.startsWith('/arrivals')
            ? secret.arrivalId
            : secret.caseId;
      const where = `/api/v1${path.replace('{id}', id).replace('{name}', 'x.csv')}`;
      const answer = await operator.raw(
        method.toUpperCase(),
        where,
        bodies[path] === undefined ? {} : { json: bodies[path] },
      );
      const told = answer.body.toString().replaceAll(operator.session!.person.email, '');
      expect([path, told.match(secret.words)?.[0]]).toEqual([path, undefined]);
      if (path.includes('{id}'))
        // where a body is missed nothing was looked at yet
        expect([
          method,
          path,
          [403, 404, 405, ...(bodies[path] === undefined ? [422] : [])].includes(answer.status),
        ]).toEqual([method, path, true]);
    }
  }, 60_000);

  test('a role given in a town operates nothing', async () => {
    const admin = await server.house.person('admin');
    await server.sql(
      `INSERT INTO role_grant (entity_id, id, person_id, role) VALUES ($1, gen_random_uuid(), $2, 'operator')`,
      [server.house.entityId, admin.personId],
    );
    const client = await signedIn(server.url, 'admin');
    expectProblem(await client.get('/entities'), 403, 'no-power-to-operate');
    expectProblem(await found(newEntity(), client), 403, 'no-power-to-operate');
  });

  test('the database answers both questions in the operator’s house alone', async () => {
    const [rows, made] = await server.house.database.transaction(server.house.sight, async (tx) => [
      await tx.entities.operated(),
      await tx.entities.found(randomUUID(), 'Erschlichen', {}),
    ]);
    expect([rows, made]).toEqual([[], false]);
    expect(await server.sql(`SELECT 1 FROM entity WHERE name = 'Erschlichen'`)).toEqual([]);
  });
});
