import { type Invoice, type Note } from '../../model';
import { identifier, present, text } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one, path } from '../xml/select';
import { allowancesAndCharges, totals, vatBreakdown } from './amounts';
import { ublDate } from './dates';
import { delivery, deliveryDate, period, taxPointCode } from './delivery';
import { lines } from './line';
import { buyer, payee, seller, taxRepresentative } from './party';
import { payment, paymentHeader } from './payment';
import { objectId, precedingInvoices, project, referenceId, supportingDocuments } from './references';

/** A UBL 2.1 Invoice or CreditNote in the terms of EN 16931 (binding CEN/TS 16931-3-2). */
export function ublInvoice(root: XmlElement): Invoice {
  const isCreditNote = root.name === 'cn:CreditNote';
  return present({
    where: root.where,
    syntax: isCreditNote ? ('ubl-creditnote' as const) : ('ubl-invoice' as const),
    number: identifier(one(root, 'cbc:ID')),
    issueDate: ublDate(one(root, 'cbc:IssueDate')),
    typeCode: identifier(one(root, isCreditNote ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode')),
    currency: identifier(one(root, 'cbc:DocumentCurrencyCode')),
    taxCurrency: identifier(one(root, 'cbc:TaxCurrencyCode')),
    taxPointDate: ublDate(one(root, 'cbc:TaxPointDate')),
    taxPointCode: taxPointCode(root),
    // UBL's CreditNote has no DueDate of its own: there it stands with the means of payment.
    dueDate: ublDate(isCreditNote ? paymentDueDate(root) : one(root, 'cbc:DueDate')),
    buyerReference: text(one(root, 'cbc:BuyerReference')),
    project: project(root),
    contract: referenceId(root, 'cac:ContractDocumentReference'),
    purchaseOrder: identifier(path(root, 'cac:OrderReference', 'cbc:ID')),
    salesOrder: identifier(path(root, 'cac:OrderReference', 'cbc:SalesOrderID')),
    receivingAdvice: referenceId(root, 'cac:ReceiptDocumentReference'),
    despatchAdvice: referenceId(root, 'cac:DespatchDocumentReference'),
    tender: referenceId(root, 'cac:OriginatorDocumentReference'),
    invoicedObject: objectId(root, 'cac:AdditionalDocumentReference'),
    accountingReference: text(one(root, 'cbc:AccountingCost')),
    paymentTerms: text(first(first(root, 'cac:PaymentTerms'), 'cbc:Note')),
    notes: all(root, 'cbc:Note').map(note),
    process: identifier(one(root, 'cbc:ProfileID')),
    specification: identifier(one(root, 'cbc:CustomizationID')),
    precedingInvoices: precedingInvoices(root),
    seller: seller(root),
    buyer: buyer(root),
    payee: payee(root),
    taxRepresentative: taxRepresentative(root),
    delivery: delivery(root),
    deliveryDate: deliveryDate(root),
    period: period(root),
    payment: payment(root),
    paymentHeader: paymentHeader(root),
    ...allowancesAndCharges(root),
    totals: totals(root),
    vat: vatBreakdown(root),
    supportingDocuments: supportingDocuments(root),
    lines: lines(root),
  });
}

const paymentDueDate = (root: XmlElement): XmlElement | undefined =>
  all(root, 'cac:PaymentMeans').flatMap((means) => one(means, 'cbc:PaymentDueDate') ?? [])[0];

/** UBL has no element for BT-21; the binding writes it in front of the text, between two number signs. */
function note(element: XmlElement): Note {
  const whole = text(element);
  const [prefix, code] = /^#([A-Z]{3})#/.exec(whole.text) ?? [];
  if (prefix === undefined || code === undefined) return { where: whole.where, text: whole };
  return {
    where: whole.where,
    subject: { text: code, where: whole.where },
    text: { text: whole.text.slice(prefix.length), where: whole.where },
  };
}
