import { type Acknowledgement } from '../load/acknowledged';
import { type EntryRow, type Facts } from './facts';

const entryOf: Readonly<Record<string, string>> = {
  certify: 'case-certified',
  order: 'case-ordered',
  object: 'case-objected',
  return: 'case-returned',
  release: 'case-released',
};

/** I4: no gap, what was noted outside still stands, and every change of state has its entry. `fault`: what `audit verify` found. */
export function auditBroken(facts: Facts, list: readonly Acknowledgement[], fault: string | undefined): string[] {
  return [
    ...(fault === undefined ? [] : [`the chain does not verify: ${fault}`]),
    ...gapsIn(facts.entries),
    ...headsGone(facts.entries, list),
    ...changesWithoutEntry(facts),
  ];
}

const gapsIn = (entries: readonly EntryRow[]): string[] => {
  const at = entries.findIndex(({ seq }, index) => seq !== index + 1);
  return at < 0 ? [] : [`the sequence jumps at ${at + 1}`];
};

function headsGone(entries: readonly EntryRow[], list: readonly Acknowledgement[]): string[] {
  const hashes = new Map(entries.map(({ seq, hash }) => [String(seq), hash]));
  return list.flatMap((one) =>
    one.kind === 'head' && one.seq !== '0' && hashes.get(one.seq) !== one.hash
      ? [`entry ${one.seq} is not the one that was noted outside`]
      : [],
  );
}

function changesWithoutEntry(facts: Facts): string[] {
  const { arrivals, cases, acts, positions, batches, entries } = facts;
  const counts = new Map<string, number>();
  for (const { kind, subjectId } of entries) {
    const name = `${kind} ${subjectId ?? ''}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const times = (kind: string, subject: string): number => counts.get(`${kind} ${subject}`) ?? 0;
  const found: string[] = [];
  const need = (count: number, kind: string, subject: string, name: string): void => {
    if (times(kind, subject) !== count)
      found.push(`${name}: ${kind} stands ${times(kind, subject)} times, not ${count}`);
  };
  for (const { id, number } of arrivals) need(1, 'arrival-received', id, `arrival ${number}`);
  for (const { id, number, hasInvoice } of cases) if (hasInvoice) need(1, 'case-read', id, `case ${number}`);
  const coded = cases.filter((one) => one.coded && times('case-coded', one.id) === 0);
  found.push(...coded.map(({ number }) => `case ${number}: coded without an entry`));
  const numbers = new Map(cases.map(({ id, number }) => [id, number]));
  for (const [subject, same] of Map.groupBy(acts, ({ caseId, kind }) => `${caseId} ${kind}`)) {
    const [caseId = '', kind = ''] = subject.split(' ');
    need(same.length, entryOf[kind] ?? kind, caseId, `case ${numbers.get(caseId) ?? caseId}`);
  }
  for (const [caseId, same] of Map.groupBy(positions, (one) => one.caseId))
    need(same.length, 'case-exported', caseId, `case ${numbers.get(caseId) ?? caseId}`);
  for (const { id, number, acknowledged } of batches) {
    need(1, 'batch-frozen', id, `batch ${number}`);
    need(acknowledged ? 1 : 0, 'batch-acknowledged', id, `batch ${number}`);
  }
  return found;
}
