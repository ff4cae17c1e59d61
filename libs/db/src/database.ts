import { type CrashPoints } from '@libs/platform';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { type NewAuditEntry } from './audit-log';
import { type Feed, listen } from './change-feed';
import { cutWhenSilent } from './cut-when-silent';
import { isRetriable } from './errors';
import { type DatabaseFigures, type WorkFigures } from './figures';
import { PrismaClient } from './generated/client';
import { onRecord, type OnRecord } from './on-record';
import { type Leadership, Leaderships } from './leadership';
import { OneTimeKeys } from './repositories/one-time-keys';
import { type ClaimedWork, type DueWork } from './repositories/work';
import { type Sight, unitsText } from './sight';
import { statementNames } from './statement-names';
import { Tx } from './tx';

export type DatabaseOptions = {
  readonly url: string;
  readonly maxConnections?: number;
  /** Told after each commit what work it made due. It must not throw and nobody waits for it. */
  readonly onDue?: (due: readonly DueWork[]) => void;
  /** Told after each commit what it put on record. It must not throw. */
  readonly told?: (record: OnRecord) => void;
  /** Told the seconds by which the clock of this machine is ahead of the database's (negative: behind), as often as that is seen. */
  readonly onSkew?: (seconds: number) => void;
  /** Fault tests let the process die before a commit, and between a commit and the announcement of what it made due. */
  readonly crash?: CrashPoints;
};

/**
 * What leads to a person before their entity is known: an address, tokens of sessions and programs, the id of a passkey, the identity
 * (issuer and subject) at a sign-in provider.
 */
export type SignInKind = 'email' | 'account' | 'session' | 'token' | 'passkey' | 'oidc';

export type TransactionOptions = {
  /** A crash of the server may forget it, and nothing is lost by that: the commit does not wait for the disk. */
  readonly forgettable?: boolean;
};

/** Due work that nobody holds, with the seconds since it could be taken. */
export type OverdueWork = DueWork & { readonly ageSeconds: number };

const TRIES = 5;
/** Less than this is the time that an answer takes on a busy machine. */
const SKEW_SECONDS = 30;
/** A process that was stopped inside a transaction (a machine that sleeps, swaps or moves) holds its locks no longer than this. */
const SILENT_MILLISECONDS = 10_000;
/** Whoever finds no connection for this long is told to come back, instead of waiting in a queue that only grows. */
const PATIENCE_MILLISECONDS = 5_000;
/** Ends before its transaction does: the server would go on with it, and the connection stay taken, when nobody listens any more. */
const STATEMENT_MILLISECONDS = 15_000;
const TRANSACTION_MILLISECONDS = 20_000;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * The door to Postgres. Every piece of work happens inside `transaction`, which names the entity and what may be seen of it first: without it
 * row-level security shows no rows. A few narrow calls run before an entity is known.
 */
export class Database {
  private readonly prisma: PrismaClient;
  private readonly pool: Pool;
  private repeated = 0;
  private closed = false;
  private readonly leaderships: Leaderships;
  /** What is good for one use, outside of any entity; inside a transaction it is `tx.oneTimeKeys`. */
  readonly oneTimeKeys: OneTimeKeys;

  constructor(private readonly options: DatabaseOptions) {
    const { url, maxConnections = 10 } = options;
    this.pool = new Pool({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: PATIENCE_MILLISECONDS,
      idle_in_transaction_session_timeout: SILENT_MILLISECONDS,
      statement_timeout: STATEMENT_MILLISECONDS,
    });
    cutWhenSilent(this.pool, STATEMENT_MILLISECONDS);
    const adapter = new PrismaPg(this.pool, { disposeExternalPool: true, statementNameGenerator: statementNames() });
    const transactionOptions = { maxWait: PATIENCE_MILLISECONDS, timeout: TRANSACTION_MILLISECONDS };
    this.prisma = new PrismaClient({ adapter, transactionOptions });
    this.leaderships = new Leaderships(url);
    this.oneTimeKeys = new OneTimeKeys(this.prisma);
  }

