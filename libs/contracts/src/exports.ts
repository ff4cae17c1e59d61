import { z } from 'zod';
import { PersonRef } from './session';
import { Day, Message, Moment, Money, Sha256, Uuid } from './text';

export const ExportProfile = z.enum(['datev-extf']);
export type ExportProfile = z.infer<typeof ExportProfile>;

/** POST /exports. `until`: only invoices due up to that day. `dryRun`: computes everything, stores nothing. */
export const NewExport = z.object({
  profile: ExportProfile,
  until: Day.optional(),
  dryRun: z.boolean().default(false),
});
export type NewExport = z.infer<typeof NewExport>;

export const ExportTotals = z.object({
  cases: z.number().int(),
  rows: z.number().int(),
  /** Soll and Haben of the rows: equal, for each row stands on both sides. */
  debit: Money,
  credit: Money,
  /** Sum of the invoices' gross amounts as stated, less the credit notes. */
  gross: Money,
  currency: z.string(),
});
export type ExportTotals = z.infer<typeof ExportTotals>;

/** A value that had to be adapted to the format, so that nobody is surprised later. */
export const ChangedValue = z.object({
  caseId: Uuid,
  caseNumber: z.string(),
  field: z.string(),
  from: z.string(),
  to: z.string(),
  why: Message,
});
export const BlockedCase = z.object({
  caseId: Uuid,
  caseNumber: z.string(),
  seller: z.string().nullable(),
  gross: Money.nullable(),
  code: z.string(),
  message: Message,
});

export const ExportPosition = z.object({
  caseId: Uuid,
  caseNumber: z.string(),
  seller: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  gross: Money,
  currency: z.string(),
  dueDate: Day.nullable(),
});
export type ExportPosition = z.infer<typeof ExportPosition>;

/** Answer to a dry run: what would be handed over. */
export const ExportPreview = z.object({
  dryRun: z.literal(true),
  profile: ExportProfile,
  nextNumber: z.string(),
  totals: ExportTotals,
  positions: z.array(ExportPosition),
  changes: z.array(ChangedValue),
  blocked: z.array(BlockedCase),
});
export type ExportPreview = z.infer<typeof ExportPreview>;

export const ExportFile = z.object({ name: z.string(), sha256: Sha256, size: z.number().int() });

/** A frozen batch: number, totals and files never change again. */
export const ExportBatch = z.object({
  id: Uuid,
  /** Gapless per entity and year: "2026-001". */
  number: z.string(),
  /** Grows with each change; the ETag. */
  version: z.number().int(),
  profile: ExportProfile,
  state: z.enum(['handed-over', 'acknowledged']),
  createdAt: Moment,
  createdBy: PersonRef,
  acknowledgedAt: Moment.nullable(),
  acknowledgedBy: PersonRef.nullable(),
  totals: ExportTotals,
  files: z.array(ExportFile),
  positions: z.array(ExportPosition),
  changes: z.array(ChangedValue),
});
export type ExportBatch = z.infer<typeof ExportBatch>;

/** GET /exports, newest first. */
export const ExportList = z.object({
  ready: z.object({ count: z.number().int(), gross: Money }),
  handedOver: z.object({ count: z.number().int(), gross: Money }),
  acknowledged: z.object({ count: z.number().int(), gross: Money }),
  items: z.array(ExportBatch.omit({ positions: true, changes: true })),
});
export type ExportList = z.infer<typeof ExportList>;

/** POST /exports/{id}/acknowledgements: the finance system took the batch; cases named in `refused` go to clarify. */
export const NewAcknowledgement = z.object({
  refused: z.array(z.object({ caseId: Uuid, reason: z.string().trim().min(1).max(500) })).default([]),
});
export type NewAcknowledgement = z.infer<typeof NewAcknowledgement>;
