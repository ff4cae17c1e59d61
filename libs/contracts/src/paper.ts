import { z } from 'zod';
import { Stage } from './cases';
import { UnitRef } from './session';
import { Day, Money, page, Uuid, Reason } from './text';

/** POST /cases/{id}/paper. `sent`: printed and on its way; `closed`: settled on paper for good, with the reason. */
export const PaperNote = z.object({ kind: z.enum(['sent', 'closed']), reason: Reason.optional() });
export type PaperNote = z.infer<typeof PaperNote>;

/** POST /units/{id}/live */
export const NewLive = z.object({ live: z.boolean(), reason: Reason });
export type NewLive = z.infer<typeof NewLive>;
export const LiveUnit = UnitRef.extend({ live: z.boolean() });
export type LiveUnit = z.infer<typeof LiveUnit>;

/** A case of a sealed unit, to the desk. */
const SealedForDesk = z.object({
  id: Uuid,
  number: z.string(),
  unit: UnitRef,
  /** The day on which the invoice arrived. */
  since: Day,
});
/** … and to finance, as it stands in the files that are handed over. */
const SealedForFinance = SealedForDesk.extend({
  stage: Stage,
  gross: Money.nullable(),
  currency: z.string().nullable(),
  creditorAccount: z.string().nullable(),
  text: z.string(),
});
export const SealedRow = z.union([SealedForFinance, SealedForDesk]);
export type SealedRow = z.infer<typeof SealedRow>;

export const SealedQuery = z.object({
  cursor: Uuid.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type SealedQuery = z.infer<typeof SealedQuery>;
/** GET /sealed-cases, the newest first. There is no count and no search. */
export const SealedPage = page(SealedRow);
export type SealedPage = z.infer<typeof SealedPage>;
