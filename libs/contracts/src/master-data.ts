import { z } from 'zod';
import { Creditor } from './cases';
import { UnitRef } from './session';
import { Money, Uuid } from './text';

export const Unit = UnitRef.extend({ leitwegId: z.string().nullable() });
export type Unit = z.infer<typeof Unit>;
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
