import { type Mode } from '../ground/ground';
import { type Fault } from '../inject';
import { Random } from './random';

export type Planned = { readonly at: number; readonly fault: Fault; readonly seconds: number };

export type Possibilities = {
  readonly mode: Mode;
  readonly can: ReadonlySet<NonNullable<Fault['needs']>[number]>;
};

/** Before the first and after the last fault the line runs undisturbed for so long. */
const [LEAD, TAIL] = [3, 4];

/** What is broken when. The same seed gives the same schedule wherever the same faults are possible. */
export function scheduleOf(
  seed: number,
  length: number,
  faults: readonly Fault[],
  possibilities: Possibilities,
): readonly Planned[] {
  const random = new Random(seed).fork('schedule');
  const fitting = faults.filter(
    (fault) => fault.short && fault.short[0] <= length - LEAD - TAIL && isPossible(fault, possibilities),
  );
  const drawn: Planned[] = [];
  let at = LEAD + random.between(0, 2);
  while (fitting.length > 0 && at < length - TAIL - 1) {
    const fault = random.weighted(fitting, ({ weight = 1 }) => weight);
    const [least, most] = fault.short ?? [1, 1];
    const seconds = random.between(least, most);
    const pause = random.between(1, 5);
    if (at + least > length - TAIL) {
      at += 1; // a shorter one may fit, or none any more
      continue;
    }
    drawn.push({ at, fault, seconds: Math.min(seconds, length - TAIL - at) });
    at += seconds + pause;
  }
  return drawn;
}

export const isPossible = ({ modes, needs }: Fault, { mode, can }: Possibilities): boolean =>
  (modes?.includes(mode) ?? true) && (needs?.every((need) => can.has(need)) ?? true);

/** One fault with its full duration, after a calm beginning. */
export const scenarioOf = (fault: Fault): readonly Planned[] => [{ at: 15, fault, seconds: fault.full }];

/** Seconds of load that a directed scenario needs. */
export const scenarioSeconds = ({ full, afterwards = 30 }: Fault): number => 15 + full + afterwards;

export const described = (planned: readonly Planned[]): string =>
  planned
    .map(({ at, fault, seconds }) => `${at.toFixed(1)} s ${fault.id} ${fault.title} (${seconds.toFixed(1)} s)`)
    .join(' · ');
