import { type Invoice, type Note } from '../../model';
import { identifier, present, text } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one } from '../xml/select';
import { allowancesAndCharges, totals, vatBreakdown } from './amounts';
import { ciiDate, ciiDateOnly } from './dates';
import { delivery, deliveryDate, period } from './delivery';
import { lines } from './line';
import { buyer, payee, seller, taxRepresentative } from './party';
import { payment, paymentHeader } from './payment';
import { objectId, precedingInvoices, project, referenceId, supportingDocuments, tender } from './references';

/** A UN/CEFACT Cross Industry Invoice (D16B) in the terms of EN 16931 (binding CEN/TS 16931-3-3). */
export function ciiInvoice(root: XmlElement): Invoice {
  const context = one(root, 'rsm:ExchangedDocumentContext');
  const document = one(root, 'rsm:ExchangedDocument');
  const transaction = one(root, 'rsm:SupplyChainTradeTransaction');
  const agreement = one(transaction, 'ram:ApplicableHeaderTradeAgreement');
  const supply = one(transaction, 'ram:ApplicableHeaderTradeDelivery');
  const settlement = one(transaction, 'ram:ApplicableHeaderTradeSettlement');
  const taxes = all(settlement, 'ram:ApplicableTradeTax');
  const terms = all(settlement, 'ram:SpecifiedTradePaymentTerms');
  return present({
    where: root.where,
    syntax: 'cii' as const,
    number: identifier(one(document, 'ram:ID')),
    issueDate: ciiDate(one(document, 'ram:IssueDateTime')),
    typeCode: identifier(one(document, 'ram:TypeCode')),
    currency: identifier(one(settlement, 'ram:InvoiceCurrencyCode')),
    taxCurrency: identifier(one(settlement, 'ram:TaxCurrencyCode')),
    // BT-7 and BT-8 stand with each tax in CII; the document has one of either.
    taxPointDate: taxes.flatMap((tax) => ciiDateOnly(one(tax, 'ram:TaxPointDate')) ?? [])[0],
    taxPointCode: taxes.flatMap((tax) => identifier(one(tax, 'ram:DueDateTypeCode')) ?? [])[0],
    dueDate: terms.flatMap((entry) => ciiDate(one(entry, 'ram:DueDateDateTime')) ?? [])[0],
    buyerReference: text(one(agreement, 'ram:BuyerReference')),
    project: project(agreement),
    contract: referenceId(agreement, 'ram:ContractReferencedDocument'),
    purchaseOrder: referenceId(agreement, 'ram:BuyerOrderReferencedDocument'),
    salesOrder: referenceId(agreement, 'ram:SellerOrderReferencedDocument'),
    receivingAdvice: referenceId(supply, 'ram:ReceivingAdviceReferencedDocument'),
    despatchAdvice: referenceId(supply, 'ram:DespatchAdviceReferencedDocument'),
    tender: tender(agreement),
    invoicedObject: objectId(agreement),
    accountingReference: text(one(first(settlement, 'ram:ReceivableSpecifiedTradeAccountingAccount'), 'ram:ID')),
    paymentTerms: text(terms.flatMap((entry) => first(entry, 'ram:Description') ?? [])[0]),
    notes: all(document, 'ram:IncludedNote').map(note),
    process: processOrGuideline(context, 'ram:BusinessProcessSpecifiedDocumentContextParameter'),
    specification: processOrGuideline(context, 'ram:GuidelineSpecifiedDocumentContextParameter'),
    precedingInvoices: precedingInvoices(settlement),
    seller: seller(agreement),
    buyer: buyer(agreement),
    payee: payee(settlement),
    taxRepresentative: taxRepresentative(agreement),
    delivery: delivery(supply),
    deliveryDate: deliveryDate(supply),
    period: period(settlement),
    payment: payment(settlement),
    paymentHeader: paymentHeader(settlement),
    ...allowancesAndCharges(settlement),
    totals: totals(settlement, root),
    vat: vatBreakdown(settlement),
    supportingDocuments: supportingDocuments(agreement),
    lines: lines(transaction),
  });
}

/** BT-23 and BT-24. */
const processOrGuideline = (context: XmlElement | undefined, name: string) =>
  identifier(one(first(context, name), 'ram:ID'));

function note(element: XmlElement): Note {
  return present({
    where: element.where,
    subject: identifier(one(element, 'ram:SubjectCode')),
    text: text(first(element, 'ram:Content')),
  });
}
