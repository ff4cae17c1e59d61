import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSurroundings, type Surroundings } from '@libs/platform';
import { readArguments } from '../arguments';
import { exitCodes } from '../command-failed';
import { installation } from '../installation';
import { isCounted, report, type Result, resultOf, stepsOf } from './steps';
import { provideTools } from './tools';

/** Runs everything that CI needs; the exit code is 0 only when nothing failed. */
export async function allTests(args: readonly string[]): Promise<number> {
  readArguments(args, {});
  const around = readSurroundings();
  provideTools(around.searchPath, process.getuid?.() === 0);

  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-results-'));
  const results: Result[] = [];
  for (const step of stepsOf(readFileSync(join(installation, 'package.json'), 'utf8'))) {
    process.stderr.write(`\n── ${step} ──\n`);
    results.push(lacksCorpus(step, around) ?? (await run(step, join(folder, `${step.replaceAll(':', '-')}.json`))));
  }
  rmSync(folder, { recursive: true });
  process.stdout.write(report(results));
  return results.some(({ state }) => state === 'failed') ? exitCodes.failed : 0;
}

/** Without the samples the conformance tests cannot run; on a CI machine that is a failure. */
function lacksCorpus(step: string, { corpus, ci }: Surroundings): Result | undefined {
  if (step !== 'test:conformance' || corpus !== undefined) return undefined;
  process.stderr.write(
    'BELEGFLUSS_CORPUS ist nicht gesetzt, die Konformität wurde nicht geprüft. Bitte den Ordner der Beispieldateien angeben.\n' +
      'BELEGFLUSS_CORPUS is not set, so conformance was not tested. Please name the folder of the samples.\n',
  );
  return { step, state: ci ? 'failed' : 'not run', passed: 0, failed: ci ? 1 : 0, seconds: 0 };
}

function run(step: string, countsFile: string): Promise<Result> {
  const more = isCounted(step) ? ['--', '--json', `--outputFile=${countsFile}`] : [];
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', step, ...more], { cwd: installation, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => {
      const counts = existsSync(countsFile) ? readFileSync(countsFile, 'utf8') : undefined;
      resolve(resultOf(step, code ?? 1, counts, (performance.now() - began) / 1000));
    });
  });
}
