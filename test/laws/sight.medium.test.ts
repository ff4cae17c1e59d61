import { randomUUID } from 'node:crypto';
import { withClient } from '@libs/platform';
import { type Client } from 'pg';
import { asOwnerOf } from '../support/by-hand';
import { type House, openHouse } from '../support/house';
import { walkIn } from '../support/walk';
import { leitwegIdOf, ublInvoice } from '../support/xrechnung-xml';

/**
 * Law 9, below the program: questions without any filter, put under the application's role, show no more than the sight that
 * the transaction named; and the search, which runs with more rights, filters by itself.
 */
let house: House;
const cases: Record<string, string> = {};
const units: Record<string, string> = {};
beforeAll(async () => {
  house = await openHouse();
  const walk = walkIn(house);
  await house.startWorker();
  for (const unit of ['40', '51', '67']) {
    const xml = ublInvoice({ number: `NR-${unit}`, sellerName: `Firma ${unit}`, leitwegId: leitwegIdOf(unit) });
    const id = await walk.ordered(xml);
    cases[unit] = id;
    units[unit] = (await rows(`SELECT unit_id AS text FROM invoice_case WHERE id = $1`, [id]))[0]!;
  }
  await walk.handOver();
  await asOwner(`UPDATE unit SET sealed = true WHERE number = '51'`);
}, 60_000);
afterAll(() => house.close());

const asOwner = asOwnerOf(() => house);
const rows = async (sql: string, values: unknown[] = []): Promise<string[]> =>
  ((await asOwner(sql, values)).rows as { text: string }[]).map(({ text }) => text);

type Named = {
  readonly entity?: string;
  readonly reach?: string;
  readonly units?: readonly string[];
  readonly person?: string;
};
const asApp = <T>(
  { entity = house.entityId, reach, units: seen, person }: Named,
  task: (client: Client) => Promise<T>,
) =>
  withClient(house.testDatabase.appUrl, async (client) => {
    await client.query('BEGIN');
    const settings = { entity, reach, units: seen && `{${seen.join(',')}}`, person };
    for (const [name, value] of Object.entries(settings))
      if (value !== undefined) await client.query(`SELECT set_config($1, $2, true)`, [`app.${name}`, value]);
    try {
      return await task(client);
    } finally {
      await client.query('ROLLBACK');
    }
  });

/** Every table that tells of cases, and how a row of it names its case. */
const telling: Readonly<Record<string, string>> = {
  invoice_case: 'SELECT id AS text FROM invoice_case',
  document: 'SELECT case_id AS text FROM document',
  invoice: 'SELECT case_id AS text FROM invoice',
  check_report: 'SELECT case_id AS text FROM check_report',
  act: 'SELECT case_id AS text FROM act',
  export_position: 'SELECT case_id AS text FROM export_position',
  arrival: `SELECT file_name || ' ' || id AS text FROM arrival`,
  audit_payload: `SELECT e.subject_id AS text FROM audit_payload p JOIN audit_entry e USING (entity_id, seq)
    WHERE e.kind LIKE 'case-%'`,
};
const arrivalsOf = (unit: string) =>
  rows(
    `SELECT a.file_name || ' ' || a.id AS text FROM arrival a JOIN document d ON d.arrival_id = a.id WHERE d.case_id = $1`,
    [cases[unit]],
  );

describe.each(Object.entries(telling))('%s', (table, sql) => {
  const seen = (named: Named): Promise<string[]> =>
    asApp(named, async (client) => [
      ...new Set((await client.query<{ text: string }>(sql)).rows.map(({ text }) => text)),
    ]);
  const expected = async (...of: string[]): Promise<string[]> =>
    table === 'arrival' ? (await Promise.all(of.map(arrivalsOf))).flat().sort() : of.map((unit) => cases[unit]!).sort();

  test('shows nothing to whoever names no sight, or an unknown one', async () => {
    for (const named of [
      {},
      { reach: '' },
      { reach: 'own' },
      { reach: 'sealed' },
      { reach: 'own', units: [randomUUID()] },
    ])
      expect(await seen(named)).toEqual([]);
    expect(await seen({ entity: randomUUID(), reach: 'everything' })).toEqual([]);
  });

  test('shows the unit its own, and whoever looks after the whole house all that is not sealed', async () => {
    expect((await seen({ reach: 'own', units: [units['67']!] })).sort()).toEqual(await expected('67'));
    expect((await seen({ reach: 'own', units: [units['51']!] })).sort()).toEqual(await expected('51'));
    expect((await seen({ reach: 'unsealed' })).sort()).toEqual(await expected('40', '67'));
    expect((await seen({ reach: 'unsealed', units: [units['51']!] })).sort()).toEqual(await expected('40', '51', '67'));
    expect((await seen({ reach: 'everything' })).sort()).toEqual(await expected('40', '51', '67'));
  });
});

