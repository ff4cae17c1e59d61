import { type Acknowledgement } from '../load/acknowledged';
import { brokenLinks } from './chain';
import { changesWithoutEntry } from './entries';
import { type EntryRow, type Facts } from './facts';
import { outcomesAmiss } from './outcomes';

/**
 * I4: no gap, every link holds, what was noted outside still stands, and every change of state has its entry. `fault`: what
 * `audit verify` found; the chain is computed here as well.
 */
export function auditBroken(
  facts: Facts,
  list: readonly Acknowledgement[],
  entityId: string,
  fault: string | undefined,
): string[] {
  return [
    ...(fault === undefined ? [] : [`the chain does not verify: ${fault}`]),
    ...gapsIn(facts.entries),
    ...brokenLinks(facts, entityId),
    ...headsGone(facts.entries, list),
    ...changesWithoutEntry(facts),
    ...outcomesAmiss(facts),
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
