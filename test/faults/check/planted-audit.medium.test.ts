import { arrivalOf, caseOf, personOf, type Planted, withDamage } from './planted';
import { openTown, type Town } from './town';

/** Each break of the audit chain, and each change of state without its entry, planted here, is found by the judge. */
let town: Town;
beforeAll(async () => {
  town = await openTown();
}, 90_000);
afterAll(() => town.close());

const planted: readonly Planted[] = [
  ['I4', 'an entry is missing', ['DELETE FROM audit_entry WHERE seq = 7'], /sequence jumps at 7/],
  [
    'I4',
    'the end of the chain is cut off',
    ['DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)'],
    /noted outside/,
  ],
  [
    'I4',
    'an entry tells of another time',
    [`UPDATE audit_entry SET at = at + interval '1 s' WHERE seq = 7`],
    /entry 7 is not what was sealed/,
  ],
  [
    'I4',
    'an entry follows another',
    [`UPDATE audit_entry SET previous_hash = repeat('0', 64) WHERE seq = 7`],
    /entry 7 does not follow the one before it/,
  ],
  [
    'I4',
    'a payload is another',
    [`UPDATE audit_payload SET payload = replace(payload, '"', ' "') WHERE seq = 7`],
    /entry 7 has another payload/,
  ],
  ['I4', 'a payload is gone', ['DELETE FROM audit_payload WHERE seq = 7'], /entry 7 has lost its payload/],
  [
    'I4',
    'the head is ahead of the chain',
    ['UPDATE audit_head SET seq = seq + 1'],
    /the head names entry \d+, the chain/,
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
    'a coding has two entries',
    [`UPDATE audit_entry SET kind = 'case-coded' WHERE kind = 'case-exported'`],
    /its content changed 3 times, case-read, -assigned and -coded stand 4 times/,
  ],
  [
    'I4',
    'a coding is not what its entry says',
    [`UPDATE invoice_case SET coding = coding || coding WHERE id = ${caseOf('1')}`],
    /coded otherwise than its entry says/,
  ],
  [
    'I4',
    'an assignment has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'case-assigned'`],
    /assigned without an entry/,
  ],
  [
    'I4',
    'a case is assigned to another unit than its entry says',
    [`UPDATE invoice_case SET unit_id = (SELECT max(id::text)::uuid FROM unit WHERE id <> unit_id)`],
    /assigned otherwise than its entry says/,
  ],
  [
    'I4',
    'the opening of a mail has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'mail-opened'`],
    /mail-opened stands 0 times/,
  ],
  [
    'I4',
    'a check has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'case-checked'`],
    /no outcome in the audit chain/,
  ],
  [
    'I4',
    'a case goes on and its entry says doubtful',
    [`UPDATE audit_entry SET kind = 'case-doubtful' WHERE kind = 'case-checked'`],
    /case-doubtful .*, but its arrival is accepted/,
  ],
  [
    'I4',
    'a case lies on the shelf and its entry says checked',
    [`UPDATE audit_entry SET kind = 'case-checked' WHERE kind = 'case-unreadable'`],
    /case-checked without an invoice/,
  ],
  [
    'I4',
    'a case lies there for another reason than its entry says',
    [`UPDATE invoice_case SET reason = 'objected' WHERE stage = 'clarify'`],
    /lies there for objected, the chain says unsupported-type/,
  ],
  [
    'I4',
    'an act was entered for somebody else',
    [`UPDATE audit_entry SET actor_id = ${personOf('finance')} WHERE kind = 'case-ordered'`],
    /case-ordered names other people/,
  ],
  [
    'I4',
    'an entry tells of a batch that is not there',
    [`UPDATE audit_entry SET subject_id = gen_random_uuid() WHERE kind = 'batch-frozen'`],
    /batch-frozen\) is about nothing/,
  ],
  [
    'I4',
    'an acknowledged case has no entry',
    [`UPDATE audit_entry SET kind = 'x' WHERE kind = 'case-acknowledged'`],
    /case-acknowledged stands 0 times/,
  ],
  [
    'I4',
    'a case that finance took has an entry of refusal',
    [`UPDATE audit_entry SET kind = 'case-refused' WHERE kind = 'case-acknowledged'`],
    /case-refused stands 1 times, not 0/,
  ],
  ['I4', 'damage has no entry', ['UPDATE stored_file SET damaged_at = now()'], /is damaged, told: nothing/],
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
];

test.each(planted)('%s: %s', async (invariant, _what, statements, told) => {
  const violations = await withDamage(town, statements);
  expect(violations[invariant].join('\n')).toMatch(told);
});
