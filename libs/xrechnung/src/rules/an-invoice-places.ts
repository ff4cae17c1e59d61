import { type Syntax } from '../model';

/** For tests: where the groups of an invoice stand, so that a test sees the same locations as the official report. */
export type Places = {
  readonly root: string;
  readonly seller: string;
  readonly sellerAddress: string;
  readonly sellerContact: string;
  readonly buyer: string;
  readonly buyerAddress: string;
  readonly delivery: string;
  readonly payment: string;
  readonly allowance: string;
  readonly charge: string;
  readonly totals: string;
  readonly tax: string;
  readonly vat: string;
  readonly line: string;
};

export const placesOf = (syntax: Syntax): Places => {
  switch (syntax) {
    case 'ubl-invoice':
      return ubl('/ubl:Invoice[1]', 'cac:InvoiceLine');
    case 'ubl-creditnote':
      return ubl('/cn:CreditNote[1]', 'cac:CreditNoteLine');
    case 'cii':
      return cii;
  }
};

const ubl = (root: string, line: string): Places => ({
  root,
  seller: `${root}/cac:AccountingSupplierParty[1]/cac:Party[1]`,
  sellerAddress: `${root}/cac:AccountingSupplierParty[1]/cac:Party[1]/cac:PostalAddress[1]`,
  sellerContact: `${root}/cac:AccountingSupplierParty[1]/cac:Party[1]/cac:Contact[1]`,
  buyer: `${root}/cac:AccountingCustomerParty[1]/cac:Party[1]`,
  buyerAddress: `${root}/cac:AccountingCustomerParty[1]/cac:Party[1]/cac:PostalAddress[1]`,
  delivery: `${root}/cac:Delivery[1]/cac:DeliveryLocation[1]/cac:Address[1]`,
  payment: `${root}/cac:PaymentMeans[1]`,
  allowance: `${root}/cac:AllowanceCharge`,
  charge: `${root}/cac:AllowanceCharge`,
  totals: `${root}/cac:LegalMonetaryTotal[1]`,
  tax: `${root}/cac:TaxTotal[1]/cbc:TaxAmount[1]`,
  vat: `${root}/cac:TaxTotal[1]/cac:TaxSubtotal[1]`,
  line: `${root}/${line}`,
});

const document = '/rsm:CrossIndustryInvoice[1]';
const trade = `${document}/rsm:SupplyChainTradeTransaction[1]`;
const agreement = `${trade}/ram:ApplicableHeaderTradeAgreement[1]`;
const settlement = `${trade}/ram:ApplicableHeaderTradeSettlement[1]`;
const summation = `${settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation[1]`;

const cii: Places = {
  root: document,
  seller: `${agreement}/ram:SellerTradeParty[1]`,
  sellerAddress: `${agreement}/ram:SellerTradeParty[1]/ram:PostalTradeAddress[1]`,
  sellerContact: `${agreement}/ram:SellerTradeParty[1]/ram:DefinedTradeContact[1]`,
  buyer: `${agreement}/ram:BuyerTradeParty[1]`,
  buyerAddress: `${agreement}/ram:BuyerTradeParty[1]/ram:PostalTradeAddress[1]`,
  delivery: `${trade}/ram:ApplicableHeaderTradeDelivery[1]/ram:ShipToTradeParty[1]/ram:PostalTradeAddress[1]`,
  payment: `${settlement}/ram:SpecifiedTradeSettlementPaymentMeans[1]`,
  allowance: `${settlement}/ram:SpecifiedTradeAllowanceCharge`,
  charge: `${settlement}/ram:SpecifiedTradeAllowanceCharge`,
  totals: summation,
  tax: `${summation}/ram:TaxTotalAmount[1]`,
  vat: `${settlement}/ram:ApplicableTradeTax[1]`,
  line: `${trade}/ram:IncludedSupplyChainTradeLineItem`,
};
