import { z } from 'zod';
import { Uuid, Reason } from './text';

/** An entity as the operator of the data centre knows it: its name and numbers, and nothing of its invoices or people. */
export const OperatedEntity = z.object({
  id: Uuid,
  name: z.string(),
  /** Mail to these reaches it. */
  addresses: z.array(z.string()),
  units: z.number().int(),
  liveUnits: z.number().int(),
  people: z.number().int(),
  /** Steps that are due and wait. */
  waiting: z.number().int(),
  oldestDueSeconds: z.number().nullable(),
});
export type OperatedEntity = z.infer<typeof OperatedEntity>;
/** GET /entities */
export const OperatedEntities = z.object({ items: z.array(OperatedEntity) });

const Email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/);

const Administrator = z.object({ name: z.string().trim().min(1).max(120), email: Email });

/** POST /entities. Two administrators, so that one can confirm what the other proposes. */
export const NewEntity = z.object({
  name: z.string().trim().min(1).max(120),
  addresses: z.array(Email.toLowerCase()).min(1).max(20),
  /** Numbers of the tax adviser and client in DATEV; what is left out is entered before the first export. */
  datev: z
    .object({
      adviser: z.string().regex(/^\d{4,7}$/),
      client: z.string().regex(/^\d{1,5}$/),
      accountLength: z.number().int().min(4).max(8),
      chart: z.string().max(20),
    })
    .partial()
    .default({}),
  administrators: z
    .tuple([Administrator, Administrator])
    .refine(([one, other]) => one.email.toLowerCase() !== other.email.toLowerCase()),
  reason: Reason,
});
export type NewEntity = z.infer<typeof NewEntity>;

/** The answer: each administrator with the link that was sent or, where no mail goes out, is shown this once. */
export const FoundedEntity = z.object({
  id: Uuid,
  name: z.string(),
  administrators: z.array(z.object({ email: z.string(), link: z.string().nullable() })),
});
export type FoundedEntity = z.infer<typeof FoundedEntity>;
