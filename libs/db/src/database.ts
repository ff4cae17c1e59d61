import { PrismaPg } from '@prisma/adapter-pg';
import { type Feed, listen } from './change-feed';
import { isRetriable } from './errors';
import { PrismaClient } from './generated/client';
import { type ClaimedWork } from './repositories/work';
import { Tx } from './tx';

export type DatabaseOptions = { readonly url: string; readonly maxConnections?: number };

const TRIES = 5;
/** A process that was stopped inside a transaction (a machine that sleeps, swaps or moves) holds its locks no longer than this. */
const SILENT_MILLISECONDS = 10_000;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * The door to Postgres. Every piece of work happens inside `transaction`, which names the entity first: without it
 * row-level security shows no rows. Three narrow calls run before an entity is known.
 */
export class Database {
  private readonly prisma: PrismaClient;

  constructor(private readonly options: DatabaseOptions) {
    const { url, maxConnections = 10 } = options;
    const adapter = new PrismaPg({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: 10_000,
      idle_in_transaction_session_timeout: SILENT_MILLISECONDS,
    });
    this.prisma = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
  }

  /** Runs `work` for one entity; tried again with jitter when the server asks for it (40001, 40P01, P2034). */
  async transaction<T>(entityId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.prisma.$transaction(async (client) => {
          await client.$executeRaw`SELECT set_config('app.entity', ${entityId}, true)`;
          return work(new Tx(client, entityId));
        });
      } catch (error) {
        if (attempt >= TRIES || !isRetriable(error)) throw error;
        await pause(Math.random() * 40 * 2 ** attempt);
      }
    }
  }

  /** Where a hashed e-mail or session token leads: entities and row ids, nothing else. */
  locateSignIn(kind: 'email' | 'session', keyHash: string): Promise<{ entityId: string; subjectId: string }[]> {
    return this.prisma.$queryRaw`
      SELECT entity_id AS "entityId", subject_id AS "subjectId" FROM locate_sign_in(${kind}, ${keyHash})`;
  }

  /** The entity that owns a recipient address (already normalised), or undefined. */
  async routeAddress(address: string): Promise<string | undefined> {
    const rows = await this.prisma.$queryRaw<
      { entity: string | null }[]
    >`SELECT route_address(${address})::text AS entity`;
    return rows[0]?.entity ?? undefined;
  }

  /** Takes due work under a lease. A row whose lease ran out counts one crash more. */
  claimWork(steps: readonly string[], worker: string, leaseSeconds: number, limit: number): Promise<ClaimedWork[]> {
    return this.prisma.$queryRaw`
      SELECT entity_id AS "entityId", id, step, subject_id AS "subjectId", attempt, crashes, fence
      FROM claim_work(${[...steps]}::text[], ${worker}, ${leaseSeconds}::int, ${limit}::int)`;
  }

  /** Hears what others announce at commit: new work, or what changed for the open screens. */
  listen(channel: 'work' | 'live', heard: (message: string) => void): Promise<Feed> {
    return listen(this.options.url, channel, heard);
  }

  /** Throws when the server does not answer. */
  async ping(): Promise<void> {
    await this.prisma.$queryRaw`SELECT 1`;
  }

  close(): Promise<void> {
    return this.prisma.$disconnect();
  }
}