test('a change without any condition reaches what is seen and nothing else', async () => {
  const changed = (named: Named, sql: string) => asApp(named, async (client) => (await client.query(sql)).rowCount);
  for (const sql of [`UPDATE invoice_case SET reason = 'x'`, `UPDATE arrival SET subject = 'x'`]) {
    expect(await changed({ reach: 'own' }, sql)).toBe(0);
    expect(await changed({ reach: 'own', units: [units['40']!] }, sql)).toBe(1);
    expect(await changed({ reach: 'unsealed' }, sql)).toBe(2);
  }
});

test('nobody lifts a seal but by the unit: the column and the list of sealed things are not theirs to write', async () => {
  const tried = (sql: string) =>
    asApp({ reach: 'everything' }, (client) =>
      client.query(sql).then(
        () => 'allowed',
        (error: unknown) => (error as { code?: string }).code,
      ),
    );
  expect(await tried('UPDATE invoice_case SET seal = NULL')).toBe('42501');
  expect(await tried('DELETE FROM sealed_subject')).toBe('42501');
  expect(await tried('UPDATE sealed_subject SET unit_id = unit_id')).toBe('42501');
  expect(await tried('DELETE FROM role_grant')).toBe('42501');
});

describe('the search', () => {
  const find = (named: Named, fragment: string | null, gross: string | null = null): Promise<string[]> =>
    asApp(named, async (client) =>
      (await client.query<{ id: string }>('SELECT id FROM find_cases($1, $2)', [fragment, gross])).rows
        .map(({ id }) => id)
        .sort(),
    );
  const ids = (...of: string[]): string[] => of.map((unit) => cases[unit]!).sort();

  test('finds in the entity and the sight that the transaction named, whatever is asked', async () => {
    for (const [fragment, gross] of [
      ['firma', null],
      ['NR-', null],
      [null, '1190'],
      ['', '1190.00'],
    ] as const) {
      expect(await find({}, fragment, gross)).toEqual([]);
      expect(await find({ entity: '', reach: 'everything' }, fragment, gross)).toEqual([]);
      expect(await find({ entity: randomUUID(), reach: 'everything' }, fragment, gross)).toEqual([]);
      expect(await find({ reach: 'own', units: [units['40']!] }, fragment, gross)).toEqual(ids('40'));
      expect(await find({ reach: 'unsealed' }, fragment, gross)).toEqual(ids('40', '67'));
      expect(await find({ reach: 'unsealed', units: [units['51']!] }, fragment, gross)).toEqual(ids('40', '51', '67'));
    }
    expect(await find({ reach: 'unsealed' }, 'Firma 51')).toEqual([]);
  });

  test('takes a fragment for what it is: no wildcard, no pattern, no statement', async () => {
    const everything = { reach: 'everything' };
    for (const fragment of ['%', '_', 'Firma%', 'F_rma', '\\', 'firma 4\\', `' OR true --`, 'Firma 40\nNR-40', '.*'])
      expect([fragment, await find(everything, fragment)]).toEqual([fragment, []]);
    expect(await find(everything, 'fIRMA 4')).toEqual(ids('40'));
  });

  test('cannot be turned to functions or operators of the caller', async () => {
    await asApp({ reach: 'unsealed' }, async (client) => {
      await client.query(
        `CREATE FUNCTION pg_temp.sight_reach() RETURNS text LANGUAGE sql AS $$ SELECT 'everything'::text $$`,
      );
      await client.query(`CREATE TEMP TABLE invoice_case (id uuid)`);
      await client.query(`SET LOCAL search_path = pg_temp, public`);
      const { rows: found } = await client.query(`SELECT id FROM find_cases('firma', NULL)`);
      expect(found).toHaveLength(2);
    });
  });
});
