import { type Prisma } from '../generated/client';
import { type Client } from '../client';

/** What a one-time key can be for. */
export type OneTimeKind = 'invitation' | 'reset' | 'second-factor' | 'passkey' | 'provider' | 'totp';

/**
 * What is good for one use, under the hash of a random token. It stands outside entities: it is taken before one is known, so what lies
 * in it says itself where it belongs. Times are those of the database.
 */
export class OneTimeKeys {
  constructor(private readonly client: Client) {}

  /** Kept for `seconds`; what ran out before is swept away. */
  async put(kind: OneTimeKind, keyHash: string, data: Prisma.InputJsonObject, seconds: number): Promise<void> {
    await this.client.$executeRaw`
      WITH swept AS (DELETE FROM one_time_key WHERE expires_at < clock_timestamp())
      INSERT INTO one_time_key (kind, key_hash, data, expires_at)
      VALUES (${kind}, ${keyHash}, ${JSON.stringify(data)}::jsonb, clock_timestamp() + make_interval(secs => ${seconds}::float8))`;
  }

  /** Looks and leaves it where it is: a page that says what a link is for. */
  async look(kind: OneTimeKind, keyHash: string): Promise<unknown> {
    const [row] = await this.client.$queryRaw<{ data: unknown }[]>`
      SELECT data FROM one_time_key WHERE kind = ${kind} AND key_hash = ${keyHash} AND expires_at > clock_timestamp()`;
    return row?.data;
  }

  /** Undefined where it was never, has run out or was taken before; of several who ask at once one has it. */
  async take(kind: OneTimeKind, keyHash: string): Promise<unknown> {
    const [row] = await this.client.$queryRaw<{ data: unknown }[]>`
      DELETE FROM one_time_key WHERE kind = ${kind} AND key_hash = ${keyHash} AND expires_at > clock_timestamp() RETURNING data`;
    return row?.data;
  }

  /** The invitation or reset of this name, as long as it is good. */
  async link(name: string): Promise<{ kind: string; keyHash: string; data: unknown; expiresAt: Date } | undefined> {
    const [row] = await this.client.$queryRaw<{ kind: string; keyHash: string; data: unknown; expiresAt: Date }[]>`
      SELECT kind, key_hash AS "keyHash", data, expires_at AS "expiresAt" FROM one_time_key
      WHERE kind IN ('invitation', 'reset') AND data ->> 'link' = ${name} AND expires_at > clock_timestamp()`;
    return row;
  }

  /** Whatever of this kind was made for a person is good for nothing any more. */
  async dropOf(kinds: readonly OneTimeKind[], personId: string): Promise<void> {
    await this.client.$executeRaw`
      DELETE FROM one_time_key WHERE kind = ANY (${[...kinds]}::text[]) AND kind IN ('invitation', 'reset') AND data ->> 'person' = ${personId}`;
  }
}
