import { z } from 'zod';
import { Channel, DocumentKind } from './arrivals';
import { InvoiceRecord } from './invoice';
import { PersonRef, UnitRef } from './session';
import { Day, Message, Moment, Money, page, Sha256, Uuid } from './text';

/** Where a case stands. Derived from its facts and acts, never set by hand. */
export const Stage = z.enum([
  'reading',
  'clarify',
  'assign',
  'paper',
  'code',
  'certify',
  'order',
  'export',
  'handed-over',
  'done',
  'returned',
  'paper-done',
]);
export type Stage = z.infer<typeof Stage>;

/** `mine` = what waits for the person who asks, by role and unit. */
export const CaseView = z.enum(['mine', 'all', ...Stage.options]);
export type CaseView = z.infer<typeof CaseView>;

export const CaseQuery = z.object({
  view: CaseView.default('mine'),
  /** A fragment of supplier, invoice number, case number or an amount. */
  q: z.string().trim().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CaseQuery = z.infer<typeof CaseQuery>;

export const CaseRow = z.object({
  id: Uuid,
  /** "26-00012" */
  number: z.string(),
  stage: Stage,
  stageSince: Moment,
  receivedAt: Moment,
  /** Being read for more than a minute. */
  delayed: z.boolean(),
  seller: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  issueDate: Day.nullable(),
  dueDate: Day.nullable(),
  /** BT-112, exact. */
  gross: Money.nullable(),
  /** True for a credit note: its amounts are written as they stand and lower what is owed. */
  creditNote: z.boolean(),
  currency: z.string().nullable(),
  unit: UnitRef.nullable(),
  /** Why the case lies on the clarify shelf. */
  reason: z.object({ code: z.string(), message: Message }).nullable(),
  fileName: z.string(),
  /** When the cover sheet was last noted as printed and sent to the unit; null: not yet, or the unit works in Belegfluss. */
  paperSentAt: Moment.nullable(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** All that is told of a case of a sealed unit to those who carried it there. */
export const SealedCase = z.object({
  id: Uuid,
  number: z.string(),
  sealed: z.literal(true),
  unit: UnitRef,
});
export type SealedCase = z.infer<typeof SealedCase>;

/** GET /cases. `counts` tells how many cases each view holds for the person who asks. */
export const CasePage = page(CaseRow).extend({
  counts: z.record(z.string(), z.number().int()),
  /** What the machine has not got to for longer than a minute, cases or not yet. */
  delayed: z
    .object({
      /** Received and not yet read. */
      count: z.number().int(),
      since: Moment,
      /** Hot folders and mailboxes that nobody empties. */
      doors: z.array(z.object({ kind: z.enum(['folder', 'mailbox']), waiting: z.number().int(), since: Moment })),
    })
    .nullable(),
});
export type CasePage = z.infer<typeof CasePage>;

export const CodingLine = z.object({
  account: z.string().regex(/^[0-9]{3,9}$/),
  product: z.string().max(36).optional(),
  costCentre: z.string().max(36).optional(),
  costObject: z.string().max(36).optional(),
  measure: z.string().max(36).optional(),
  /** Gross, at most two decimals; negative for a reduction. */
  amount: z.string().regex(/^-?\d{1,12}(\.\d{1,2})?$/),
  taxKey: z
    .string()
    .regex(/^[0-9]{1,4}$/)
    .optional(),
  text: z.string().max(60).optional(),
});
export type CodingLine = z.infer<typeof CodingLine>;

/** PUT /cases/{id}/coding. Without `creditor` the matched creditor stays. */
export const NewCoding = z.object({ lines: z.array(CodingLine).min(1).max(500), creditor: Uuid.optional() });
export type NewCoding = z.infer<typeof NewCoding>;

/** POST /cases/{id}/assignment */
export const NewAssignment = z.object({ unit: Uuid });
export type NewAssignment = z.infer<typeof NewAssignment>;

export const Certificate = z.enum(['factual', 'arithmetical']);
export type Certificate = z.infer<typeof Certificate>;
export const ActKind = z.enum(['certify', 'order', 'object', 'return', 'release']);
export type ActKind = z.infer<typeof ActKind>;

/** POST /cases/{id}/acts. `covers` is the content hash that the person saw; a stale one is answered 409 with the new one. */
export const NewAct = z.object({
  kind: ActKind,
  certificate: Certificate.optional(),
  covers: Sha256,
  reason: z.string().trim().max(2000).optional(),
});
export type NewAct = z.infer<typeof NewAct>;

export const Act = z.object({
  id: Uuid,
  kind: ActKind,
  certificate: Certificate.nullable(),
  by: PersonRef,
  at: Moment,
  covers: Sha256,
  /** False when the content has changed since: the act stays on record and no longer counts. */
  standing: z.boolean(),
  reason: z.string().nullable(),
  /** The text that was signed. */
  text: Message.nullable(),
});
export type Act = z.infer<typeof Act>;

export const Finding = z.object({
  rule: z.string(),
  severity: z.enum(['fatal', 'warning', 'information']),
  location: z.string(),
  terms: z.array(z.string()),
  message: Message,
});
export type Finding = z.infer<typeof Finding>;

export const CheckReport = z.object({
  usable: z.enum(['usable', 'other-invoice', 'doubtful']),
  /** Why, in words: the answer of the entity's acceptance policy. */
  policy: Message,
  profile: z.string().nullable(),
  findings: z.array(Finding),
  /** Rules that could not be judged: they count as not checked, never as passed. */
  notChecked: z.array(z.object({ rule: z.string(), message: Message })),
  ruleSets: z.array(z.object({ name: z.string(), version: z.string(), rules: z.array(z.string()) })),
  checkedAt: Moment,
});
export type CheckReport = z.infer<typeof CheckReport>;

export const CaseDocument = z.object({
  id: Uuid,
  fileName: z.string(),
  kind: DocumentKind,
  mediaType: z.string(),
  size: z.number().int(),
  sha256: Sha256,
  /** Since when the bytes in the archive are known to be damaged or gone; null = they are what arrived. */
  damagedAt: Moment.nullable(),
});
export type CaseDocument = z.infer<typeof CaseDocument>;

export const Creditor = z.object({
  id: Uuid,
  account: z.string(),
  name: z.string(),
  vatId: z.string().nullable(),
  city: z.string().nullable(),
});
export type Creditor = z.infer<typeof Creditor>;

/** One entry of the timeline; `kind` chooses the sentence, `data` fills it. `actor` null = Belegfluss itself. */
export const TimelineEntry = z.object({
  at: Moment,
  kind: z.enum([
    'received',
    'read',
    'unreadable',
    'checked',
    'assigned',
    'coded',
    'certified',
    'ordered',
    'objected',
    'returned',
    'released',
    'exported',
    'acknowledged',
    'refused',
    'duplicate-arrived',
    'parked',
    'damaged',
    'restored',
    'paper-sent',
    'paper-closed',
    'to-paper',
    'left-paper',
  ]),
  actor: PersonRef.nullable(),
  data: z.record(z.string(), z.string().nullable()),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

const Refusable = z.object({
  allowed: z.boolean(),
  refusal: z.object({ code: z.string(), message: Message }).nullable(),
});

export const CaseDetail = CaseRow.extend({
  /** Grows with every change; the ETag. */
  version: z.number().int(),
  contentHash: Sha256,
  arrival: z.object({ id: Uuid, number: z.string(), channel: Channel, sender: z.string().nullable() }),
  documents: z.array(CaseDocument),
  invoice: InvoiceRecord.nullable(),
  report: CheckReport.nullable(),
  coding: z.object({
    lines: z.array(CodingLine),
    creditor: Creditor.nullable(),
    /** 'vat-id' | 'name' | 'chosen' | 'collective' (account for one-off creditors) | null */
    creditorBasis: z.enum(['vat-id', 'name', 'chosen', 'collective']).nullable(),
    /** Sum of the lines and what is missing to the gross amount. */
    sum: Money,
    rest: Money.nullable(),
  }),
  certificates: z.array(z.object({ certificate: Certificate, by: PersonRef.nullable(), at: Moment.nullable() })),
  ordered: z.object({ by: PersonRef, at: Moment }).nullable(),
  acts: z.array(Act),
  /** What the person who asks may do now; a refusal says why not, in words. */
  may: z.object({
    assign: z.boolean(),
    code: z.boolean(),
    certify: z.record(Certificate, Refusable),
    order: Refusable,
    object: Refusable,
    return: Refusable,
    release: Refusable,
    /** Print, note as sent and settle what goes to a unit on paper. */
    paper: z.boolean(),
  }),
  /** The full texts that a signature would put on record. */
  texts: z.object({ factual: Message, arithmetical: Message, order: Message }),
  export: z
    .object({ batchId: Uuid, batchNumber: z.string(), at: Moment, acknowledgedAt: Moment.nullable() })
    .nullable(),
  timeline: z.array(TimelineEntry),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

/** The answer to POST /cases/{id}/assignment: of a case that went to a sealed unit number and unit only. */
export const AssignedCase = z.union([CaseDetail, SealedCase]);
export type AssignedCase = z.infer<typeof AssignedCase>;
