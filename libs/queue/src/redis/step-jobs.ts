import { Process, Processor } from '@nestjs/bull';
import { type Type } from '@nestjs/common';
import { type Job } from 'bull';
import { StepCarrier } from '../step-carrier';
import { JobData } from './job';

/**
 * The processor of one queue, named after its step. A job only names a row of due work; lease, attempt and fence are
 * taken there, and retries are Postgres' business: as far as Bull knows every job succeeds.
 */
export function stepJobs(step: string, concurrency: number): Type<{ handle(job: Job<unknown>): Promise<void> }> {
  @Processor(step)
  class StepJobs {
    constructor(private readonly carrier: StepCarrier) {}

    @Process({ concurrency })
    async handle(job: Job<unknown>): Promise<void> {
      const named = JobData.safeParse(job.data);
      if (!named.success) return; // not ours: whatever wrote it, the table knows nothing of it
      const work = await this.carrier.takeOne(named.data);
      if (work) await this.carrier.carry(work);
    }
  }
  Object.defineProperty(StepJobs, 'name', { value: `${step}Jobs` });
  return StepJobs;
}
