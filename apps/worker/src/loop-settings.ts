import { type WorkLoopOptions } from '@libs/queue';

/** What the loop needs besides the steps: wired by the module. */
export class LoopSettings implements Pick<WorkLoopOptions, 'database' | 'worker' | 'concurrency' | 'log' | 'crash'> {
  constructor(
    readonly database: WorkLoopOptions['database'],
    readonly worker: string,
    readonly concurrency: number,
    readonly log: WorkLoopOptions['log'],
    readonly crash: NonNullable<WorkLoopOptions['crash']>,
  ) {}
}
