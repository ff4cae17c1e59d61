import { arrivalOf, caseOf, personOf, type Planted, renumber, withDamage } from './planted';
import { openTown, type Town } from './town';

/** Each kind of damage to arrivals, cases, batches and acts, planted here, is found by the judge. */
let town: Town;
beforeAll(async () => {
  town = await openTown();
}, 90_000);
afterAll(() => town.close());

/** A batch like the first, without positions and files. */
const secondBatch = (number: string): string =>
  `INSERT INTO export_batch SELECT entity_id, gen_random_uuid(), '${number}', profile, created_at, created_by_id, acknowledged_at, acknowledged_by_id, totals, changes FROM export_batch`;
const inSecondBatch = `(SELECT id FROM export_batch WHERE number LIKE '%-002')`;
const year = new Date().getFullYear();

const planted: readonly Planted[] = [
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
  [
    'I1',
    'a part of a mail is gone',
    [`DELETE FROM arrival WHERE id = ${arrivalOf('6')}`],
    /part .* of mail E-.* was sent 1 times and is there 0 times/,
  ],
  [
    'I1',
    'a part of a mail is there twice',
    [
      'DROP INDEX first_arrival_of_bytes',
      `INSERT INTO arrival SELECT (jsonb_populate_record(NULL::arrival, to_jsonb(a) || jsonb_build_object('id', gen_random_uuid(),
         'number', a.number || '9'))).* FROM arrival a WHERE id = ${arrivalOf('6')}`,
    ],
    /part .* was sent 1 times and is there 2 times/,
  ],
  [
    'I1',
    'a mail was not opened',
    [`UPDATE arrival SET parent_id = NULL WHERE parent_id IS NOT NULL`],
    /part .* was sent 1 times and is there 0 times/,
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

  ['I5', 'the row of a file tells another size', ['UPDATE stored_file SET size = size + 1'], /has another size/],
  [
    'I5',
    'a row names bytes that are not there',
    [`UPDATE document SET sha256 = repeat('0', 64) WHERE case_id = ${caseOf('3')}`],
    /000000000000 is not in the archive/,
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
    'a mail was fetched that nobody had sent',
    [`UPDATE arrival SET origin = 'imap:rechnung@host/INBOX:1:1' WHERE id = ${arrivalOf('3')}`],
    /was sent 0 times and arrived 1 times/,
  ],
  [
    'I6',
    'an invoice has two cases',
    [`UPDATE invoice_case SET invoice_number = 'P-3' WHERE invoice_number = 'P-4'`],
    /has 2 cases/,
  ],
];

test.each(planted)('%s: %s', async (invariant, _what, statements, told) => {
  const violations = await withDamage(town, statements);
  expect(violations[invariant].join('\n')).toMatch(told);
});
