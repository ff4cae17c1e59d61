import { PrismaPg } from '@prisma/adapter-pg';
import { type Feed, listen } from './change-feed';
import { isRetriable } from './errors';
import { PrismaClient } from './generated/client';
import { type Leadership, Leaderships } from './leadership';
import { type ClaimedWork, type DueWork } from './repositories/work';
import { Tx } from './tx';

export type DatabaseOptions = {
  readonly url: string;
  readonly maxConnections?: number;
  /** Told after each commit what work it made due. It must not throw and nobody waits for it. */
  readonly onDue?: (due: readonly DueWork[]) => void;
};

/** Due work that nobody holds, with the seconds since it could be taken. */
export type OverdueWork = DueWork & { readonly ageSeconds: number };

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
  private readonly leaderships: Leaderships;

  constructor(private readonly options: DatabaseOptions) {
    const { url, maxConnections = 10 } = options;
    const adapter = new PrismaPg({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: 10_000,
      idle_in_transaction_session_timeout: SILENT_MILLISECONDS,
    });
    this.prisma = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
    this.leaderships = new Leaderships(url);
  }

  /** Runs `work` for one entity; tried again with jitter when the server asks for it (40001, 40P01, P2034). */
  async transaction<T>(entityId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(entityId, work);
      } catch (error) {
        if (attempt >= TRIES || !isRetriable(error)) throw error;
        await pause(Math.random() * 40 * 2 ** attempt);
      }
    }
  }

  private async once<T>(entityId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    let due: readonly DueWork[] = [];
    const result = await this.prisma.$transaction(async (client) => {
      await client.$executeRaw`SELECT set_config('app.entity', ${entityId}, true)`;
      const tx = new Tx(client, entityId);
      const done = await work(tx);
      due = tx.work.due;
      return done;
    });
    if (due.length > 0) this.options.onDue?.(due);
    return result;
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

  /** Takes due work under a lease, the oldest first, or only the row that is named. A row whose lease ran out counts one crash more. */
  claimWork(
    steps: readonly string[],
    worker: string,
    leaseSeconds: number,
    limit: number,
    row?: Pick<DueWork, 'entityId' | 'id'>,
  ): Promise<ClaimedWork[]> {
    return this.prisma.$queryRaw`
      SELECT entity_id AS "entityId", id, step, subject_id AS "subjectId", trace_id AS "traceId", attempt, crashes, fence
      FROM claim_work(${[...steps]}::text[], ${worker}, ${leaseSeconds}::int, ${limit}::int,
        ${row?.entityId ?? null}::uuid, ${row?.id ?? null}::uuid)`;
  }

  /** Due work that nobody has taken for `olderSeconds`, the oldest first. */
  overdueWork(steps: readonly string[], olderSeconds: number, limit: number): Promise<OverdueWork[]> {
    return this.prisma.$queryRaw`
      SELECT entity_id AS "entityId", id, step, attempt, age_seconds AS "ageSeconds"
      FROM overdue_work(${[...steps]}::text[], ${olderSeconds}::float8, ${limit}::int)`;
  }

  /** Hears what others announce at commit: new work, or what changed for the open screens. */
  listen(channel: 'work' | 'live', heard: (message: string) => void): Promise<Feed> {
    return listen(this.options.url, channel, heard);
  }

  /** Stands for the lead of `name` among all processes over this database, until stopped. */
  lead(name: string): Leadership {
    return this.leaderships.lead(name);
  }

  /** Throws when the server does not answer. */
  async ping(): Promise<void> {
    await this.prisma.$queryRaw`SELECT 1`;
  }

  async close(): Promise<void> {
    await this.leaderships.close();
    await this.prisma.$disconnect();
  }
}
