import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { emailKey } from '@libs/operations';
import { routes } from '../../apps/api/src/openapi/routes';
import { openServer, type TestServer } from '../support/server';
import { leitwegIdOf, ublInvoice } from '../support/xrechnung-xml';
import { type Answer, Client, signedIn } from '../http/support/client';
import { codingOf, newNumber, people, toExport } from '../http/support/line';
import { newEntity } from '../http/support/operator';
import { accessTable } from './table';

/** Every door of the interface against every role, as docs/access.md says. */
const { roles, rows } = accessTable();
const SEALED = '51';

/** Column → role and unit of a person who has nothing else. */
const grants: Readonly<Record<string, readonly [role: string, unit: string | null] | null>> = {
  ohne: null,
  Rechnungsstelle: ['clerk', null],
  'Feststellung 40': ['certifier', '40'],
  'Anordnung 40': ['orderer', '40'],
  Finanz: ['finance', null],
  Kasse: ['cashier', null],
  Prüfung: ['auditor', null],
  Administration: ['administrator', null],
};
const stranger = 'niemand';
const neighbour = 'fremd';

let server: TestServer;
const clients = new Map<string, Client>();
type Case = { id: string; arrivalId: string; documentId: string; unitId: string; contentHash: string };
const cases = new Map<string, Case>();
let batch: { id: string; file: string };

beforeAll(async () => {
  server = await openServer();
  await hire();
  const all = await people(server);
  await toExport(all);
  const made = (await all.finance.post('/exports', { profile: 'datev-extf' })).json as {
    id: string;
    files: { name: string }[];
  };
  await all.finance.post(`/exports/${made.id}/acknowledgements`, {});
  batch = { id: made.id, file: made.files[0]!.name };
  for (const unit of ['40', '67', SEALED]) {
    const arrival = await all.clerk.received(ublInvoice({ number: newNumber(), leitwegId: leitwegIdOf(unit) }));
    const { id } = await all.clerk.caseOf(arrival.id, 'code');
    await all.clerk.put(`/cases/${id}/coding`, codingOf('1190.00'));
    const [row] = await server.sql(
      `SELECT d.id AS document, c.unit_id AS unit, c.content_hash AS hash FROM document d JOIN invoice_case c ON c.id = d.case_id WHERE c.id = $1`,
      [id],
    );
    cases.set(unit, {
      id,
      arrivalId: arrival.id,
      documentId: String(row!['document']),
      unitId: String(row!['unit']),
      contentHash: String(row!['hash']),
    });
  }
  await server.sql(`UPDATE unit SET sealed = true WHERE number = $1`, [SEALED]);
  clients.set(stranger, new Client(server.url));
  for (const role of roles.filter((one) => one !== stranger))
    clients.set(role, await signedIn(server.url, loginOf(role)));
}, 120_000);
afterAll(async () => {
  for (const client of clients.values()) client.close();
  await server.close();
});

const loginOf = (role: string): string => role.toLowerCase().replace(/[^a-z0-9]/g, '-');

/** One person for each column, with the password of the demonstration town; the neighbour in a town of their own. */
async function hire(): Promise<void> {
  const village = randomUUID();
  await server.sql(`INSERT INTO entity SELECT $1, 'Gemeinde Nebenan', settings FROM entity LIMIT 1`, [village]);
  for (const role of roles.filter((one) => one !== stranger)) {
    const email = `${loginOf(role)}@musterstadt.example`;
    const [id, entity] = [randomUUID(), role === neighbour ? village : server.house.entityId];
    await server.sql(
      `INSERT INTO person (entity_id, id, name, email, password_hash)
       SELECT $1, $2, $3, $4, password_hash FROM person WHERE email LIKE 'clerk@%'`,
      [entity, id, role, email],
    );
    await server.sql(`INSERT INTO sign_in_key VALUES ('email', $1, $2, $3)`, [emailKey(email), entity, id]);
    const grant = role === neighbour ? (['clerk', null] as const) : grants[role];
    if (grant === undefined) throw new Error(`No role is known for the column ${role}.`);
    if (grant)
      await server.sql(
        `INSERT INTO role_grant (entity_id, id, person_id, role, unit_id)
         VALUES ($1, gen_random_uuid(), $2, $3, (SELECT id FROM unit WHERE number = $4))`,
        [entity, id, ...grant],
      );
  }
}

test('no door and no role is left out, and none is told that does not exist', () => {
  const guarded = routes.filter(({ open }) => !open).map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(rows.map(({ door }) => door))].sort()).toEqual(guarded.sort());
  expect(roles).toEqual([stranger, ...Object.keys(grants), neighbour]);
  for (const { door, unit } of rows) expect([door, unit !== undefined]).toEqual([door, aboutACase(door)]);
});

const aboutACase = (door: string): boolean => /^\w+ \/(cases|documents|arrivals)\/\{id\}/.test(door);

const idOf = (door: string, unit: string | undefined): string => {
  const one = cases.get(unit ?? '');
  if (door.includes('/exports/{id}')) return batch.id;
  if (door.includes('/units/{id}/grants')) return cases.get('40')!.unitId;
  if (!one) return randomUUID();
  if (door.includes('/documents/')) return one.documentId;
  return door.includes('/arrivals/') ? one.arrivalId : one.id;
};

