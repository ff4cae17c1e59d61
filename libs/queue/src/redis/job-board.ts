import { type DueWork, type OverdueWork } from '@libs/db';
import { type Logger } from '@libs/platform';
import { type Queue } from 'bull';
import { ANSWER_MILLISECONDS } from './clients';
import { type JobData, jobOf } from './job';
import { type Pulse } from './pulse';

/**
 * Pins due work to the queue of its step. Nobody waits for it and nothing depends on it: what does not get there within a
 * second is found in Postgres by the sweeper.
 */
export class JobBoard {
  constructor(
    private readonly queues: ReadonlyMap<string, Queue<JobData>>,
    private readonly pulse: Pulse,
    private readonly log: Logger,
  ) {}

  /** For the commit that made the work due: returns at once. */
  announce(due: readonly DueWork[]): void {
    if (!this.pulse.up) return;
    this.add(due).catch((error: unknown) => {
      this.log.debug({ err: error, jobs: due.length }, 'work not announced on redis; the sweeper will find it');
    });
  }

  /** Fails when Redis does not take the jobs within a second. A job that is there already stays as it is. */
  async add(due: readonly (DueWork & Partial<OverdueWork>)[]): Promise<void> {
    const adding = [...this.queues].map(async ([step, queue]) => {
      const jobs = due.filter((work) => work.step === step).map(jobOf);
      if (jobs.length > 0) await queue.addBulk(jobs);
    });
    await inTime(Promise.all(adding));
  }

  /** Fetches no more jobs in this process. What runs goes on; a Redis that is away holds nobody up. */
  async halt(): Promise<void> {
    const halting = [...this.queues.values()].map((queue) => queue.pause(true, true));
    await inTime(Promise.all(halting)).catch(() => undefined);
  }

  /** Ends the timers of the queues. `cut` takes the connections away from those that wait for a Redis that is gone. */
  async close(cut: () => void): Promise<void> {
    const closing = Promise.allSettled([...this.queues.values()].map((queue) => queue.close(true)));
    await inTime(closing).catch(() => undefined);
    cut();
    await inTime(closing).catch(() => undefined);
  }

  /** Jobs of a step that wait for a worker. */
  waiting(step: string): Promise<number> {
    const queue = this.queues.get(step);
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
