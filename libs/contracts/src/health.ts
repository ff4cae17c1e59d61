import { z } from 'zod';

/** GET /health/live */
export const Liveness = z.object({ status: z.literal('up') });
export type Liveness = z.infer<typeof Liveness>;

/** GET /health/ready: 200 when documents can be accepted, else 503. Work that waits long is told, and no reason to refuse any. */
export const Readiness = z.object({
  status: z.enum(['ready', 'not ready']),
  database: z.enum(['up', 'overloaded', 'down']),
  /** `low`: it takes what arrives, but no longer a document of the largest size that is allowed. */
  archive: z.enum(['writable', 'low', 'full', 'down']),
  /** Due work over all entities; null when the database does not tell. `mode`: how this process learns of it. */
  queue: z
    .object({ mode: z.enum(['redis', 'table']), waiting: z.number().int(), running: z.number().int() })
    .nullable(),
  /** How long the oldest due work has been waiting; null when none waits. */
  oldestWaitingSeconds: z.number().nullable(),
  /** It has been waiting for more than a minute. */
  delayed: z.boolean(),
});
export type Readiness = z.infer<typeof Readiness>;