/** Most are refused for what they say, or change nothing: what is asked here is who comes through. */
const bodies: Readonly<Record<string, (unit: string | undefined) => unknown>> = {
  'put /account/passkeys/{id}': () => ({ name: 'x' }),
  'post /tokens': () => ({ name: 'x', scopes: [] }),
  'post /session/entity': () => ({ id: randomUUID() }),
  'post /people/{id}/invitation': () => ({ reason: 'Probe' }),
  'post /people/{id}/password-reset': () => ({ reason: 'Probe' }),
  'post /entities': () => newEntity(),
  'put /cases/{id}/coding': () => ({ lines: [{ account: '543100', amount: '0.01' }] }),
  'post /cases/{id}/assignment': (unit) => ({ unit: cases.get(unit ?? '')?.unitId }),
  'post /cases/{id}/acts': (unit) => ({
    kind: 'object',
    reason: 'Probe',
    covers: cases.get(unit ?? '')?.contentHash,
  }),
  'post /cases/{id}/paper': () => ({ kind: 'sent' }),
  'post /units/{id}/live': () => ({ live: true, reason: 'Probe' }),
  'post /exports': () => ({ profile: 'datev-extf', dryRun: true }),
  'post /exports/{id}/acknowledgements': () => ({}),
  'post /people': () => ({ name: 'Neu', email: `${randomUUID()}@musterstadt.example`, reason: 'Probe' }),
  'put /people/{id}': () => ({ name: 'Neu', email: 'neu@musterstadt.example', disabled: true, reason: 'Probe' }),
  'post /groups': () => ({ name: randomUUID(), reason: 'Probe' }),
  'put /groups/{id}': () => ({ name: 'Neu', members: [], reason: 'Probe' }),
  'post /roles': () => ({ person: randomUUID(), role: 'clerk', unit: null, reason: 'Probe' }),
  'post /roles/{id}/end': () => ({ reason: 'Probe' }),
  'post /roles/{id}/confirmation': () => ({ reason: 'Probe' }),
  'post /units': () => ({ number: randomUUID().slice(0, 8), name: 'Neu', reason: 'Probe' }),
  'put /units/{id}': () => ({
    ...{ number: '99', name: 'Neu', leitwegId: null, parentId: null },
    ...{ live: true, sealed: false, reason: 'Probe' },
  }),
  'post /units/{id}/grants': () => ({ auditor: randomUUID(), validUntil: '2099-12-31', reason: 'Probe' }),
  'post /proposals': () => ({ kind: 'unseal', unit: randomUUID(), reason: 'Probe' }),
  'post /proposals/{id}/decision': () => ({ accept: false, reason: 'Probe' }),
  'put /entity': () => ({
    ...{ name: 'Stadt Musterstadt', mailAddresses: ['rechnung@musterstadt.example'] },
    ...{ signing: { freshMinutes: null }, reason: 'Probe' },
  }),
  'post /imports': () => ({ kind: 'units', csv: 'Nummer;Name\n98;Probe', dryRun: true }),
};

async function knock(role: string, door: string, unit: string | undefined): Promise<Answer> {
  const [method = '', template = ''] = door.split(' ');
  const path = `/api/v1${template.replace('{id}', idOf(door, unit)).replace('{name}', batch.file)}`;
  const client = clients.get(role)!;
  if (door === 'post /documents') return client.upload([{ name: 'a.xml', content: `<a>${randomUUID()}</a>` }]);
  if (door === 'get /events') return headOf(path, client.cookie);
  const json = bodies[door]?.(unit);
  // a session that ends here must not be the one of the other doors
  const who = door === 'delete /session' && role !== stranger ? await signedIn(server.url, loginOf(role)) : client;
  return who.raw(method.toUpperCase(), path, json === undefined ? {} : { json });
}

/** Of a line that stays open only the head is read. */
const headOf = (path: string, cookie: string | undefined): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asking = request(`${server.url}${path}`, { headers: cookie === undefined ? {} : { cookie } });
    asking.once('error', reject);
    asking.once('response', (answer) => {
      resolve({ status: answer.statusCode ?? 0, headers: {}, cookies: [], body: Buffer.alloc(0), json: undefined });
      answer.on('error', () => undefined);
      asking.destroy();
    });
    asking.end();
  });

/** An answer that no cell knows is told as it is. */
function verdictOf({ status, json }: Answer): string {
  if (status === 401) return '401';
  if (status === 404) return '–';
  if (status === 403) return (json as { code?: string }).code === 'case-sealed' ? 'Siegel' : 'nein';
  return status < 500 ? 'ja' : `${status}`;
}

describe.each(rows.map((row) => [`${row.door}${row.unit === undefined ? '' : `, unit ${row.unit}`}`, row] as const))(
  '%s',
  (_, { door, unit, cells }) => {
    test('lets in whom the table names', async () => {
      const seen: Record<string, string> = {};
      for (const role of roles) seen[role] = verdictOf(await knock(role, door, unit));
      expect(seen).toEqual(Object.fromEntries(cells));
    });
  },
);

describe('what is refused tells nothing', () => {
  test('a case of another unit, of another town and one that never was are refused with the same words', async () => {
    const answers = await Promise.all([
      clients.get('Feststellung 40')!.get(`/cases/${cases.get('67')!.id}`),
      clients.get('Feststellung 40')!.get(`/cases/${cases.get(SEALED)!.id}`),
      clients.get(neighbour)!.get(`/cases/${cases.get('40')!.id}`),
      clients.get('Rechnungsstelle')!.get(`/cases/${randomUUID()}`),
    ]);
    const said = answers.map(({ status, json }) => {
      const { instance: _, requestId: __, ...rest } = json as Record<string, unknown>;
      return { status, ...rest };
    });
    for (const one of said) expect(one).toEqual(said[3]);
  });

  test('lists of a person without a role hold nothing', async () => {
    const nobody = clients.get('ohne')!;
    expect(await nobody.cases('view=all')).toMatchObject({ items: [], counts: { all: 0, mine: 0 } });
    expect(await nobody.arrivals()).toMatchObject({ items: [] });
  });
});
