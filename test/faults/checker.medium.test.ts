import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { mailWith } from '../support/envelopes';
import { eventually, type House, openHouse } from '../support/house';
import { freePort } from '../support/free-port';
import { atRest } from '../support/processes';
import { oneLine, walkIn } from '../support/walk';
import { ublInvoice } from '../support/xrechnung-xml';
import { check, counted, type Evidence, type Invariant, invariants, type Violations } from './check/checker';
import { Monitor } from './check/monitor';
import { AcknowledgedList, type Acknowledgement } from './load/acknowledged';
import { Journal } from './load/journal';

/** The judge of the fault harness: a town in order is acquitted, and each kind of damage, planted here, is found. */
let house: House;
let client: Client;
let list: Acknowledgement[];
let tried: Evidence['tried'];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function sent(content: string, key: string, fileName?: string): Promise<string> {
  const id = await house.upload(content, fileName);
  const { number } = await house.arrivals.show(await house.person('clerk'), id);
  list.push({ kind: 'arrival', channel: 'upload', sha256: sha256(content), key, id, number, at: 0 });
  tried = [...tried, { key, sha256: sha256(content), channel: 'upload' }];
  return id;
}

/** Two invoices handed over, one ordered, one certified, one coded, a mail, a picture, a repetition. */
beforeAll(async () => {
  house = await openHouse();
  await house.startWorker();
  [list, tried] = [[], []];
  const walk = walkIn(house);
  const arrived: string[] = [];
  for (const number of ['1', '2', '3', '4']) {
    const content = ublInvoice({ number: `P-${number}` });
    arrived.push(await walk.settled(await sent(content, `key-${number}`)));
  }
  await sent(ublInvoice({ number: 'P-1' }), 'key-again');
  await sent(
    mailWith('Post', [{ name: 'a.xml', type: 'application/xml', bytes: ublInvoice({ number: 'P-5' }) }]),
    'key-mail',
    'E-Mail.eml',
  );
  await sent('\x89PNG\r\n\x1a\n', 'key-scan', 'scan.png');
  for (const caseId of arrived) await walk.code(caseId, oneLine());
  for (const caseId of arrived.slice(0, 3)) {
    await walk.certify('certifier', caseId, 'factual');
    await walk.certify('clerk', caseId, 'arithmetical');
  }
  for (const caseId of arrived.slice(0, 2)) await walk.order('head', caseId);
  const batchId = await walk.handOver();
  await house.acknowledge.run(await house.person('finance'), batchId, { refused: [] });
  await walk.order('deputy', arrived[2]!);
  await atRest(house);

  client = new Client({ connectionString: house.testDatabase.ownerUrl });
  await client.connect();
  const rows = async (sql: string) => (await client.query(sql)).rows as Record<string, string>[];
  for (const { caseId, act, certificate, covers, person } of await rows(
    'SELECT case_id AS "caseId", kind AS act, certificate, covers, person_id AS person FROM act',
  ))
    list.push({
      kind: 'act',
      caseId: caseId!,
      act: act!,
      certificate: certificate!,
      covers: covers!,
      person: person!,
      at: 0,
    });
  const [batch] = await rows('SELECT id, number FROM export_batch');
  list.push(
    { kind: 'batch', id: batch!['id']!, number: batch!['number']!, at: 0 },
    { kind: 'receipt', batchId, at: 0 },
  );
  const [head] = await rows('SELECT seq::text, hash FROM audit_head');
  list.push({ kind: 'head', seq: head!['seq']!, hash: head!['hash']!, at: 0 });
}, 90_000);
afterAll(async () => {
  await client.end();
  await house.close();
});

const judged = (more: Partial<Evidence> = {}): Promise<Violations> =>
  check({
    entityId: house.entityId,
    client,
    database: house.database,
    archive: house.archive,
    acknowledged: list,
    tried,
    hiddenDelays: [],
    ...more,
  });

