import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ExportCases, Refused } from '@libs/operations';
import { withClient } from '@libs/platform';
import { Client } from 'pg';
import { atTime } from '../support/at-time';
import { eventually, type House, openHouse } from '../support/house';
import { oneLine, walkIn } from '../support/walk';
import { leitwegIdOf, ublInvoice } from '../support/xrechnung-xml';

/** Law 10: an export batch is frozen, and a case is in one live batch only. */
let house: House;
let walk: ReturnType<typeof walkIn>;
beforeAll(async () => {
  house = await openHouse();
  walk = walkIn(house);
  await house.startWorker();
}, 60_000);
afterAll(() => house.close());

let sent = 0;
const anotherOrdered = (): Promise<string> => walk.ordered(ublInvoice({ number: `X-${(sent += 1)}` }));
const finance = () => house.person('finance');
const refusalOf = async (task: Promise<unknown>): Promise<string> => {
  try {
    await task;
    return 'done';
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
};

/** The files of a batch as they are downloaded. */
async function filesOf(batchId: string): Promise<{ name: string; sha256: string; bytes: Buffer }[]> {
  const person = await finance();
  const { files } = await house.showExports.show(person, batchId);
  return Promise.all(
    files.map(async ({ name, sha256 }) => {
      const file = await house.showExports.file(person, batchId, name);
      return { name, sha256, bytes: await buffer(await file.open()) };
    }),
  );
}

/** Case → the batches in which it is live; number of every batch, in order. */
async function books(): Promise<{ live: Map<string, string[]>; numbers: string[] }> {
  return withClient(house.testDatabase.ownerUrl, async (client) => {
    const positions = await client.query<{ case: string; number: string }>(
      `SELECT p.case_id AS case, b.number FROM export_position p JOIN export_batch b ON b.id = p.batch_id WHERE p.live`,
    );
    const batches = await client.query<{ number: string }>('SELECT number FROM export_batch ORDER BY number');
    const live = Map.groupBy(positions.rows, (row) => row.case);
    return {
      live: new Map([...live].map(([id, rows]) => [id, rows.map(({ number }) => number)])),
      numbers: batches.rows.map(({ number }) => number),
    };
  });
}

const gapless = (numbers: readonly string[]): void =>
  expect(numbers).toEqual(numbers.map((_, at) => `2026-${String(at + 1).padStart(3, '0')}`));

test('the file of a known walk is the expected one, byte for byte', async () => {
  await walk.ordered(ublInvoice({ number: 'RE 2026/0815', lines: ['1000.00'] }));
  await walk.ordered(
    ublInvoice({
      number: 'GB-77',
      issueDate: '2026-04-30',
      dueDate: '2026-05-30',
      sellerName: 'Elektro Brandt & Söhne OHG',
      sellerVatId: 'DE271828182',
      leitwegId: leitwegIdOf('23'),
      lines: ['100.10', '0.05'],
    }),
    {
      lines: [
        { account: '521100', costCentre: '230400', amount: '100.00', taxKey: '9', text: 'Prüfung „Aufzug“ Rathaus' },
        { account: '524100', costCentre: '230400', amount: '19.18', taxKey: '9' },
      ],
    },
  );
  await walk.ordered(
    ublInvoice({ number: 'unbekannt-1', sellerName: 'Café Müßig', sellerVatId: 'DE999999999', lines: ['42.00'] }),
    oneLine('49.98'),
  );
  const database = atTime(house.database, new Date('2026-06-15T08:30:00.123Z'));
  const batch = await new ExportCases(database, house.archive, { reach: () => undefined }).run(await finance(), {
    profile: 'datev-extf',
    dryRun: false,
  });
  const [file, ...more] = await filesOf(batch);
  expect(more).toEqual([]);

  const expected = join(process.cwd(), 'test/fixtures/extf/known-walk.csv');
  expect(file!.bytes.toString('latin1')).toBe(readFileSync(expected).toString('latin1'));
});

test('a batch that is read twice is the same bytes, and their SHA-256 stands in the record and in the audit chain', async () => {
  await anotherOrdered();
  const batch = await walk.handOver();
  const [first, second] = [await filesOf(batch), await filesOf(batch)];
  expect(second).toEqual(first);
  for (const { sha256, bytes } of first) expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);

  const frozen = await withClient(house.testDatabase.ownerUrl, (client) =>
    client.query<{ payload: string }>(
      'SELECT payload FROM audit_payload p JOIN audit_entry e USING (entity_id, seq) WHERE e.subject_id = $1',
      [batch],
    ),
  );
  expect(frozen.rows[0]!.payload).toContain(first[0]!.sha256);
});

