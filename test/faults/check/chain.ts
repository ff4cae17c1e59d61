import { sha256Of } from '../plan/documents';
import { type EntryRow, type Facts } from './facts';

const GENESIS = '0'.repeat(64);

/**
 * What an entry must carry as its hash: SHA-256 hex over the hash before it, a line feed and the entry as JSON with its keys
 * in the order of the alphabet. Written here once more, so that the code that appends cannot acquit itself.
 */
export function hashOf(entityId: string, entry: EntryRow): string {
  const { seq, at, kind, actorId, subjectId, payloadDigest, previousHash } = entry;
  const sealed = { actor: actorId, at, entity: entityId, kind, payload: payloadDigest, seq: String(seq) };
  return sha256Of(`${previousHash}\n${JSON.stringify({ ...sealed, subject: subjectId })}`);
}

/** Where the chain is broken: links, sealed fields, payloads, head. No payload is erased during a run. */
export function brokenLinks({ entries, head }: Pick<Facts, 'entries' | 'head'>, entityId: string): string[] {
  const found = entries.flatMap((entry, index) => {
    const previous = entries[index - 1]?.hash ?? GENESIS;
    const faults = [
      ...(entry.previousHash === previous ? [] : ['does not follow the one before it']),
      ...(hashOf(entityId, entry) === entry.hash ? [] : ['is not what was sealed']),
      ...payloadFaults(entry),
    ];
    return faults.map((fault) => `entry ${entry.seq} ${fault}`);
  });
  const last = entries.at(-1) ?? { seq: 0, hash: GENESIS };
  if (head?.seq !== last.seq || head.hash !== last.hash)
    found.push(`the head names entry ${head?.seq ?? 'none'}, the chain ends with ${last.seq}`);
  return found;
}

function payloadFaults({ salt, payload, payloadDigest }: EntryRow): string[] {
  if (salt === null || payload === null || payload === '') return ['has lost its payload'];
  return sha256Of(`${salt}\n${payload}`) === payloadDigest ? [] : ['has another payload'];
}