/** What is found while this damage stands; afterwards it is as if nothing had been. */
async function withDamage(statements: readonly string[], more: Partial<Evidence> = {}): Promise<Violations> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL session_replication_role = replica'); // foreign keys would refuse some of it
    for (const statement of statements) await client.query(statement);
    return await judged(more);
  } finally {
    await client.query('ROLLBACK');
  }
}

test('a town in order is acquitted', async () => {
  const violations = await judged();
  expect(Object.fromEntries(invariants.map((one) => [one, violations[one]]))).toEqual(
    Object.fromEntries(invariants.map((one) => [one, []])),
  );
  expect(counted(violations)).toBe(0);
});

const caseOf = (number: string): string => `(SELECT id FROM invoice_case WHERE invoice_number = 'P-${number}')`;
const arrivalOf = (number: string): string => `(SELECT arrival_id FROM document WHERE case_id = ${caseOf(number)})`;
const personOf = (login: string): string => `(SELECT id FROM person WHERE email = '${login}@musterstadt.example')`;
const renumber = (table: string, from: string): string =>
  `UPDATE ${table} SET number = '${from}-99999' WHERE id = (SELECT max(id::text)::uuid FROM ${table} WHERE number ~ '^${from}[^/]*$')`;
/** A batch like the first, without positions and files. */
const secondBatch = (number: string): string =>
  `INSERT INTO export_batch SELECT entity_id, gen_random_uuid(), '${number}', profile, created_at, created_by_id, acknowledged_at, acknowledged_by_id, totals, changes FROM export_batch`;
const inSecondBatch = `(SELECT id FROM export_batch WHERE number LIKE '%-002')`;
const year = new Date().getFullYear();

