import { type DueWork, type OverdueWork } from '@libs/db';
import { z } from 'zod';

/** What travels over Redis: ids only. The row tells the rest, and whether there is anything to do at all. */
export const JobData = z.object({ entityId: z.uuid(), id: z.uuid() });
export type JobData = z.infer<typeof JobData>;

/**
 * A flush in the middle of a job can leave its shell: Bull writes why it failed, and the key is there again, in no list.
 * No job of that name can be added any more, so work that is found waiting gets a new name after so many seconds.
 */
const RENAMED_SECONDS = 5;

/**
 * The row and its attempt name the job: made due twice it is one job, tried again it is another one that no kept job of
 * the earlier attempt stands in the way of. A job too many finds nothing to do.
 */
export function jobOf({ entityId, id, attempt, ageSeconds = 0 }: DueWork & Partial<OverdueWork>) {
  const renamed = Math.floor(ageSeconds / RENAMED_SECONDS);
  return {
    data: { entityId, id } satisfies JobData,
    opts: {
      jobId: renamed === 0 ? `${id}:${attempt}` : `${id}:${attempt}:${renamed}`,
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}
