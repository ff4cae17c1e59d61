import { z } from 'zod';
import { Message, Moment, Money, page, Sha256, Uuid } from './text';

export const Channel = z.enum(['upload', 'mail', 'folder']);
export type Channel = z.infer<typeof Channel>;

export const ArrivalOutcome = z.enum(['accepted', 'rejected', 'quarantined', 'duplicate', 'pending']);
export type ArrivalOutcome = z.infer<typeof ArrivalOutcome>;

/** What was read from the structured invoice, exactly as written; absent where it does not stand there. */
export const Facts = z.object({
  invoiceNumber: z.string().optional(),
  issueDate: z.string().optional(),
  sellerName: z.string().optional(),
  currency: z.string().optional(),
  net: z.string().optional(),
  tax: z.string().optional(),
  gross: z.string().optional(),
  payable: Money.or(z.string()).optional(),
  iban: z.string().optional(),
  note: z.string().optional(),
  lines: z.number().int().optional(),
  attachmentName: z.string().optional(),
  attachmentUri: z.string().optional(),
});
export type Facts = z.infer<typeof Facts>;

export const DocumentKind = z.enum(['xml', 'hybrid-pdf', 'plain-pdf', 'image', 'other']);
export type DocumentKind = z.infer<typeof DocumentKind>;

export const ArrivalDocument = z.object({
  id: Uuid,
  caseId: Uuid,
  caseNumber: z.string(),
  kind: DocumentKind,
  /** The invoice read from it is a credit note. */
  creditNote: z.boolean(),
  facts: Facts,
});

const ArrivalFields = z.object({
  id: Uuid,
  /** Gapless receipt number of the entity and year, "E-2026-000017"; parts of a mail add "/1". */
  number: z.string(),
  channel: Channel,
  fileName: z.string(),
  size: z.number().int(),
  sha256: Sha256,
  receivedAt: Moment,
  outcome: ArrivalOutcome,
  /** Pending for more than a minute: nothing is lost, it only takes longer than usual. */
  delayed: z.boolean(),
  /** Machine-readable reason of a rejection, quarantine or duplicate; null while all is well. */
  reason: z.string().nullable(),
  message: Message.nullable(),
  duplicateOf: z.object({ id: Uuid, number: z.string(), caseId: Uuid.nullable() }).nullable(),
  sender: z.string().nullable(),
  subject: z.string().nullable(),
  documents: z.array(ArrivalDocument),
});

/** One thing that reached the town; the parts of a mail are its children. */
export const Arrival = ArrivalFields.extend({ children: z.array(ArrivalFields) });
export type Arrival = z.infer<typeof Arrival>;

/** POST /documents */
export const Received = z.object({ arrivals: z.array(Arrival) });
export type Received = z.infer<typeof Received>;

/** GET /arrivals */
export const ArrivalQuery = z.object({
  sha256: Sha256.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ArrivalQuery = z.infer<typeof ArrivalQuery>;
export const ArrivalPage = page(Arrival);
export type ArrivalPage = z.infer<typeof ArrivalPage>;
