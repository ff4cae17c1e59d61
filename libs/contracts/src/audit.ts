import { z } from 'zod';
import { PersonRef } from './session';
import { Moment, page, Sha256 } from './text';

export const AuditEntry = z.object({
  seq: z.number().int(),
  at: Moment,
  kind: z.string(),
  actor: PersonRef.nullable(),
  subject: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()).nullable(),
  hash: Sha256,
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditQuery = z.object({
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
/** GET /audit, newest first. */
export const AuditPage = page(AuditEntry);

/** What /events sends: `event:` is the kind, `data:` this object. The receiver asks again for what it shows. */
export const LiveEvent = z.object({ kind: z.enum(['case', 'arrival', 'export']), id: z.string() });
export type LiveEvent = z.infer<typeof LiveEvent>;
