import { parseArgs } from 'node:util';
import { hasFolderChannel, type Mode } from './ground/ground';
import { hasMailboxChannel } from './ground/mailbox';

export type Options = {
  readonly seeds: readonly number[];
  readonly seconds: number;
  /** `mixed`: every other seed with Redis. */
  readonly modeOf: (seed: number) => Mode;
  readonly only: readonly string[] | undefined;
  readonly scenarios: readonly string[];
  readonly results: string | undefined;
  readonly report: string | undefined;
  /** No new run is begun after so many minutes. */
  readonly minutes: number;
  readonly folderChannel: boolean;
  readonly mailboxChannel: boolean;
  readonly apis: number;
  readonly workers: number;
  readonly keep: boolean;
  /** Where to write counts as jest would. */
  readonly countsFile: string | undefined;
};

export const usage = `node test/faults/run.mjs [options]

  --seed 17 | --seeds 1..60    which schedules (default 1..5)
  --slice 0..9                 only these of the seeds, by their place in the list
  --seconds 60                 seconds of load in each run
  --mode redis|table|mixed     with Redis, without, or every other seed (default mixed)
  --only F5,F6                 draw only these faults
  --scenario F8[,F9]           directed: this fault with its full duration
  --results FILE               append each result; what is in the file already is skipped
  --minutes 9                  begin no new run after so many minutes
  --report FILE                print the table of a results file, run nothing
  --folder on|off              hot folder load (default: when the build knows it)
  --mailbox on|off             a mailbox on a real Dovecot (default: when it is installed)
  --apis 2 --workers 2         processes
  --short                      5 seeds of 22 s, as in CI
  --keep                       leave the folder of each run

Exit code 1 when an invariant or a rule of a fault was broken.
`;

export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string' },
      slice: { type: 'string' },
      seconds: { type: 'string' },
      mode: { type: 'string' },
      only: { type: 'string' },
      scenario: { type: 'string' },
      results: { type: 'string' },
      report: { type: 'string' },
      minutes: { type: 'string' },
      folder: { type: 'string' },
      mailbox: { type: 'string' },
      apis: { type: 'string' },
      workers: { type: 'string' },
      short: { type: 'boolean' },
      keep: { type: 'boolean' },
      json: { type: 'boolean' },
      outputFile: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const all = values.seed === undefined ? range(values.seeds ?? '1..5') : [Number(values.seed)];
  const places = values.slice === undefined ? undefined : range(values.slice);
  return {
    seeds: places ? all.filter((_, place) => places.includes(place)) : all,
    seconds: Number(values.seconds ?? (values.short ? 22 : 60)),
    modeOf: modes(values.mode ?? 'mixed'),
    only: values.only?.split(','),
    scenarios: values.scenario?.split(',') ?? [],
    results: values.results,
    report: values.report,
    minutes: Number(values.minutes ?? Infinity),
    folderChannel: values.folder === undefined ? hasFolderChannel() : values.folder === 'on',
    mailboxChannel: values.mailbox === undefined ? hasMailboxChannel() : values.mailbox === 'on',
    apis: Number(values.apis ?? 2),
    workers: Number(values.workers ?? 2),
    keep: values.keep ?? false,
    countsFile: values.outputFile,
  };
}

/** "1..60", or a single number. */
function range(text: string): number[] {
  const [from, to] = text.split('..').map(Number);
  if (from === undefined || Number.isNaN(from) || Number.isNaN(to ?? 0)) throw new Error(`No range: ${text}`);
  return Array.from({ length: (to ?? from) - from + 1 }, (_, at) => from + at);
}

function modes(wanted: string): (seed: number) => Mode {
  if (wanted === 'redis' || wanted === 'table') return () => wanted;
  if (wanted === 'mixed') return (seed) => (seed % 2 === 0 ? 'table' : 'redis');
  throw new Error(`No mode: ${wanted}`);
}
