import { invariants } from '../check/checker';
import { quantile } from './figures';
import { acceptedIn, broken, type FaultResult, inVainIn, type RunResult, struckIn, tooSlow } from './result';
import { judged } from './targets';

const heads = [
  'fault',
  'times',
  'stood still',
  'recovery p50',
  'p95',
  'max',
  'accepted',
  'accept p50',
  'p95',
  'violations',
];

/** A row for each kind of fault, then the sums and what was broken or missed, with its seed. */
export function report(results: readonly RunResult[], titleOf: (id: string) => string): string {
  const byFault = Map.groupBy(
    results.flatMap(({ faults }) => faults),
    ({ id }) => id,
  );
  const rows = [...byFault]
    .sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)))
    .map(([id, all]) => [`${id} ${titleOf(id)}`, ...figures(all)]);
  return [table([heads, ...rows]), '', ...sums(results), ...judged(results), ...details(results), ''].join('\n');
}

function figures(all: readonly FaultResult[]): string[] {
  const moved = all.flatMap((one) => one.moved);
  const stuck = all.reduce((sum, one) => sum + one.stuck, 0);
  const ok = all.flatMap(({ accept }) => accept.ok);
  const tried = all.reduce((sum, { accept }) => sum + accept.tried, 0);
  const seconds = (share: number): string => (moved.length === 0 ? '–' : `${quantile(moved, share).toFixed(1)} s`);
  const ms = (share: number): string => (ok.length === 0 ? '–' : `${quantile(ok, share).toFixed(0)} ms`);
  return [
    String(all.filter(({ struck }) => struck).length),
    stuck === 0 ? String(moved.length) : `${moved.length} (+${stuck} for ever)`,
    seconds(0.5),
    seconds(0.95),
    seconds(1),
    tried === 0 ? '–' : `${ok.length} of ${tried}`,
    ms(0.5),
    ms(0.95),
    String(all.reduce((sum, one) => sum + one.broken.length + tooSlow(one).length, 0)),
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [first = [], ...others] = rows;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}

function sums(results: readonly RunResult[]): string[] {
  const arrivals = results.reduce((sum, one) => sum + acceptedIn(one), 0);
  const total = (of: (result: RunResult) => number): number => results.reduce((sum, one) => sum + of(one), 0);
  const moved = results.flatMap(({ faults }) => faults.flatMap((one) => one.moved));
  const all = results.flatMap(broken);
  const each = [...invariants, 'answers', 'given up', 'never taken', 'rest', 'load'].map(
    (place) => `${place} ${all.filter(({ where }) => where === place).length}`,
  );
  const ofFaults = all.filter(({ where }) => /^F\d+$/.test(where)).length;
  return [
    `${results.length} runs, ${arrivals} arrivals acknowledged, ${total(({ people }) => people.acts)} acts, ${total(({ people }) => people.batches)} batches, ${total(struckIn)} faults (${total(inVainIn)} more found nothing to hurt), ${total(({ deaths }) => deaths)} processes died`,
    `given up by the line: ${total(({ parked }) => parked.poison)} poison, ${total(({ parked }) => parked.good)} good`,
    `violations: ${each.join(', ')}, rules of faults ${ofFaults}`,
    `recovery over all faults: p50 ${quantile(moved, 0.5).toFixed(1)} s, p95 ${quantile(moved, 0.95).toFixed(1)} s, max ${quantile(moved, 1).toFixed(1)} s`,
  ];
}

const SHOWN = 12;

function details(results: readonly RunResult[]): string[] {
  return results.flatMap((result) => {
    const name = `seed ${result.seed} ${result.mode}${result.scenario === null ? '' : ` ${result.scenario}`}`;
    const all = broken(result);
    const missed = result.faults.flatMap(({ id, missed: list }) =>
      list.map((what) => `${name}: ${id} missed: ${what}`),
    );
    return [
      ...all.slice(0, SHOWN).map(({ where, what }) => `${name}: ${where}: ${what}`),
      ...(all.length > SHOWN ? [`${name}: and ${all.length - SHOWN} more`] : []),
      ...missed,
    ];
  });
}
