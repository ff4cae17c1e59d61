import { type Client } from '../client';

/** How a comparison of stored bytes with their SHA-256 ended. */
export type Proof = { readonly sha256: string; readonly found: 'good' | 'damaged' | 'missing' };

/** What the last comparison changed: these are damaged since now, those are good again. */
export type ProofNews = { readonly damaged: readonly string[]; readonly restored: readonly string[] };

/** Where stored bytes are used. */
export type FileUse = {
  readonly sha256: string;
  readonly kind: 'case' | 'arrival' | 'export';
  readonly id: string;
};

/** What lies in the archive of one entity: originals and batch files. */
export class StoredFileRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** The beginnings of the night that `moment` lies in and of the next. */
  async nights(moment: Date): Promise<{ readonly last: Date; readonly next: Date }> {
    const [nights] = await this.client.$queryRaw<{ last: Date; next: Date }[]>`
      SELECT proof_night(moment, 0) AS last, proof_night(moment, 1) AS next FROM (SELECT ${moment}::timestamptz) AS of (moment)`;
    if (!nights) throw new Error('The database does not know the night.');
    return nights;
  }

  /** Hashes that were not compared since `since` (for damaged ones: since `damagedSince`), the longest ago first. */
  async unproven(since: Date, damagedSince: Date, limit: number): Promise<string[]> {
    const rows = await this.client.$queryRaw<{ sha256: string }[]>`
      SELECT sha256 FROM stored_file
      WHERE entity_id = ${this.entityId}::uuid
        AND (proven_at IS NULL OR proven_at < ${since}::timestamptz
          OR (damaged_at IS NOT NULL AND proven_at < ${damagedSince}::timestamptz))
      ORDER BY proven_at NULLS FIRST
      LIMIT ${limit}`;
    return rows.map(({ sha256 }) => sha256);
  }

  /** Stores proofs. The rows are locked, so that two who compare the same file tell the news once. */
  async record(proofs: readonly Proof[], now: Date): Promise<ProofNews> {
    const hashes = proofs.map(({ sha256 }) => sha256);
    const rows = await this.client.$queryRaw<{ sha256: string; damaged: boolean }[]>`
      SELECT sha256, damaged_at IS NOT NULL AS damaged FROM stored_file
      WHERE entity_id = ${this.entityId}::uuid AND sha256 = ANY (${hashes}::text[])
      ORDER BY sha256 FOR NO KEY UPDATE`;
    const good = proofs.filter(({ found }) => found === 'good').map(({ sha256 }) => sha256);
    await this.client.$executeRaw`
      UPDATE stored_file SET proven_at = ${now}::timestamptz,
        damaged_at = CASE WHEN sha256 = ANY (${good}::text[]) THEN NULL ELSE coalesce(damaged_at, ${now}::timestamptz) END
      WHERE entity_id = ${this.entityId}::uuid AND sha256 = ANY (${hashes}::text[])`;

    const isGood = new Set(good);
    const changed = rows.filter(({ sha256, damaged }) => damaged === isGood.has(sha256)).map(({ sha256 }) => sha256);
    return {
      damaged: changed.filter((sha256) => !isGood.has(sha256)),
      restored: changed.filter((sha256) => isGood.has(sha256)),
    };
  }

  async anyDamaged(): Promise<boolean> {
    const found = await this.client.storedFile.findFirst({
      where: { entityId: this.entityId, damagedAt: { not: null } },
      select: { sha256: true },
    });
    return found !== null;
  }

  /** Cases first, then arrivals, then batches; each kind in the order in which they were made. */
  async uses(hashes: readonly string[]): Promise<FileUse[]> {
    const where = { entityId: this.entityId, sha256: { in: [...hashes] } };
    const orderBy = { id: 'asc' } as const;
    const documents = await this.client.document.findMany({ where, orderBy, select: { sha256: true, caseId: true } });
    const arrivals = await this.client.arrival.findMany({ where, orderBy, select: { sha256: true, id: true } });
    const files = await this.client.exportFile.findMany({
      where,
      orderBy: { batchId: 'asc' },
      select: { sha256: true, batchId: true },
    });
    return [
      ...documents.map(({ sha256, caseId: id }) => ({ sha256, kind: 'case' as const, id })),
      ...arrivals.map(({ sha256, id }) => ({ sha256, kind: 'arrival' as const, id })),
      ...files.map(({ sha256, batchId: id }) => ({ sha256, kind: 'export' as const, id })),
    ];
  }
}
