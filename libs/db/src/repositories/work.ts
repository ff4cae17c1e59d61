import { v7 as uuid } from 'uuid';
import { type Client } from '../client';

/** A row of due work in the hands of one worker. `fence` must still stand when the result is written. */
export type ClaimedWork = {
  readonly entityId: string;
  readonly id: string;
  readonly step: string;
  readonly subjectId: string;
  /** The arrival as it came to the door; for the log. */
  readonly traceId: string;
  readonly attempt: number;
  readonly crashes: number;
  readonly fence: bigint;
};

/** Work that may be done: what a job on Redis carries. `attempt` is the number of attempts made so far. */
export type DueWork = Pick<ClaimedWork, 'entityId' | 'id' | 'step' | 'attempt'>;

/** The lease was lost: another worker holds this work now, so nothing of this attempt may be stored. */
export class LeaseLost extends Error {
  constructor(work: ClaimedWork) {
    super(`Step ${work.step} of ${work.subjectId} was taken over by another worker; this attempt stores nothing.`);
  }
}

/** Due work of one entity. Rows are removed when done; what was done stands in the results and the audit chain. */
export class WorkRepository {
  /** What this transaction made due; known to the workers once it has committed. */
  readonly due: DueWork[] = [];
  /** The step whose work this transaction ends, if it does. */
  finished: string | undefined;

  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** Makes work due now. The same step of the same subject is due only once. */
  async enqueue(step: string, subjectId: string, traceId: string): Promise<void> {
    const id = uuid();
    const added = await this.client.$executeRaw`
      INSERT INTO work (entity_id, id, step, subject_id, trace_id)
      VALUES (${this.entityId}::uuid, ${id}::uuid, ${step}, ${subjectId}::uuid, ${traceId}::uuid)
      ON CONFLICT (entity_id, step, subject_id) DO NOTHING`;
    if (added > 0) this.due.push({ entityId: this.entityId, id, step, attempt: 0 });
  }

  /** Makes work due at a later time. Nobody is called for it: whoever looks for due work finds it then. */
  async enqueueAt(dueAt: Date, step: string, subjectId: string, traceId: string): Promise<void> {
    await this.client.$executeRaw`
      INSERT INTO work (entity_id, id, step, subject_id, trace_id, due_at)
      VALUES (${this.entityId}::uuid, ${uuid()}::uuid, ${step}, ${subjectId}::uuid, ${traceId}::uuid, ${dueAt}::timestamptz)
      ON CONFLICT (entity_id, step, subject_id) DO NOTHING`;
  }

  /** Work of these steps that was made longer ago than that: how much, and the time of the oldest. */
  async olderThan(seconds: number, steps: readonly string[]): Promise<{ count: number; since: Date } | null> {
    const [found] = await this.client.$queryRaw<{ count: number; since: Date | null }[]>`
      SELECT count(*)::int AS count, min(created_at) AS since FROM work
      WHERE step = ANY (${[...steps]}::text[]) AND created_at < clock_timestamp() - make_interval(secs => ${seconds}::float8)`;
    return found?.since ? { count: found.count, since: found.since } : null;
  }

  /** Removes finished work, or throws LeaseLost: with it the whole transaction of a late worker is rolled back. */
  async finish(work: ClaimedWork): Promise<void> {
    const removed = await this.client.work.deleteMany({
      where: { entityId: this.entityId, id: work.id, fence: work.fence },
    });
    if (removed.count === 0) throw new LeaseLost(work);
    this.finished = work.step;
  }

  /** Gives work back, to be tried again after `delaySeconds`. A lost lease is not touched. */
  async retryLater(work: ClaimedWork, delaySeconds: number): Promise<void> {
    await this.client.$executeRaw`
      UPDATE work SET lease_until = NULL, leased_by = NULL, due_at = clock_timestamp() + make_interval(secs => ${delaySeconds}::float8)
      WHERE entity_id = ${this.entityId}::uuid AND id = ${work.id}::uuid AND fence = ${work.fence}`;
  }

  /** Gives work back as if this attempt had not been made. A lost lease is not touched. */
  async postpone(work: ClaimedWork, delaySeconds: number): Promise<void> {
    await this.client.$executeRaw`
      UPDATE work SET attempt = attempt - 1, lease_until = NULL, leased_by = NULL,
        due_at = clock_timestamp() + make_interval(secs => ${delaySeconds}::float8)
      WHERE entity_id = ${this.entityId}::uuid AND id = ${work.id}::uuid AND fence = ${work.fence}`;
  }

  /** Prolongs the lease while a long step runs; false when it is lost or was given back. */
  async heartbeat(work: ClaimedWork, leaseSeconds: number): Promise<boolean> {
    const touched = await this.client.$executeRaw`
      UPDATE work SET lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8)
      WHERE entity_id = ${this.entityId}::uuid AND id = ${work.id}::uuid AND fence = ${work.fence} AND lease_until IS NOT NULL`;
    return touched > 0;
  }

  /** Work that waits or runs for these subjects. */
  pending(subjectIds: readonly string[]): Promise<number> {
    return this.client.work.count({ where: { entityId: this.entityId, subjectId: { in: [...subjectIds] } } });
  }
}
