import { type DueWork } from '@libs/db';
import { z } from 'zod';

/** What travels over Redis: ids only. The row tells the rest, and whether there is anything to do at all. */
export const JobData = z.object({ entityId: z.uuid(), id: z.uuid() });
export type JobData = z.infer<typeof JobData>;

/**
 * The row and its attempt name the job: made due twice it is one job, tried again it is another one that no kept job of
 * the earlier attempt stands in the way of.
 */
export const jobOf = ({ entityId, id, attempt }: DueWork) => ({
  data: { entityId, id } satisfies JobData,
  opts: { jobId: `${id}:${attempt}`, attempts: 1, removeOnComplete: true, removeOnFail: true },
});
