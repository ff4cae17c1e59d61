import { type AuditRow, Database, entryHash, GENESIS, machineOf, payloadDigest } from '@libs/db';

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

  /** Others may add entries meanwhile: what was the head at the start must stand, and nothing beyond the head at the end. */
  async run(entityId: string): Promise<ChainState> {
    const start = await this.head(entityId);
    let [seq, previous] = [0n, GENESIS];
    let erased = 0;
    let startStands = start.seq === 0n;
    for (;;) {
      const rows = await this.database.transaction(machineOf(entityId), (tx) => tx.audit.following(seq, BATCH));
      for (const row of rows) {
        const fault = faultOf(entityId, row, seq + 1n, previous);
        if (fault) return { entityId, entries: Number(seq), head: previous, erased, fault };
        if (row.payload?.payload === '') erased += 1;
        [seq, previous] = [row.seq, row.hash];
        if (seq === start.seq) startStands = previous === start.hash;
      }
      if (rows.length < BATCH) break;
    }
    const whole = startStands && seq <= (await this.head(entityId)).seq;
    const fault = whole ? undefined : { seq: (seq + 1n).toString(), why: 'end-missing' as const };
    return { entityId, entries: Number(seq), head: previous, erased, fault };
  }

  private head(entityId: string): Promise<{ seq: bigint; hash: string }> {
    return this.database.transaction(machineOf(entityId), (tx) => tx.audit.head());
  }
}

/** The entry that is missing is named by a gap, every other fault by the entry that was found. */
function faultOf(entityId: string, row: AuditRow, expected: bigint, previous: string): ChainState['fault'] {
  if (row.seq !== expected) return { seq: expected.toString(), why: 'gap' };
  const why = changeIn(entityId, row, previous);
  return why && { seq: row.seq.toString(), why };
}

function changeIn(entityId: string, row: AuditRow, previous: string): AuditFault | undefined {
  if (row.previousHash !== previous) return 'previous-hash';
  if (entryHash(entityId, row) !== row.hash) return 'entry-changed';
  if (!row.payload) return 'payload-missing';
  if (row.payload.payload === '') return undefined;
  return payloadDigest(row.payload.salt, row.payload.payload) === row.payloadDigest ? undefined : 'payload-changed';
}
