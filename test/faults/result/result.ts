import { type Mode } from '../ground/ground';
import { type Way } from '../plan/load-plan';
import { invariants, type Violations } from '../check/checker';
import { quantile } from './figures';

/** What one fault of a run did. Seconds of the run; `accept` holds milliseconds. */
export type FaultResult = {
  readonly id: string;
  readonly what: string;
  readonly at: number;
  readonly ended: number;
  /** Seconds until each document that stood still moved again. */
  readonly moved: readonly number[];
  /** Documents that never moved again. */
  readonly stuck: number;
  readonly accept: { readonly tried: number; readonly ok: readonly number[] };
  readonly broken: readonly string[];
  readonly missed: readonly string[];
};

/** Everything that is needed to print the report of a run again: one line of a results file. */
export type RunResult = {
  readonly seed: number;
  readonly mode: Mode;
  readonly seconds: number;
  readonly scenario: string | null;
  /** Drawn from these faults only; null: from all. */
  readonly only: string | null;
  readonly finishedAt: string;
  readonly schedule: string;
  readonly faults: readonly FaultResult[];
  readonly accepted: Readonly<Record<Way, number>>;
  readonly notTaken: number;
  readonly people: { readonly acts: number; readonly batches: number; readonly receipts: number };
  readonly stages: Readonly<Record<string, number>>;
  /** Documents laid on the shelf because their reader died or failed too often. */
  readonly parked: number;
  readonly deaths: number;
  /** Seconds until everything had come to rest after the load; null: it never did. */
  readonly rest: number | null;
  readonly longestWait: number;
  readonly violations: Violations;
  /** Answers that nobody should get, and faults that could not be injected. */
  readonly complaints: readonly string[];
};

export const acceptedIn = ({ accepted }: RunResult): number =>
  Object.values(accepted).reduce((sum, count) => sum + count, 0);

/** Every broken rule of a run, by where it belongs: an invariant, a fault's own rule, an answer. */
export function broken(result: RunResult): readonly { readonly where: string; readonly what: string }[] {
  return [
    ...invariants.flatMap((where) => result.violations[where].map((what) => ({ where, what }))),
    ...result.faults.flatMap(({ id, broken: list }) => list.map((what) => ({ where: id, what }))),
    ...result.complaints.map((what) => ({ where: 'answers', what })),
  ];
}

/** "seed 17 redis 60 s: 342 accepted (…), 5 faults, 0 violations, recovery p95 4.1 s" */
export function sentence(result: RunResult): string {
  const { seed, mode, seconds, scenario, accepted, faults } = result;
  const sum = acceptedIn(result);
  const moved = faults.flatMap((one) => one.moved);
  const parts = [
    `${sum} accepted (${accepted.upload} upload, ${accepted.mail} mail, ${accepted.folder} folder, ${accepted.mailbox} mailbox)`,
    `${result.people.acts} acts, ${result.people.batches} batches`,
    `${faults.length} faults`,
    `${broken(result).length} violations`,
    `recovery p95 ${moved.length === 0 ? '–' : `${quantile(moved, 0.95).toFixed(1)} s`}`,
    `at rest after ${result.rest === null ? 'never' : `${result.rest.toFixed(0)} s`}`,
    ...(result.parked > 0 ? [`${result.parked} parked`] : []),
    ...(result.notTaken > 0 ? [`${result.notTaken} never taken`] : []),
  ];
  return `seed ${seed} ${mode} ${scenario ?? `${seconds} s`}: ${parts.join(', ')}`;
}
