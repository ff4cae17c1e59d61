import { AuditPage, CasePage } from '@libs/contracts';
import { machineOf } from '@libs/db';
import { eventually } from '../support/house';
import { type Client } from '../http/support/client';
import { listen } from '../http/support/events';
import { senseTable } from './table';
import { openTown, stranger, type Town, type TownCase } from './town';

/** What reaches a person without a door that names the case: events, search, lists and the audit trail, as docs/access.md says. */
const { roles, rows } = senseTable();
let town: Town;
let heard: ReadonlyMap<string, ReadonlySet<string>>;

beforeAll(async () => {
  town = await openTown();
  heard = await hearing();
}, 120_000);
afterAll(() => town.close());

const people = (): [string, Client][] => [...town.clients].filter(([column]) => column !== stranger);

/** Something happens to each case while everybody listens. Column → ids of the cases that were told of. */
async function hearing(): Promise<Map<string, Set<string>>> {
  const lines = people().map(([column, client]) => [column, listen(client)] as const);
  await Promise.all(lines.map(([, line]) => line.opened));
  const ids = [...town.cases.values()].map(({ id }) => id);
  const { database, entityId } = town.server.house;
  await database.transaction(machineOf(entityId), (tx) => {
    for (const id of ids) tx.announce('case', id);
    return Promise.resolve();
  });
  // one commit tells of all three: whoever heard of one has heard of all they hear of, give or take a moment
  await eventually(() =>
    Promise.resolve(lines.some(([, line]) => ids.some((id) => line.hasHeard('case', id))) || undefined),
  );
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  for (const [, line] of lines) line.hangUp();
  return new Map(lines.map(([column, line]) => [column, new Set(ids.filter((id) => line.hasHeard('case', id)))]));
}

const seen = (yes: boolean): string => (yes ? 'ja' : '–');

async function pageOf(client: Client, query: string) {
  const { status, json } = await client.raw('GET', `/api/v1/cases?view=all&${query}`);
  return status === 200 ? CasePage.parse(json) : status;
}

const listed = async (client: Client, query: string, { id }: TownCase): Promise<string> => {
  const page = await pageOf(client, query);
  return typeof page === 'number' ? `${page}` : seen(page.items.some((one) => one.id === id));
};

const ways: Readonly<Record<string, (client: Client, one: TownCase, column: string) => Promise<string>>> = {
  Ereignis: async (client, { id }, column) => {
    if (column === stranger) return `${(await client.raw('GET', '/api/v1/events')).status}`;
    return seen(heard.get(column)?.has(id) ?? false);
  },
  Suche: (client, one) => listed(client, `q=${encodeURIComponent(one.invoiceNumber)}`, one),
  Liste: (client, one) => listed(client, 'limit=200', one),
  Prüfspur: async (client, { id }) => {
    const { status, json } = await client.raw('GET', '/api/v1/audit?limit=500');
    if (status !== 200) return status === 403 ? 'nein' : `${status}`;
    const about = AuditPage.parse(json).items.filter(({ subject }) => subject === id);
    return about.length === 0 ? 'no entry' : seen(about.some(({ payload }) => payload !== null));
  },
};

test('every way and every role is in the table', () => {
  expect(roles).toEqual([...town.clients.keys()]);
  expect([...new Set(rows.map(({ door }) => door))]).toEqual(Object.keys(ways));
  expect(rows).toHaveLength(Object.keys(ways).length * town.cases.size);
});

describe.each(rows.map((row) => [`${row.door}, unit ${row.unit}`, row] as const))('%s', (_, { door, unit, cells }) => {
  test('reaches whom the table names', async () => {
    const one = town.cases.get(unit ?? '')!;
    const found: Record<string, string> = {};
    for (const role of roles) found[role] = await ways[door]!(town.clients.get(role)!, one, role);
    expect(found).toEqual(Object.fromEntries(cells));
  });
});

describe('what is not seen leaves no trace', () => {
  test('counts count what the list shows, and a search for a sealed case is answered like one for nothing', async () => {
    const sealed = town.cases.get('51')!;
    for (const [, client] of people()) {
      const all = await pageOf(client, 'limit=200');
      if (typeof all === 'number') throw new Error(`GET /cases answered ${all}`);
      expect(all.counts['all']).toBe(all.items.length);
      const [hit, miss] = [await pageOf(client, `q=${sealed.invoiceNumber}`), await pageOf(client, 'q=R-1999-0')];
      expect(hit).toEqual(miss);
    }
  });
});