test('later changes of master data do not reach into a frozen batch', async () => {
  await anotherOrdered();
  const batch = await walk.handOver();
  const before = await filesOf(batch);
  await withClient(house.testDatabase.ownerUrl, async (client) => {
    await client.query(`UPDATE creditor SET account = account || '9'`);
    await client.query(`UPDATE entity SET name = 'Umbenannt'`);
  });
  expect(await filesOf(batch)).toEqual(before);
  await withClient(house.testDatabase.ownerUrl, (client) =>
    client.query(`UPDATE creditor SET account = left(account, 7)`),
  );
});

test.each([
  `UPDATE export_batch SET number = '2026-999'`,
  `UPDATE export_batch SET totals = '{}'`,
  `UPDATE export_batch SET profile = 'other'`,
  `UPDATE export_batch SET created_at = now()`,
  `UPDATE export_file SET sha256 = repeat('0', 64)`,
  `UPDATE export_file SET name = 'other.csv'`,
  `UPDATE export_position SET case_id = (SELECT id FROM invoice_case LIMIT 1)`,
  `UPDATE export_position SET batch_id = (SELECT id FROM export_batch LIMIT 1)`,
  'DELETE FROM export_batch',
  'DELETE FROM export_file',
  'DELETE FROM export_position',
  'TRUNCATE export_batch CASCADE',
])('the database refuses the application: %s', async (sql) => {
  const client = new Client({ connectionString: house.testDatabase.appUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.entity', $1, true)`, [house.entityId]);
    await expect(client.query(sql)).rejects.toThrow('permission denied');
  } finally {
    await client.end();
  }
});

test('a file that was changed on the disk is not handed out as good', async () => {
  await anotherOrdered();
  const batch = await walk.handOver();
  const { sha256 } = (await filesOf(batch))[0]!;
  const path = join(house.folder, 'archive', house.entityId, sha256.slice(0, 2), sha256);
  const good = readFileSync(path);
  writeFileSync(path, Buffer.concat([good.subarray(0, -1), Buffer.from('!')]));
  await expect(filesOf(batch)).rejects.toThrow('is damaged');
  writeFileSync(path, good);
  expect((await filesOf(batch)).map((file) => file.sha256)).toEqual([sha256]);
});

test('a case in a live batch cannot be coded, assigned, signed or returned', async () => {
  const caseId = await anotherOrdered();
  await walk.handOver();
  const before = await walk.show(caseId);
  const clerk = await house.person('clerk');
  const [other] = await withClient(house.testDatabase.ownerUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(`SELECT id FROM unit WHERE number = '70'`);
    return rows;
  });
  const attempts = [
    walk.code(caseId, oneLine('1190.00', '543200')),
    house.assignCase.run(clerk, caseId, other!.id),
    walk.act('clerk', caseId, { kind: 'return', reason: 'Doch nicht' }),
    walk.act('clerk', caseId, { kind: 'object', reason: 'Doch nicht' }),
    walk.certify('deputy', caseId, 'factual'),
    walk.order('deputy', caseId),
  ];
  const refused = await Promise.all(attempts.map(refusalOf));
  expect(refused.slice(0, 2)).toEqual(['handed-over', 'handed-over']);
  expect(refused).not.toContain('done');
  expect(await walk.show(caseId)).toEqual(before);
});

