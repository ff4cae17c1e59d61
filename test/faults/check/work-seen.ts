/** A row of due work as seen from outside. `waits` are the seconds for which it could have been taken and was not. */
export type WorkSeen = {
  readonly id: string;
  readonly step: string;
  /** The arrival for `receive`, the case for the other steps. */
  readonly subjectId: string;
  readonly fence: string;
  readonly leasedBy: string | null;
  readonly waits: number;
  /** Seconds since it became necessary, whoever holds it or tries it again. */
  readonly age: number;
};

export const workSeen = `SELECT id, step, subject_id AS "subjectId", fence::text, leased_by AS "leasedBy",
  greatest(0, extract(epoch FROM clock_timestamp() - greatest(due_at, lease_until)))::float8 AS waits,
  extract(epoch FROM clock_timestamp() - created_at)::float8 AS age FROM work WHERE step <> 'prove'`;

/** Longer than this no document may wait unless the town says so. */
export const RECOVERY_TARGET_SECONDS = 60;