const planted: readonly (readonly [Invariant, string, readonly string[], RegExp])[] = [
  [
    'I1',
    'an acknowledged arrival is gone',
    [`DELETE FROM arrival WHERE id = ${arrivalOf('3')}`],
    /acknowledged E-.* is lost/,
  ],
  [
    'I1',
    'an arrival waits for ever',
    [`UPDATE arrival SET outcome = 'pending' WHERE id = ${arrivalOf('3')}`],
    /still waits/,
  ],
  [
    'I1',
    'an arrival has no document',
    [`DELETE FROM document WHERE case_id = ${caseOf('3')}`],
    /0 documents and 0 parts/,
  ],
  [
    'I1',
    'an arrival has two cases',
    [
      'DROP INDEX document_entity_id_arrival_id_key',
      `UPDATE document SET arrival_id = ${arrivalOf('3')} WHERE case_id = ${caseOf('4')}`,
    ],
    /2 documents and 0 parts/,
  ],
  [
    'I1',
    'a case is still read',
    [`UPDATE invoice_case SET stage = 'reading' WHERE id = ${caseOf('4')}`],
    /still being read/,
  ],
  [
    'I1',
    'a case lies on the shelf without a reason',
    [`UPDATE invoice_case SET stage = 'clarify', reason = NULL WHERE id = ${caseOf('4')}`],
    /without a reason/,
  ],
  [
    'I1',
    'a refused arrival gives no reason',
    [`UPDATE arrival SET reason = NULL WHERE outcome = 'quarantined'`],
    /no reason/,
  ],
  [
    'I1',
    'work is left over',
    [
      `INSERT INTO work SELECT (jsonb_populate_record(NULL::work, to_jsonb(a) || jsonb_build_object('step', 'read', 'subject_id', a.id,
         'trace_id', a.id, 'due_at', now(), 'created_at', now(), 'attempt', 2, 'crashes', 0, 'fence', 0))).* FROM arrival a LIMIT 1`,
    ],
    /work left: read/,
  ],
  ['I1', 'a receipt number is missing', [renumber('arrival', 'E')], /receipts: numbers have gaps/],
  ['I1', 'a case number is missing', [renumber('invoice_case', String(year).slice(2))], /cases: numbers have gaps/],

  [
    'I2',
    'a case is in two batches',
    [
      'DROP INDEX one_live_position',
      'DROP INDEX one_open_item',
      secondBatch(`${year}-002`),
      `INSERT INTO export_position SELECT entity_id, ${inSecondBatch}, case_id, route, live, refusal, creditor_account, document_field FROM export_position WHERE case_id = ${caseOf('1')}`,
    ],
    /is in 2 batches/,
  ],
  [
    'I2',
    'a booking stands in two files',
    [
      secondBatch(`${year}-002`),
      `INSERT INTO export_file SELECT entity_id, ${inSecondBatch}, name, sha256, size FROM export_file`,
    ],
    /booking .* stands in 2 files/,
  ],
  [
    'I2',
    'an open item stands for two cases',
    ['DROP INDEX one_open_item', `UPDATE export_position SET document_field = 'P-1'`],
    /stands for 2 cases/,
  ],
  [
    'I2',
    'two cases book the same invoice',
    [`UPDATE invoice_case SET invoice_number = 'P-1' WHERE invoice_number = 'P-2'`],
    /is booked by .* and/,
  ],
  [
    'I2',
    'a case is handed over and in no batch',
    [`UPDATE invoice_case SET stage = 'done' WHERE id = ${caseOf('3')}`],
    /is in no batch/,
  ],
  [
    'I2',
    'a case is in a batch and goes on',
    [`UPDATE invoice_case SET stage = 'export' WHERE id = ${caseOf('1')}`],
    /is in a batch/,
  ],
  [
    'I2',
    'the file lacks a case of its batch',
    [`UPDATE export_position SET document_field = 'P-77' WHERE case_id = ${caseOf('1')}`],
    /file lacks it/,
  ],
  [
    'I2',
    'the booked amount is another',
    [`UPDATE invoice_case SET gross = 1189.99 WHERE id = ${caseOf('1')}`],
    /and owes 118999/,
  ],
  ['I2', 'a batch has no file', ['DELETE FROM export_file'], /has no file/],
  ['I2', 'a batch number is missing', [secondBatch(`${year}-003`)], /batch numbers have gaps/],
  ['I2', 'a batch that was told is gone', ['DELETE FROM export_batch'], /was told and is lost/],
  [
    'I2',
    'a receipt is gone',
    ['UPDATE export_batch SET acknowledged_at = NULL, acknowledged_by_id = NULL'],
    /receipt of .* is lost/,
  ],

  [
    'I3',
    'the same person certified and ordered',
    [
      'ALTER TABLE act DROP CONSTRAINT certifier_does_not_order',
      `UPDATE act SET person_id = ${personOf('certifier')} WHERE kind = 'order' AND case_id = ${caseOf('1')}`,
    ],
    /same person certified and ordered/,
  ],
  [
    'I3',
    'an order has two actors',
    [
      'DROP INDEX one_order_per_content',
      `INSERT INTO act SELECT entity_id, gen_random_uuid(), case_id, ${personOf('deputy')}, kind, certificate, covers, at, reason, text FROM act WHERE kind = 'order' AND case_id = ${caseOf('1')}`,
    ],
    /order .* by 2/,
  ],
  [
    'I3',
    'ordered without a certificate',
    [`DELETE FROM act WHERE certificate = 'factual' AND case_id = ${caseOf('1')}`],
    /ordered without factual/,
  ],
  [
    'I3',
    'the order covers another content',
    [`UPDATE act SET covers = repeat('0', 64) WHERE kind = 'order' AND case_id = ${caseOf('1')}`],
    /no order over this content/,
  ],
  [
    'I3',
    'a confirmed act is gone',
    [`DELETE FROM act WHERE kind = 'order' AND case_id = ${caseOf('3')}`],
    /was confirmed to .* and is lost/,
  ],
  [
    'I3',
    'a returned case goes on',
    [
      `INSERT INTO act SELECT entity_id, gen_random_uuid(), id, ${personOf('clerk')}, 'return', NULL, content_hash, now(), 'x', NULL FROM invoice_case WHERE id = ${caseOf('4')}`,
    ],
    /returned and goes on/,
  ],

  ['I4', 'an entry is missing', ['DELETE FROM audit_entry WHERE seq = 7'], /sequence jumps at 7/],
  [
    'I4',
    'the end of the chain is cut off',
    ['DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)'],
    /noted outside/,
  ],
  [
    'I4',
    'an arrival has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE subject_id = ${arrivalOf('3')}`],
    /arrival-received stands 0 times/,
  ],
  [
    'I4',
    'a reading has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'case-read'`],
    /case-read stands 0 times/,
  ],
  [
    'I4',
    'a coding has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'case-coded'`],
    /coded without an entry/,
  ],
  [
    'I4',
    'an act has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'case-ordered'`],
    /case-ordered stands 0 times/,
  ],
  [
    'I4',
    'an act has two entries',
    [`UPDATE audit_entry SET kind = 'case-ordered' WHERE kind = 'case-coded'`],
    /case-ordered stands 2 times/,
  ],
  [
    'I4',
    'a hand-over has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'case-exported'`],
    /case-exported stands 0 times/,
  ],
  [
    'I4',
    'a batch has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'batch-frozen'`],
    /batch-frozen stands 0 times/,
  ],
  [
    'I4',
    'a receipt has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'batch-acknowledged'`],
    /batch-acknowledged stands 0 times/,
  ],

  [
    'I6',
    'the same bytes are two documents',
    [
      'DROP INDEX first_arrival_of_bytes',
      `UPDATE arrival SET sha256 = (SELECT sha256 FROM arrival WHERE id = ${arrivalOf('3')}) WHERE id = ${arrivalOf('4')}`,
    ],
    /count 2 times/,
  ],
  [
    'I6',
    'an invoice has two cases',
    [`UPDATE invoice_case SET invoice_number = 'P-3' WHERE invoice_number = 'P-4'`],
    /has 2 cases/,
  ],
];