describe('acknowledgement', () => {
  test('closes what was booked; what finance refused lies on the shelf and goes into a later batch', async () => {
    const [good, bad] = [await anotherOrdered(), await anotherOrdered()];
    const batch = await walk.handOver();
    const original = await filesOf(batch);
    const refused = [{ caseId: bad, reason: 'Das Konto ist gesperrt.' }];
    await house.acknowledge.run(await finance(), batch, { refused });
    expect([await walk.stageOf(good), await walk.stageOf(bad)]).toEqual(['done', 'clarify']);
    expect(await refusalOf(house.acknowledge.run(await finance(), batch, { refused: [] }))).toBe(
      'already-acknowledged',
    );
    expect(await refusalOf(walk.handOver())).toBe('nothing-ready');

    await walk.act('clerk', bad, { kind: 'release' });
    await walk.code(bad, oneLine('1190.00', '543200'));
    await walk.certify('certifier', bad, 'factual');
    await walk.certify('clerk', bad, 'arithmetical');
    await walk.order('head', bad);
    const later = await walk.handOver();
    expect(await walk.stageOf(bad)).toBe('handed-over');
    expect(await filesOf(batch)).toEqual(original);
    expect((await filesOf(later))[0]!.bytes.toString('latin1')).toContain(';543200;');
    await house.acknowledge.run(await finance(), later, { refused: [] });
    expect(await walk.stageOf(bad)).toBe('done');
  });

  test('naming a case that is not in the batch acknowledges nothing', async () => {
    const [inside, outside] = [await anotherOrdered(), await walk.certified(ublInvoice({ number: 'OUTSIDE' }))];
    const batch = await walk.handOver();
    const wrong = { refused: [{ caseId: outside, reason: 'Falscher Vorgang' }] };
    expect(await refusalOf(house.acknowledge.run(await finance(), batch, wrong))).toBe('case-not-in-batch');
    expect(await walk.stageOf(inside)).toBe('handed-over');
  });

  test('twice at the same moment: once', async () => {
    await anotherOrdered();
    const batch = await walk.handOver();
    const person = await finance();
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => refusalOf(house.acknowledge.run(person, batch, { refused: [] }))),
    );
    expect(outcomes.sort()).toEqual(['already-acknowledged', 'already-acknowledged', 'done']);
  });
});

describe('at the same moment', () => {
  test('five exports over the same cases: one batch, the others make none and take no number', async () => {
    const cases = await Promise.all(Array.from({ length: 4 }, anotherOrdered));
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => refusalOf(walk.handOver())));
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    const { live, numbers } = await books();
    expect(new Set(cases.map((id) => live.get(id)?.join()))).toEqual(new Set([numbers.at(-1)]));
    gapless(numbers);
  });

  test('exports while cases are being ordered: each case is in exactly one batch, the numbers have no gap', async () => {
    let ordering = true;
    const cases: string[] = [];
    const order = async (): Promise<void> => {
      for (let count = 0; count < 4; count += 1) cases.push(await anotherOrdered());
    };
    const hand = async (): Promise<void> => {
      while (ordering) await refusalOf(walk.handOver());
    };
    const handing = [hand(), hand()];
    await Promise.all([order(), order()]);
    ordering = false;
    await Promise.all(handing);
    await refusalOf(walk.handOver());
    const { live, numbers } = await books();
    expect(cases.map((id) => live.get(id)?.length)).toEqual(cases.map(() => 1));
    gapless(numbers);
  });

  test('a case that is ordered and coded anew while a batch is being made is never handed over unsigned', async () => {
    const waiting = await anotherOrdered();
    const late = await walk.certified(ublInvoice({ number: 'LATE' }));
    const [onCase, onNumber] = await Promise.all([
      hold('invoice_case', 'id', waiting),
      hold('counter', 'kind', 'export'),
    ]);

    const handing = walk.handOver(); // waits for the first case
    await blocked(1);
    await walk.order('head', late); // comes while it waits
    await onCase.release(); // it goes on, sees the late case, and waits for its number
    await blocked(1);
    const coding = walk.code(late, oneLine('1190.00', '543200')); // the late case loses its order
    await Promise.race([coding, new Promise((resolve) => setTimeout(resolve, 500))]);
    await onNumber.release();
    await Promise.allSettled([handing, coding]);

    const { acts, contentHash, stage } = await walk.show(late);
    const ordered = acts.some((act) => act.kind === 'order' && act.covers === contentHash);
    expect(stage === 'handed-over' && !ordered).toBe(false);
    expect((await books()).live.has(late)).toBe(stage === 'handed-over');
  });
});

/** Holds a row as another transaction would. */
async function hold(table: string, column: string, value: string): Promise<{ release: () => Promise<void> }> {
  const client = new Client({ connectionString: house.testDatabase.ownerUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query(`SELECT 1 FROM ${table} WHERE ${column} = $1 FOR UPDATE`, [value]);
  return {
    release: async () => {
      await client.query('ROLLBACK');
      await client.end();
    },
  };
}

/** Until so many of the application's connections wait for a lock. */
const blocked = (count: number): Promise<true> =>
  withClient(house.testDatabase.ownerUrl, (client) =>
    eventually(async () => {
      const { rowCount } = await client.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rowCount === count ? true : undefined;
    }),
  );
