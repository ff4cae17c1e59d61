import { quantile } from './figures';
import { type RunResult } from './result';

type Target = { readonly what: string; readonly faults: readonly string[]; readonly seconds: number };

/** Of the plan of faults, column "good". One slow document is no violation; the 95th of a hundred tells. */
const targets: readonly Target[] = [
  // those by which a worker dies; after the others the table tells how long everything stood, a backlog included
  { what: 'recovery after a worker was killed', faults: ['F1', 'F2', 'F4', 'F27'], seconds: 15 },
  { what: 'recovery after Redis was flushed or came back', faults: ['F6', 'F7', 'F8'], seconds: 20 },
];

/** A line for each target, judged over all results together. What never moved again has missed it. */
export const judged = (results: readonly RunResult[]): string[] =>
  targets.map(({ what, faults, seconds }) => {
    const all = results.flatMap((one) => one.faults.filter(({ id }) => faults.includes(id)));
    const moved = all.flatMap((one) => [...one.moved, ...Array.from({ length: one.stuck }, () => Infinity)]);
    const p95 = quantile(moved, 0.95);
    const verdict = moved.length === 0 ? 'nothing measured' : p95 <= seconds ? 'met' : 'missed';
    const figure = moved.length === 0 ? '' : `, is ${p95.toFixed(1)} s over ${moved.length}`;
    return `target: ${what} (${faults.join(' ')}), p95 at most ${seconds} s${figure}: ${verdict}`;
  });
