import { z } from 'zod';

const Manifest = z.object({ scripts: z.record(z.string(), z.string()) });

/** What is run, one npm script each. The parts of `check` stand in package.json and nowhere else. */
export function stepsOf(packageJson: string): readonly string[] {
  const { scripts } = Manifest.parse(JSON.parse(packageJson));
  const parts = [...(scripts['check'] ?? '').matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? '');
  return [
    ...parts,
    'test:medium',
    'test:medium:redis',
    'test:e2e',
    'test:e2e:redis',
    'test:conformance',
    'test:faults',
  ];
}

/** Steps named test:… count: jest its tests, the fault harness its seeds. */
export const isCounted = (step: string): boolean => step.startsWith('test:');

const Counts = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

export type Result = {
  readonly step: string;
  readonly state: 'passed' | 'failed' | 'not run';
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
};

/** The result of a step from its exit code and, where it counts, the file of counts. What was skipped counts as failed. */
export function resultOf(step: string, exitCode: number, counts: string | undefined, seconds: number): Result {
  const base = { step, seconds, state: exitCode === 0 ? 'passed' : 'failed' } as const;
  if (!isCounted(step)) return { ...base, passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1 };
  if (counts === undefined) return { ...base, state: 'failed', passed: 0, failed: 1 }; // it broke off

  const read = Counts.parse(JSON.parse(counts));
  const skipped = read.numPendingTests + read.numTodoTests;
  const broken = read.numFailedTests + read.numRuntimeErrorTestSuites + skipped;
  const failed = exitCode === 0 ? broken : Math.max(broken, 1);
  return { ...base, state: failed > 0 ? 'failed' : 'passed', passed: read.numPassedTests, failed };
}

const words = { passed: 'bestanden', failed: 'GESCHEITERT', 'not run': 'nicht gelaufen' } as const;

/** A line for each step, and at the very end the sum, in words that machines look for. */
export function report(results: readonly Result[]): string {
  const width = Math.max(...results.map(({ step }) => step.length));
  const lines = results.map(({ step, state, passed, failed, seconds }) => {
    const counts = isCounted(step) && state !== 'not run' ? `, ${passed} passed, ${failed} failed` : '';
    return `${step.padEnd(width)}   ${words[state]}${counts}, ${seconds.toFixed(0)} s`;
  });
  const sum = (of: 'passed' | 'failed') => results.reduce((total, result) => total + result[of], 0);
  return `\n${lines.join('\n')}\n\n${sum('passed')} passed, ${sum('failed')} failed\n`;
}
