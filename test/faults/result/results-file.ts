import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { JUDGE, type RunResult } from './result';

/** JSON lines, one for each run, appended: a long series may be stopped and taken up again. */
export class ResultsFile {
  constructor(private readonly path: string | undefined) {}

  all(): RunResult[] {
    if (this.path === undefined || !existsSync(this.path)) return [];
    // a line that a kill cut off counts as not run
    return readFileSync(this.path, 'utf8')
      .split('\n')
      .flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as RunResult] : []))
      .filter(({ judge }) => judge === JUDGE);
  }

  has(wanted: Pick<RunResult, 'seed' | 'mode' | 'seconds' | 'scenario' | 'only'>): boolean {
    const names = ['seed', 'mode', 'seconds', 'scenario', 'only'] as const;
    return this.all().some((one) => names.every((name) => one[name] === wanted[name]));
  }

  add(result: RunResult): void {
    if (this.path === undefined) return;
    const cutOff = existsSync(this.path) && !/(^|\n)$/.test(readFileSync(this.path, 'utf8'));
    appendFileSync(this.path, `${cutOff ? '\n' : ''}${JSON.stringify(result)}\n`);
  }
}