  /** Runs `work` for one entity, seeing of it what `sight` names; tried again with jitter when the server asks for it (40001, 40P01, P2034). */
  async transaction<T>(sight: Sight, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(sight, work, options);
      } catch (error) {
        if (attempt >= TRIES || !isRetriable(error)) throw error;
        this.repeated += 1;
        await pause(Math.random() * 40 * 2 ** attempt);
      }
    }
  }

  private async once<T>(
    sight: Sight,
    work: (tx: Tx) => Promise<T>,
    { forgettable = false }: TransactionOptions,
  ): Promise<T> {
    const begun = performance.now();
    let due: readonly DueWork[] = [];
    let entries: readonly { readonly entityId: string; readonly entry: NewAuditEntry }[] = [];
    const result = await this.prisma.$transaction(async (client) => {
      const asked = performance.now();
      const [began] = await client.$queryRaw<{ now: Date }[]>`
        SELECT set_config('app.entity', ${sight.entityId}, true), set_config('app.reach', ${sight.reach}, true),
          set_config('app.units', ${unitsText(sight.units)}, true), set_config('app.person', ${sight.personId ?? ''}, true),
          set_config('synchronous_commit', ${forgettable ? 'off' : 'on'}, true),
          clock_timestamp() AS now`;
      if (!began) throw new Error('The database does not tell the time.');
      this.compareClocks(began.now, performance.now() - asked);
      const tx = new Tx(client, sight, began.now);
      const done = await work(tx);
      await tx.tell();
      if (tx.work.finished) this.options.crash?.reach(`${tx.work.finished}:before-commit`);
      const all = [tx, ...tx.others];
      due = all.flatMap(({ work: { due: made } }) => made);
      entries = all.flatMap(({ entityId, audit }) => audit.appended.map((entry) => ({ entityId, entry })));
      return done;
    });
    if (due.length > 0) {
      this.options.crash?.reach('due:committed');
      this.options.onDue?.(due);
    }
    const millis = Math.round(performance.now() - begun);
    for (const { entityId, entry } of entries) this.options.told?.(onRecord(entityId, entry, millis));
    return result;
  }

  private compareClocks(theirs: Date, tookMilliseconds: number): void {
    if (tookMilliseconds > 5_000) return; // a process that was stopped meanwhile knows nothing about clocks
    const ahead = (Date.now() - theirs.getTime()) / 1000;
    if (Math.abs(ahead) > SKEW_SECONDS) this.options.onSkew?.(ahead);
  }

  /** Where the hash of what somebody brings along leads: entities and row ids, nothing else. */
  locateSignIn(kind: SignInKind, keyHash: string): Promise<{ entityId: string; subjectId: string }[]> {
    return this.prisma.$queryRaw`
      SELECT entity_id AS "entityId", subject_id AS "subjectId" FROM locate_sign_in(${kind}, ${keyHash})`;
  }

  /** What time it is, for all processes. Inside a transaction it is `tx.now`. */
  async now(): Promise<Date> {
    const [row] = await this.prisma.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
    if (!row) throw new Error('The database does not tell the time.');
    return row.now;
  }

  /** The same for many e-mail addresses at once, by the hash that leads there. */
  locateAccounts(keyHashes: readonly string[]): Promise<{ keyHash: string; entityId: string; subjectId: string }[]> {
    return this.prisma.$queryRaw`
      SELECT k.hash AS "keyHash", l.entity_id AS "entityId", l.subject_id AS "subjectId"
      FROM unnest(${[...keyHashes]}::text[]) AS k (hash) CROSS JOIN LATERAL locate_sign_in('email', k.hash) l`;
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

  /** Work put off for longer than anything is put off was so by a clock that went wrong: it is due now. How many rows. */
  async mendDueTimes(): Promise<number> {
    const [answer] = await this.prisma.$queryRaw<{ rows: number }[]>`SELECT mend_due_times() AS rows`;
    return answer?.rows ?? 0;
  }

  /** How much work waits and runs, by step; numbers only. */
  async workFigures(): Promise<WorkFigures[]> {
    return this.prisma.$queryRaw`
      SELECT step, waiting, running, retried, oldest_due_seconds AS "oldestDueSeconds" FROM work_figures()`;
  }

  figures(): DatabaseFigures {
    const { totalCount, idleCount, waitingCount, options } = this.pool;
    return { max: options.max, inUse: totalCount - idleCount, waiting: waitingCount, repeated: this.repeated };
  }

  /** Hears what others announce at commit: new work, or what changed for the open screens. */
  listen(channel: 'work' | 'live', heard: (message: string) => void): Promise<Feed> {
    return listen(this.options.url, channel, heard);
  }

  /** Stands for the lead of `name` among all processes over this database, until stopped. */
  lead(name: string): Leadership {
    return this.leaderships.lead(name);
  }

  /** Whether the server answers and something could be changed there; throws when it does not. */
  async isWritable(): Promise<boolean> {
    if (this.closed) return false; // Prisma would connect anew
    const [answer] = await this.prisma.$queryRaw<
      { writable: boolean }[]
    >`SELECT current_setting('transaction_read_only') = 'off' AS writable`;
    return answer?.writable === true;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.leaderships.close();
    await this.prisma.$disconnect();
  }
}
