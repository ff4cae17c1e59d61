import { type AuditRow, Database, entryHash, GENESIS, payloadDigest } from '@libs/db';

export type ChainState = {
  readonly entityId: string;
  readonly entries: number;
  readonly head: string;
  /** Entries whose payload was erased at the end of its time; the chain holds without it. */
  readonly erased: number;
  /** The first entry that does not fit, and why. */
  readonly fault: { readonly seq: string; readonly why: AuditFault } | undefined;
};
export type AuditFault =
  'gap' | 'previous-hash' | 'entry-changed' | 'payload-changed' | 'payload-missing' | 'end-missing';

const BATCH = 2_000;

/** Proves the audit chain of one entity from its first entry to its head. */
export class VerifyAudit {
  constructor(private readonly database: Database) {}

  async run(entityId: string): Promise<ChainState> {
    let previous = GENESIS;
    let seq = 0n;
    let erased = 0;
    for (;;) {
      const rows = await this.database.transaction(entityId, (tx) => tx.audit.following(seq, BATCH));
      for (const row of rows) {
        const why = faultOf(entityId, row, seq + 1n, previous);
        if (why)
          return { entityId, entries: Number(seq), head: previous, erased, fault: { seq: row.seq.toString(), why } };
        if (row.payload?.payload === '') erased += 1;
        previous = row.hash;
        seq = row.seq;
      }
      if (rows.length < BATCH) break;
    }
    const head = await this.database.transaction(entityId, (tx) => tx.audit.head());
    const cut = head.seq !== seq || head.hash !== previous;
    const fault = cut ? { seq: (seq + 1n).toString(), why: 'end-missing' as const } : undefined;
    return { entityId, entries: Number(seq), head: previous, erased, fault };
  }
}

function faultOf(entityId: string, row: AuditRow, expected: bigint, previous: string): AuditFault | undefined {
  if (row.seq !== expected) return 'gap';
  if (row.previousHash !== previous) return 'previous-hash';
  if (entryHash(entityId, row) !== row.hash) return 'entry-changed';
  if (!row.payload) return 'payload-missing';
  if (row.payload.payload === '') return undefined;
  return payloadDigest(row.payload.salt, row.payload.payload) === row.payloadDigest ? undefined : 'payload-changed';
}
