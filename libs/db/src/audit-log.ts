import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '@libs/approval';
import { type Client } from './client';

export type NewAuditEntry = {
  readonly kind: string;
  /** The person who acted; undefined = Belegfluss itself. */
  readonly actorId?: string | undefined;
  /** The case, arrival or batch concerned. */
  readonly subjectId?: string | undefined;
  /** Text, safe integers, booleans, null, arrays and plain objects; amounts as written text. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** For the log only, no part of the chain: `trace`, ids, kinds and sizes. The payload may hold text of people and never goes there. */
  readonly told?: Readonly<Record<string, string | number>>;
};

export type AuditRow = {
  readonly seq: bigint;
  readonly at: Date;
  readonly kind: string;
  readonly actorId: string | null;
  readonly subjectId: string | null;
  readonly payloadDigest: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly payload: { readonly salt: string; readonly payload: string } | null;
};

type Head = { readonly seq: bigint; readonly hash: string };
type NewRow = Omit<AuditRow, 'payload'> & { readonly salt: string; readonly payload: string };

export const GENESIS = '0'.repeat(64);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** SHA-256 hex over the salt and the canonical payload: the payload may be erased later, the chain still proves itself. */
export const payloadDigest = (salt: string, payload: string): string => sha256(`${salt}\n${payload}`);

/** SHA-256 hex over the previous hash and the canonical entry. */
export function entryHash(entityId: string, entry: Omit<AuditRow, 'hash' | 'payload'>): string {
  const { seq, at, kind, actorId, subjectId, previousHash } = entry;
  const canonical = canonicalJson({
    entity: entityId,
    seq: seq.toString(),
    at: at.toISOString(),
    kind,
    actor: actorId,
    subject: subjectId,
    payload: entry.payloadDigest,
  });
  return sha256(`${previousHash}\n${canonical}`);
}

/** The append-only audit chain of one entity. The head row is locked, so the sequence has no gaps and one order. */
export class AuditLog {
  /** What this transaction has appended. */
  readonly appended: NewAuditEntry[] = [];

  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** Adds entries at the end of the chain. Call it last in a transaction: it holds the head of the chain until commit. */
  async append(...entries: readonly NewAuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const { now, ...head } = await this.lockHead();
    let { seq, hash } = head;
    const rows = entries.map((entry) => {
      const salt = randomBytes(16).toString('hex');
      const payload = canonicalJson(entry.payload);
      seq += 1n;
      const unsealed = {
        seq,
        at: now,
        kind: entry.kind,
        actorId: entry.actorId ?? null,
        subjectId: entry.subjectId ?? null,
        payloadDigest: payloadDigest(salt, payload),
        previousHash: hash,
      };
      hash = entryHash(this.entityId, unsealed);
      return { ...unsealed, hash, salt, payload };
    });
    await this.store(rows, { seq, hash });
    this.appended.push(...entries);
  }

  /** Entries, payloads and the new head in one journey: until the commit everybody else of this entity waits. */
  private async store(rows: readonly NewRow[], head: Head): Promise<void> {
    const column = <T>(of: (row: NewRow) => T): T[] => rows.map(of);
    await this.client.$executeRaw`
      WITH given AS (
        SELECT * FROM unnest(
          ${column(({ seq }) => seq)}::bigint[], ${column(({ at }) => at)}::timestamptz[], ${column(({ kind }) => kind)}::text[],
          ${column(({ actorId }) => actorId)}::uuid[], ${column(({ subjectId }) => subjectId)}::uuid[],
          ${column((row) => row.payloadDigest)}::text[], ${column(({ previousHash }) => previousHash)}::text[],
          ${column(({ hash }) => hash)}::text[], ${column(({ salt }) => salt)}::text[], ${column(({ payload }) => payload)}::text[]
        ) AS g (seq, at, kind, actor_id, subject_id, payload_digest, previous_hash, hash, salt, payload)
      ), entries AS (
        INSERT INTO audit_entry (entity_id, seq, at, kind, actor_id, subject_id, payload_digest, previous_hash, hash)
        SELECT ${this.entityId}::uuid, seq, at, kind, actor_id, subject_id, payload_digest, previous_hash, hash FROM given
      ), payloads AS (
        INSERT INTO audit_payload (entity_id, seq, salt, payload) SELECT ${this.entityId}::uuid, seq, salt, payload FROM given
      )
      UPDATE audit_head SET seq = ${head.seq}, hash = ${head.hash} WHERE entity_id = ${this.entityId}::uuid`;
  }

  private async lockHead(): Promise<Head & { now: Date }> {
    // the time is taken in the outer query: only there the lock is ours, and the chain is in order of time as well
    const find = (): Promise<(Head & { now: Date })[]> => this.client.$queryRaw`
      WITH head AS MATERIALIZED (SELECT seq, hash FROM audit_head WHERE entity_id = ${this.entityId}::uuid FOR UPDATE)
      SELECT seq, hash, date_trunc('milliseconds', clock_timestamp()) AS now FROM head`;
    const [head] = await find();
    if (head) return head;
    await this.client.$executeRaw`
      INSERT INTO audit_head (entity_id, seq, hash) VALUES (${this.entityId}::uuid, 0, ${GENESIS}) ON CONFLICT DO NOTHING`;
    const [made] = await find();
    if (!made) throw new Error('The head of the audit chain cannot be locked.');
    return made;
  }

  /** Entries about one subject, oldest first. */
  about(subjectIds: readonly string[]): Promise<AuditRow[]> {
    return this.client.auditEntry.findMany({
      where: { entityId: this.entityId, subjectId: { in: [...subjectIds] } },
      include: { payload: { select: { salt: true, payload: true } } },
      orderBy: { seq: 'asc' },
    });
  }

  /** `limit` entries after `after`, in order of the chain. */
  following(after: bigint, limit: number): Promise<AuditRow[]> {
    return this.client.auditEntry.findMany({
      where: { entityId: this.entityId, seq: { gt: after } },
      include: { payload: { select: { salt: true, payload: true } } },
      orderBy: { seq: 'asc' },
      take: limit,
    });
  }

  /** `limit` entries before `before` (all when undefined), newest first. */
  preceding(before: bigint | undefined, limit: number): Promise<AuditRow[]> {
    return this.client.auditEntry.findMany({
      where: { entityId: this.entityId, ...(before === undefined ? {} : { seq: { lt: before } }) },
      include: { payload: { select: { salt: true, payload: true } } },
      orderBy: { seq: 'desc' },
      take: limit,
    });
  }

  async head(): Promise<{ seq: bigint; hash: string }> {
    const head = await this.client.auditHead.findUnique({ where: { entityId: this.entityId } });
    return head ?? { seq: 0n, hash: GENESIS };
  }
}
