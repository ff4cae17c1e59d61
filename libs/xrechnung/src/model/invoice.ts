import { type AllowanceOrCharge, type Period, type Totals, type VatBreakdown } from './amounts';
import { type Line } from './line';
import { type Buyer, type Delivery, type Payee, type Seller, type TaxRepresentative } from './party';
import { type PaymentHeader, type PaymentInstruction } from './payment';
import { type DateValue, type Group, type Identifier, type Text } from './value';

/** The syntaxes that carry the model: UBL 2.1 Invoice and CreditNote, UN/CEFACT CII D16B. */
export type Syntax = 'ubl-invoice' | 'ubl-creditnote' | 'cii';

/** BG-1 Invoice note. */
export type Note = Group & {
  /** BT-21 */ readonly subject?: Identifier;
  /** BT-22 */ readonly text?: Text;
};

/** BG-3 Preceding invoice reference. */
export type PrecedingInvoice = Group & {
  /** BT-25 */ readonly number?: Identifier;
  /** BT-26 */ readonly date?: DateValue;
};

/** BG-24 Additional supporting document. The bytes stay in the original; here stands only what describes them. */
export type SupportingDocument = Group & {
  /** BT-122 */ readonly id?: Identifier;
  /** BT-123 */ readonly description?: Text;
  /** BT-124 */ readonly uri?: Text;
  /** BT-125: name and type as claimed, number of bytes after decoding (undefined: the text is no base64) */
  readonly attachment?: Group & {
    readonly fileName?: string;
    readonly mime?: string;
    readonly bytes: number | undefined;
  };
};

/** An invoice or credit note in the terms of EN 16931-1. Every value keeps its written form and its place. */
export type Invoice = Group & {
  readonly syntax: Syntax;
  /** BT-1 */ readonly number?: Identifier;
  /** BT-2 */ readonly issueDate?: DateValue;
  /** BT-3 */ readonly typeCode?: Identifier;
  /** BT-5 */ readonly currency?: Identifier;
  /** BT-6 */ readonly taxCurrency?: Identifier;
  /** BT-7 */ readonly taxPointDate?: DateValue;
  /** BT-8 */ readonly taxPointCode?: Identifier;
  /** BT-9 */ readonly dueDate?: DateValue;
  /** BT-10, in Germany the Leitweg-ID */ readonly buyerReference?: Text;
  /** BT-11 */ readonly project?: Identifier;
  /** BT-12 */ readonly contract?: Identifier;
  /** BT-13 */ readonly purchaseOrder?: Identifier;
  /** BT-14 */ readonly salesOrder?: Identifier;
  /** BT-15 */ readonly receivingAdvice?: Identifier;
  /** BT-16 */ readonly despatchAdvice?: Identifier;
  /** BT-17 */ readonly tender?: Identifier;
  /** BT-18 */ readonly invoicedObject?: Identifier;
  /** BT-19 */ readonly accountingReference?: Text;
  /** BT-20 */ readonly paymentTerms?: Text;
  /** BG-1 */ readonly notes: readonly Note[];
  /** BT-23 */ readonly process?: Identifier;
  /** BT-24 */ readonly specification?: Identifier;
  /** BG-3 */ readonly precedingInvoices: readonly PrecedingInvoice[];
  /** BG-4 */ readonly seller?: Seller;
  /** BG-7 */ readonly buyer?: Buyer;
  /** BG-10 */ readonly payee?: Payee;
  /** BG-11 */ readonly taxRepresentative?: TaxRepresentative;
  /** BG-13 */ readonly delivery?: Delivery;
  /** BT-72 */ readonly deliveryDate?: DateValue;
  /** BG-14 */ readonly period?: Period;
  /** BG-16 */ readonly payment: readonly PaymentInstruction[];
  /** BT-83, BT-89, BT-90 where they stand outside BG-16 */ readonly paymentHeader?: PaymentHeader;
  /** BG-20 */ readonly allowances: readonly AllowanceOrCharge[];
  /** BG-21 */ readonly charges: readonly AllowanceOrCharge[];
  /** BG-22 */ readonly totals: Totals;
  /** BG-23 */ readonly vat: readonly VatBreakdown[];
  /** BG-24 */ readonly supportingDocuments: readonly SupportingDocument[];
  /** BG-25 */ readonly lines: readonly Line[];
};
