import { z } from 'zod';
import { Email, Name, Reason, Uuid } from './text';

/** How old the proof of who somebody is may be when they sign; null: as old as the session. */
const Signing = z.object({ freshMinutes: z.number().int().min(1).max(720).nullable() });

/** The accounting entity (Mandant), as its administrators see it. */
export const EntityDetail = z.object({
  id: Uuid,
  name: z.string(),
  /** Under which invoices reach it by mail. */
  mailAddresses: z.array(z.string()),
  signing: Signing,
  version: z.number().int(),
});
export type EntityDetail = z.infer<typeof EntityDetail>;

/** PUT /entity */
export const ChangedEntity = z.object({
  name: Name,
  mailAddresses: z.array(Email).max(50),
  signing: Signing,
  reason: Reason,
});
export type ChangedEntity = z.infer<typeof ChangedEntity>;