test.each(planted)('%s: %s', async (invariant, _what, statements, expected) => {
  const violations = await withDamage(statements);
  expect(violations[invariant].join('\n')).toMatch(expected);
});

describe('what the outside world knows better', () => {
  const arrival = (more: object): Acknowledgement[] => [
    ...list,
    { kind: 'arrival', channel: 'mail', sha256: sha256('never'), key: 'k', at: 0, ...more },
  ];

  test('I1: an acknowledged mail that is not there', async () => {
    const { I1 } = await judged({ acknowledged: arrival({}) });
    expect(I1).toEqual([expect.stringMatching(/was acknowledged 1 times .* there are 0/)]);
  });

  test('I1: an upload acknowledged under two keys that is there once', async () => {
    const [first] = list.filter((one) => one.kind === 'arrival' && one.key === 'key-4');
    const { I1 } = await judged({ acknowledged: [...list, { ...first!, key: 'another' } as Acknowledgement] });
    expect(I1).toEqual([expect.stringMatching(/was acknowledged 2 times .* there are 1/)]);
  });

  test('I4: a head that was noted and is another now', async () => {
    const { I4 } = await judged({ acknowledged: [...list, { kind: 'head', seq: '5', hash: sha256('x'), at: 0 }] });
    expect(I4).toEqual(['entry 5 is not the one that was noted outside']);
  });

  test('I6: one key, two arrivals', async () => {
    const [one, other] = list.filter(({ kind }) => kind === 'arrival');
    const { I6 } = await judged({ acknowledged: [...list, { ...other!, key: 'key-1' } as Acknowledgement, one!] });
    expect(I6).toContain('key key-1 was answered with different arrivals');
  });

  test('I6: more arrivals than sendings', async () => {
    const { I6 } = await judged({ tried: tried.filter(({ key }) => key !== 'key-again') });
    expect(I6).toEqual([expect.stringMatching(/was sent 1 times and arrived 2 times/)]);
  });

  test('I7: what the monitor saw', async () => {
    expect((await judged({ hiddenDelays: ['read x 61 s'] })).I7).toHaveLength(1);
  });
});

