import { type Mode } from '../ground/ground';
import { type Way } from '../plan/load-plan';
import { invariants, type Violations } from '../check/checker';
import { type Parked } from '../check/parked';
import { quantile } from './figures';

/** What one fault of a run did. Seconds of the run; `accept` holds milliseconds. */
export type FaultResult = {
  readonly id: string;
  readonly what: string;
  /** False: it found nothing to hurt. */
  readonly struck: boolean;
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

/** Grows when the judge becomes stricter: what an earlier one acquitted counts as not run. */
export const JUDGE = 2;

/** Everything that is needed to print the report of a run again: one line of a results file. */
export type RunResult = {
  readonly judge: number;
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
  /** What the load plan sends, faults not counted. */
  readonly planned: number;
  /** What the town did not take while its senders were patient. */
  readonly notTaken: readonly string[];
  readonly people: { readonly acts: number; readonly batches: number; readonly receipts: number };
  readonly stages: Readonly<Record<string, number>>;
  readonly parked: Parked;
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

/** Faults that hurt something, and faults that found nothing to hurt. */
export const struckIn = ({ faults }: RunResult): number => faults.filter(({ struck }) => struck).length;
export const inVainIn = (result: RunResult): number => result.faults.length - struckIn(result);

export type Broken = { readonly where: string; readonly what: string };

/** Every broken rule of a run, by where it belongs: an invariant, a fault's own rule, an answer, the run as a whole. */
export function broken(result: RunResult): readonly Broken[] {
  const { violations, faults, complaints, parked, notTaken, rest } = result;
  const all = (where: string, list: readonly string[]): Broken[] => list.map((what) => ({ where, what }));
  return [
    ...invariants.flatMap((where) => all(where, violations[where])),
    ...faults.flatMap((fault) => all(fault.id, [...fault.broken, ...tooSlow(fault)])),
    ...all('answers', complaints),
    ...all('given up', parked.unexplained),
    ...all('never taken', notTaken),
    ...all('rest', rest === null ? ['the line never came to rest'] : []),
    ...all('load', tooFew(result)),
  ];
}

/** Longer than this nothing may stand still after a fault, however the others fare. */
const RECOVERY_LIMIT_SECONDS = 60;
/** After a backlog documents wait for those before them. */
const queues = new Set(['F18']);

/** What stood still longer than anything may after a fault. */
export function tooSlow({ id, moved, stuck }: FaultResult): string[] {
  const slow = queues.has(id) ? [] : moved.filter((seconds) => seconds > RECOVERY_LIMIT_SECONDS);
  return [
    ...slow.map((seconds) => `a document stood still for ${seconds.toFixed(1)} s`),
    ...(stuck > 0 ? [`${stuck} stood still for ever`] : []),
  ];
}

const FULL_LOAD = { seconds: 60, arrivals: 300 };

/** A run of the full load that accepted less than the plan of faults demands has not loaded the town. */
function tooFew(result: RunResult): string[] {
  const { seconds, scenario, planned } = result;
  const isFull = scenario === null && seconds >= FULL_LOAD.seconds && planned >= FULL_LOAD.arrivals;
  const accepted = acceptedIn(result);
  return isFull && accepted < FULL_LOAD.arrivals ? [`only ${accepted} of ${planned} arrivals were accepted`] : [];
}

/** "seed 17 redis 60 s: 342 accepted (…), 5 faults, 0 violations, recovery p95 4.1 s" */
export function sentence(result: RunResult): string {
  const { seed, mode, seconds, scenario, accepted, faults } = result;
  const sum = acceptedIn(result);
  const moved = faults.flatMap((one) => one.moved);
  const parts = [
    `${sum} accepted (${accepted.upload} upload, ${accepted.mail} mail, ${accepted.folder} folder, ${accepted.mailbox} mailbox)`,
    `${result.people.acts} acts, ${result.people.batches} batches`,
    `${struckIn(result)} faults`,
    `${broken(result).length} violations`,
    `recovery p95 ${moved.length === 0 ? '–' : `${quantile(moved, 0.95).toFixed(1)} s`}`,
    `at rest after ${result.rest === null ? 'never' : `${result.rest.toFixed(0)} s`}`,
    `given up ${result.parked.poison} poison, ${result.parked.good} good`,
    ...(result.notTaken.length > 0 ? [`${result.notTaken.length} never taken`] : []),
  ];
  return `seed ${seed} ${mode} ${scenario ?? `${seconds} s`}: ${parts.join(', ')}`;
}
