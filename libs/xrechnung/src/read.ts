import { type Invoice, type Syntax } from './model';
import { invoiceOf } from './syntax/detect';
import { attempt, type Unreadable } from './syntax/unreadable';
import { readXml } from './syntax/xml/read-xml';

/** What became of a document that came in place of an invoice. */
export type Reading =
  | { readonly kind: 'invoice'; readonly invoice: Invoice; readonly syntax: Syntax; readonly wellFormed: true }
  | Unreadable;

/**
 * Reads the bytes of an XML document: UBL Invoice, UBL CreditNote or CII. Nothing is checked, corrected or guessed;
 * what a person can judge (a wrong amount, a missing term) stays in the model for the rules to report.
 */
export function readInvoice(bytes: Uint8Array): Reading {
  return attempt((): Reading => {
    const invoice = invoiceOf(readXml(bytes));
    return { kind: 'invoice', invoice, syntax: invoice.syntax, wellFormed: true };
  });
}
