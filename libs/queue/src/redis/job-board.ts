import { type DueWork, type OverdueWork } from '@libs/db';
import { type Logger } from '@libs/platform';
import { type Queue } from 'bull';
import { ANSWER_MILLISECONDS } from './clients';
import { type JobData, jobOf } from './job';
import { type Pulse } from './pulse';

export type JobBoardOptions = {
  /** The queue of each step, over a client that fails rather than waits: who announces work must go on. */
  readonly announcing: readonly Queue<JobData>[];
  /** The queues over which this process fetches jobs; none where it only announces. */
  readonly carrying: readonly Queue<JobData>[];
  readonly pulse: Pulse;
  readonly log: Logger;
};

/**
 * Pins due work to the queue of its step. Nobody waits for it and nothing depends on it: what does not get there within a
 * second is found in Postgres by the sweeper.
 */
export class JobBoard {
  constructor(private readonly options: JobBoardOptions) {}

  /** For the commit that made the work due: returns at once. */
  announce(due: readonly DueWork[]): void {
    const { pulse, log } = this.options;
    if (!pulse.up) return;
    this.add(due).catch((error: unknown) => {
      log.debug({ err: error, jobs: due.length }, 'work not announced on redis; the sweeper will find it');
    });
  }

  /** Fails when Redis does not take the jobs within a second. A job that is there already stays as it is. */
  async add(due: readonly (DueWork & Partial<OverdueWork>)[]): Promise<void> {
    const adding = this.options.announcing.map(async (queue) => {
      const jobs = due.filter(({ step }) => step === queue.name).map(jobOf);
      if (jobs.length > 0) await queue.addBulk(jobs);
    });
    await inTime(Promise.all(adding));
  }

  /** Fetches no more jobs in this process. What runs goes on; a Redis that is away holds nobody up. */
  async halt(): Promise<void> {
    const halting = this.options.carrying.map((queue) => queue.pause(true, true));
    await inTime(Promise.all(halting)).catch(() => undefined);
  }

  /** Ends the timers of the queues. `cut` takes the connections away from those that wait for a Redis that is gone. */
  async close(cut: () => void): Promise<void> {
    const { announcing, carrying } = this.options;
    const closing = Promise.allSettled([...announcing, ...carrying].map((queue) => queue.close(true)));
    await inTime(closing).catch(() => undefined);
    cut();
    await inTime(closing).catch(() => undefined);
  }

  /** Jobs of a step that wait for a worker. */
  waiting(step: string): Promise<number> {
    const queue = this.options.announcing.find(({ name }) => name === step);
    return queue ? inTime(queue.getWaitingCount()) : Promise.resolve(0);
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Redis answer timed out.')), ANSWER_MILLISECONDS);
  });
  work.catch(() => undefined); // it may fail after nobody waits any more
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
