import { z } from 'zod';
import { Creditor } from './cases';
import { UnitRef } from './session';
import { Money, Name, Reason, Uuid } from './text';

export const Unit = UnitRef.extend({
  leitwegId: z.string().nullable(),
  /** The unit above it. */
  parentId: Uuid.nullable(),
  /** Works in Belegfluss; the invoices of the others go to the desk with a cover sheet. */
  live: z.boolean(),
  /** Social data: nobody outside the unit sees its cases. */
  sealed: z.boolean(),
  version: z.number().int(),
});
export type Unit = z.infer<typeof Unit>;

export const UnitNumber = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} ./-]{0,18}[\p{L}\p{N}])?$/u);
/** POST /units */
export const NewUnit = z.object({
  number: UnitNumber,
  name: Name,
  leitwegId: z.string().trim().max(46).nullable().default(null),
  parentId: Uuid.nullable().default(null),
  live: z.boolean().default(true),
  sealed: z.boolean().default(false),
  reason: Reason,
});
export type NewUnit = z.infer<typeof NewUnit>;
/** PUT /units/{id}: the whole unit as it shall be. A seal that is there is lifted by a proposal only. */
export const ChangedUnit = z.object({
  number: UnitNumber,
  name: Name,
  leitwegId: z.string().trim().max(46).nullable(),
  parentId: Uuid.nullable(),
  live: z.boolean(),
  sealed: z.boolean(),
  reason: Reason,
});
export type ChangedUnit = z.infer<typeof ChangedUnit>;
/** GET /units */
export const Units = z.object({ items: z.array(Unit) });

/** A budget line (Haushaltsstelle): what may be spent on one account of one product. */
export const BudgetLine = z.object({
  id: Uuid,
  fiscalYear: z.number().int(),
  product: z.string(),
  account: z.string(),
  costCentre: z.string().nullable(),
  name: z.string(),
  unitId: Uuid.nullable(),
  planned: Money,
  /** Coded so far on cases that were not returned. */
  used: Money,
});
export type BudgetLine = z.infer<typeof BudgetLine>;
/** GET /budget-lines */
export const BudgetLines = z.object({ items: z.array(BudgetLine) });

/** GET /creditors?q= */
export const Creditors = z.object({ items: z.array(Creditor) });
export const CreditorQuery = z.object({ q: z.string().trim().max(100).optional() });
export type CreditorQuery = z.infer<typeof CreditorQuery>;
