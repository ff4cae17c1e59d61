import { type Prisma } from '../generated/client';
import { type Client } from '../client';

export type IdempotentRow = Prisma.IdempotentRequestGetPayload<object>;

/** `bodyHash` of what was asked; status and body of what was told. */
export type GivenAnswer = { readonly bodyHash: string; readonly status: number; readonly body: Prisma.InputJsonValue };

/** Answers already given under an Idempotency-Key. */
export class IdempotencyRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /**
   * Takes the key for this request. Undefined: it is ours now. A row: somebody had it before.
   * A key that was taken `staleSeconds` ago and never answered is ours again: its holder died.
   */
  async take(key: string, personId: string, route: string, staleSeconds: number): Promise<IdempotentRow | undefined> {
    const taken = await this.client.$executeRaw`
      INSERT INTO idempotent_request AS r (entity_id, key, person_id, route)
      VALUES (${this.entityId}::uuid, ${key}, ${personId}::uuid, ${route})
      ON CONFLICT (entity_id, key) DO UPDATE SET created_at = now()
        WHERE r.status IS NULL AND r.person_id = EXCLUDED.person_id AND r.route = EXCLUDED.route
          AND r.created_at < now() - make_interval(secs => ${staleSeconds}::float8)`;
    if (taken > 0) return undefined;
    return this.client.idempotentRequest.findUniqueOrThrow({
      where: { entityId_key: { entityId: this.entityId, key } },
    });
  }

  /** Says that the request under this key is still in work. */
  async mark(key: string): Promise<void> {
    await this.client.$executeRaw`
      UPDATE idempotent_request SET created_at = now()
      WHERE entity_id = ${this.entityId}::uuid AND key = ${key} AND status IS NULL`;
  }

  /** False: somebody else has answered under this key meanwhile. A key that a crash of the server forgot is put back. */
  async answer(
    { key, personId, route }: Pick<IdempotentRow, 'key' | 'personId' | 'route'>,
    { bodyHash, status, body }: GivenAnswer,
  ): Promise<boolean> {
    const stored = await this.client.$executeRaw`
      INSERT INTO idempotent_request AS r (entity_id, key, person_id, route, body_hash, status, answer)
      VALUES (${this.entityId}::uuid, ${key}, ${personId}::uuid, ${route}, ${bodyHash}, ${status}::int, ${JSON.stringify(body)}::jsonb)
      ON CONFLICT (entity_id, key) DO UPDATE
        SET body_hash = EXCLUDED.body_hash, status = EXCLUDED.status, answer = EXCLUDED.answer
        WHERE r.status IS NULL AND r.person_id = EXCLUDED.person_id AND r.route = EXCLUDED.route`;
    return stored > 0;
  }

  /** A refused request may be tried again under the same key. */
  async release(key: string): Promise<void> {
    await this.client.idempotentRequest.deleteMany({ where: { entityId: this.entityId, key, status: null } });
  }
}
