import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { routes } from '../../apps/api/src/openapi/routes';
import { type Answer, signedIn } from '../http/support/client';
import { toExport } from '../http/support/line';
import { newEntity } from '../http/support/operator';
import { accessTable } from './table';
import { columns, neighbour, openTown, SEALED, stranger, type Town } from './town';

/** Every door of the interface against every role, as docs/access.md says. */
const { roles, rows } = accessTable();

let town: Town;
let batch: { id: string; file: string };

beforeAll(async () => {
  town = await openTown();
  const { finance } = town.all;
  await toExport(town.all);
  const made = (await finance.post('/exports', { profile: 'datev-extf' })).json as {
    id: string;
    files: { name: string }[];
  };
  await finance.post(`/exports/${made.id}/acknowledgements`, {});
  batch = { id: made.id, file: made.files[0]!.name };
}, 120_000);
afterAll(() => town.close());

test('no door and no role is left out, and none is told that does not exist', () => {
  const guarded = routes.filter(({ open }) => !open).map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(rows.map(({ door }) => door))].sort()).toEqual(guarded.sort());
  expect(roles).toEqual(columns);
  for (const { door, unit } of rows) expect([door, unit !== undefined]).toEqual([door, aboutACase(door)]);
});

const aboutACase = (door: string): boolean => /^\w+ \/(cases|documents|arrivals)\/\{id\}/.test(door);

const idOf = (door: string, unit: string | undefined): string => {
  const one = town.cases.get(unit ?? '');
  if (door.includes('/exports/{id}')) return batch.id;
  if (door.includes('/units/{id}/grants')) return town.cases.get('40')!.unitId;
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
  'post /cases/{id}/assignment': (unit) => ({ unit: town.cases.get(unit ?? '')?.unitId }),
  'post /cases/{id}/acts': (unit) => ({
    kind: 'object',
    reason: 'Probe',
    covers: town.cases.get(unit ?? '')?.contentHash,
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
  const client = town.clients.get(role)!;
  if (door === 'post /documents') return client.upload([{ name: 'a.xml', content: `<a>${randomUUID()}</a>` }]);
  if (door === 'get /events') return headOf(path, client.cookie);
  const json = bodies[door]?.(unit);
  // a session that ends here must not be the one of the other doors
  const who =
    door === 'delete /session' && role !== stranger ? await signedIn(town.server.url, town.loginOf(role)) : client;
  return who.raw(method.toUpperCase(), path, json === undefined ? {} : { json });
}

/** Of a line that stays open only the head is read. */
const headOf = (path: string, cookie: string | undefined): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asking = request(`${town.server.url}${path}`, { headers: cookie === undefined ? {} : { cookie } });
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
      town.clients.get('Feststellung 40')!.get(`/cases/${town.cases.get('67')!.id}`),
      town.clients.get('Feststellung 40')!.get(`/cases/${town.cases.get(SEALED)!.id}`),
      town.clients.get(neighbour)!.get(`/cases/${town.cases.get('40')!.id}`),
      town.clients.get('Rechnungsstelle')!.get(`/cases/${randomUUID()}`),
    ]);
    const said = answers.map(({ status, json }) => {
      const { instance: _, requestId: __, ...rest } = json as Record<string, unknown>;
      return { status, ...rest };
    });
    for (const one of said) expect(one).toEqual(said[3]);
  });

  test('lists of a person without a role hold nothing', async () => {
    const nobody = town.clients.get('ohne')!;
    expect(await nobody.cases('view=all')).toMatchObject({ items: [], counts: { all: 0, mine: 0 } });
    expect(await nobody.arrivals()).toMatchObject({ items: [] });
  });
});