test('I4: a payload that was changed breaks the chain', async () => {
  await client.query(`UPDATE audit_payload SET payload = payload || ' ' WHERE seq = 4`);
  expect((await judged()).I4).toContain('the chain does not verify: payload-changed at 4');
  await client.query(`UPDATE audit_payload SET payload = left(payload, -1) WHERE seq = 4`);
  expect((await judged()).I4).toEqual([]);
});

describe('I5', () => {
  const pathOf = async (): Promise<string> => {
    const hash = sha256(ublInvoice({ number: 'P-3' }));
    return Promise.resolve(join(house.folder, 'archive', house.entityId, hash.slice(0, 2), hash));
  };

  test.each([
    ['one byte is another', (bytes: Buffer) => Buffer.from(bytes).fill('x', 100, 101)],
    ['the end is missing', (bytes: Buffer) => bytes.subarray(0, -1)],
  ])('%s', async (_what, damage) => {
    const path = await pathOf();
    const bytes = await readFile(path);
    await writeFile(path, damage(bytes));
    expect((await judged()).I5).toHaveLength(1);
    await writeFile(path, bytes);
  });

  test('the file is gone', async () => {
    const path = await pathOf();
    const bytes = await readFile(path);
    rmSync(path);
    expect((await judged()).I5).toHaveLength(1);
    await writeFile(path, bytes);
    expect((await judged()).I5).toEqual([]);
  });
});

describe('the monitor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-monitor-'));
  let server: Server | undefined;
  let monitor: Monitor | undefined;
  afterEach(async () => {
    await monitor?.stop();
    await client.query(`DELETE FROM work`);
    server?.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Work of a step that nobody carries, due for so long. */
  const waiting = (seconds: number) =>
    client.query(
      `INSERT INTO work SELECT (jsonb_populate_record(NULL::work, to_jsonb(a) || jsonb_build_object('step', 'nobody', 'subject_id', a.id,
         'trace_id', a.id, 'due_at', now() - interval '${seconds} s', 'created_at', now(), 'attempt', 0, 'crashes', 0, 'fence', 0))).* FROM arrival a LIMIT 1`,
    );
  const watching = (apiUrls: readonly string[] = []): Monitor => {
    const ground = { postgres: { ownerUrl: house.testDatabase.ownerUrl }, apiUrls };
    monitor = new Monitor(ground, new Journal(), new AcknowledgedList(join(folder, 'list')));
    monitor.start();
    return monitor;
  };

  test('tells of a document that waits too long while nobody says so', async () => {
    await waiting(70);
    const seen = watching();
    await eventually(() => Promise.resolve(seen.hidden.length > 0 || undefined));
    expect(seen.hidden[0]).toMatch(/^nobody .* 7\d s$/);
  });

  test('is content when the town says itself how long the oldest waits', async () => {
    const port = await freePort();
    server = createServer((_, answer) => answer.end('{"status":"ready","queue":{"oldestWaitingSeconds":70}}')).listen(
      port,
    );
    await waiting(70);
    const seen = watching([`http://127.0.0.1:${port}`]);
    await eventually(() => Promise.resolve(seen.longestWait > 60 || undefined));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(seen.hidden).toEqual([]);
  });

  test('measures how long a document stood still', async () => {
    await waiting(1);
    const seen = watching();
    const watch = await seen.watch(0);
    expect([watch.waiting.size, watch.moved]).toEqual([1, []]);
    await client.query('UPDATE work SET fence = fence + 1');
    await eventually(() => Promise.resolve(watch.waiting.size === 0 || undefined));
    expect(watch.moved).toEqual([expect.any(Number)]);
    expect(watch.moved[0]).toBeGreaterThan(0);
  });
});
