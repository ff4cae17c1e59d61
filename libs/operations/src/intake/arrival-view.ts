import { isCreditNote } from '@libs/booking';
import { type Arrival, ArrivalOutcome, Channel, DocumentKind, type Facts } from '@libs/contracts';
import { type ArrivalPart, type ArrivalRecord, type ReceivedArrival } from '@libs/db';
import { compactIban, fromRecord, type Invoice } from '@libs/xrechnung';
import { reasonText } from '../reason-text';
import { isDelayed } from './delayed';

type Part = Omit<Arrival, 'children'>;

/** `now` is the database's time: it tells what is delayed. */
export const arrivalView = (record: ArrivalRecord, now: Date): Arrival => ({
  ...partView(record, now),
  children: record.children.map((child) => partView(child, now)),
});

/** As it was when it was received, whatever the line has done since. */
export function receivedView(row: ReceivedArrival): Arrival {
  const decided = row.outcome === 'rejected' || row.outcome === 'duplicate';
  const then = decided ? {} : { outcome: 'pending', reason: null };
  return arrivalView({ ...row, ...then, documents: [], children: [] }, row.receivedAt);
}

function partView(part: ArrivalPart, now: Date): Part {
  const { duplicateOf } = part;
  return {
    id: part.id,
    number: part.number,
    channel: Channel.parse(part.channel),
    fileName: part.fileName,
    size: Number(part.size),
    sha256: part.sha256,
    receivedAt: part.receivedAt.toISOString(),
    outcome: ArrivalOutcome.parse(part.outcome),
    delayed: part.outcome === 'pending' && isDelayed(part.receivedAt, now),
    reason: part.reason,
    message: part.reason === null ? null : reasonText(part.reason),
    duplicateOf: duplicateOf && {
      id: duplicateOf.id,
      number: duplicateOf.number,
      caseId: duplicateOf.documents[0]?.caseId ?? null,
    },
    sender: part.sender,
    subject: part.subject,
    documents: part.documents.map(({ id, kind, invoiceCase }) => ({
      id,
      caseId: invoiceCase.id,
      caseNumber: invoiceCase.number,
      kind: DocumentKind.parse(kind),
      creditNote: invoiceCase.invoice ? isCreditNote(typeCodeOf(invoiceCase.invoice.model)) : false,
      facts: invoiceCase.invoice ? factsOf(invoiceCase.invoice.model) : {},
    })),
  };
}

/** BT-3 as written. */
const typeCodeOf = (model: unknown): string => fromRecord(model).typeCode?.text ?? '';

/** The values that a sender would compare, as written. */
export function factsOf(model: unknown): Facts {
  const invoice = fromRecord(model);
  const { totals } = invoice;
  const attachment = invoice.supportingDocuments.find((one) => one.attachment);
  const link = invoice.supportingDocuments.find((one) => one.uri);
  const facts: Record<keyof Facts, string | number | undefined> = {
    invoiceNumber: invoice.number?.text,
    issueDate: invoice.issueDate?.iso ?? invoice.issueDate?.text,
    sellerName: invoice.seller?.name?.text,
    currency: invoice.currency?.text,
    net: totals.net?.text,
    tax: totals.tax?.text,
    gross: totals.gross?.text,
    payable: totals.due?.text,
    iban: ibanOf(invoice),
    note: invoice.notes[0]?.text?.text,
    lines: invoice.lines.length,
    attachmentName: attachment?.attachment?.fileName,
    attachmentUri: link?.uri?.text,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** The first account to pay to, without the blanks that people put between its groups. */
function ibanOf(invoice: Invoice): string | undefined {
  const account = invoice.payment.flatMap(({ transfers }) => transfers).find((transfer) => transfer.account)?.account;
  return account && compactIban(account.text);
}
