import { writeFileSync } from 'node:fs';
import { CleanUp } from './ground/clean-up';
import { type Mode } from './ground/ground';
import { canMount } from './ground/small-disk';
import { faults, type Fault } from './inject';
import { type Options, readOptions, usage } from './options';
import {
  described,
  isPossible,
  type Planned,
  type Possibilities,
  scenarioOf,
  scenarioSeconds,
  scheduleOf,
} from './plan/schedule';
import { report } from './result/report';
import { broken, type RunResult, sentence } from './result/result';
import { ResultsFile } from './result/results-file';
import { isBuilt, runOne } from './run-one';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const titleOf = (id: string): string => faults.find((one) => one.id === id)?.title ?? '';

type Wanted = {
  readonly seed: number;
  readonly mode: Mode;
  readonly seconds: number;
  readonly scenario: string | null;
  readonly only: string | null;
  readonly planned: readonly Planned[];
};

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    say(usage);
    return 0;
  }
  if (options.report !== undefined) {
    say(report(new ResultsFile(options.report).all(), titleOf));
    return 0;
  }
  if (!isBuilt()) throw new Error('dist/apps/api is missing: build first (npm run build:server).');

  const file = new ResultsFile(options.results);
  const end = performance.now() + options.minutes * 60_000;
  const results: RunResult[] = [];
  for (const wanted of runsOf(options)) {
    if (performance.now() > end) {
      say('The time is over; the rest is left for the next slice.');
      break;
    }
    if (file.has(wanted)) continue;
    say(`seed ${wanted.seed} mode ${wanted.mode}: ${described(wanted.planned)}`);
    const result = await runCleanly(wanted, options);
    file.add(result);
    results.push(result);
    say(sentence(result));
    for (const one of result.faults) say(`  ${one.at.toFixed(1)} s ${one.id}: ${one.what}${stoodStill(one)}`);
    for (const { where, what } of broken(result).slice(0, 20)) say(`  ${where}: ${what}`);
  }
  const told = options.results === undefined ? results : file.all();
  say(`\n${report(told, titleOf)}`);
  if (options.countsFile !== undefined) writeFileSync(options.countsFile, countsOf(results));
  const isDirected = options.scenarios.length > 0;
  return results.some(
    (one) => broken(one).length > 0 || (isDirected && one.faults.some(({ missed }) => missed.length > 0)),
  )
    ? 1
    : 0;
}

function runsOf(options: Options): readonly Wanted[] {
  const can = new Set<NonNullable<Fault['needs']>[number]>([
    ...(canMount() ? (['small-disks'] as const) : []),
    ...(options.folderChannel ? (['folder'] as const) : []),
    ...(options.mailboxChannel ? (['mailbox'] as const) : []),
  ]);
  const possibleIn = (mode: Mode): Possibilities => ({ mode, can });
  const chosen = options.only === undefined ? faults : faults.filter(({ id }) => options.only?.includes(id));
  if (options.scenarios.length === 0)
    return options.seeds.map((seed) => {
      const mode = options.modeOf(seed);
      const planned = scheduleOf(seed, options.seconds, chosen, possibleIn(mode));
      return { seed, mode, seconds: options.seconds, scenario: null, only: options.only?.join(',') ?? null, planned };
    });

  const [seed = 1] = options.seeds;
  return options.scenarios.map((id) => {
    const fault = faults.find((one) => one.id === id);
    const mode = fault?.modes?.[0] ?? options.modeOf(seed);
    if (!fault || !isPossible(fault, possibleIn(mode))) throw new Error(`${id} is not possible here.`);
    return { seed, mode, seconds: scenarioSeconds(fault), scenario: id, only: null, planned: scenarioOf(fault) };
  });
}

const stoodStill = ({ moved, stuck }: RunResult['faults'][number]): string =>
  `${moved.length === 0 ? '' : `; ${moved.length} stood still, the last for ${Math.max(...moved).toFixed(1)} s`}${stuck === 0 ? '' : `; ${stuck} for ever`}`;

let current = new CleanUp();

/** Nothing stays behind, whatever happens to the run. */
async function runCleanly(wanted: Wanted, options: Options): Promise<RunResult> {
  current = new CleanUp();
  try {
    return await runOne({ ...options, ...wanted }, current);
  } finally {
    for (const trouble of await current.run()) say(`not cleaned up: ${trouble}`);
  }
}

/** As jest writes them, for the sum over all tests: each seed is a test. */
const countsOf = (results: readonly RunResult[]): string => {
  const failed = results.filter((one) => broken(one).length > 0).length;
  return JSON.stringify({
    numPassedTests: results.length - failed,
    numFailedTests: failed,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
  });
};

let leaving = false;
function leave(why: string, code: number): void {
  if (leaving) return;
  leaving = true;
  say(`\n${why}`);
  void current.run().then((troubles) => {
    for (const trouble of troubles) say(`not cleaned up: ${trouble}`);
    process.exit(code);
  });
}

process.on('SIGINT', () => leave('Interrupted.', 130));
process.on('SIGTERM', () => leave('Ended.', 143));
process.on('uncaughtException', (error) => leave(error.stack ?? error.message, 1));
process.on('unhandledRejection', (error) =>
  leave(error instanceof Error ? (error.stack ?? error.message) : String(error), 1),
);

main().then(
  (code) => {
    if (!leaving) process.exit(code);
  },
  (error: unknown) => leave(error instanceof Error ? (error.stack ?? error.message) : String(error), 1),
);
