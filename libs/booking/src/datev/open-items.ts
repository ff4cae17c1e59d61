import { type BookingRow, type OrderedCase } from './booking-rows';
import { documentFieldOf } from './document-field';

/** Offener Posten: what a creditor account and Belegfeld 1 stand for in the books, and whose it is. */
export type OpenItem = { readonly account: string; readonly documentField1: string; readonly sellerName: string };

/**
 * Keeps open items apart: one number of one creditor belongs to one case, in this file and in all earlier ones. On an account that
 * suppliers share, another supplier's equal number gets a mark; the same supplier's is held back as a probable duplicate.
 */
export class OpenItems {
  private readonly owners = new Map<string, string>();

  constructor(earlier: readonly OpenItem[]) {
    for (const item of earlier) this.owners.set(keyOf(item.account, item.documentField1), item.sellerName);
  }

  /** The rows under a number that is free, or undefined where the number is this supplier's already. Takes the number. */
  claim(one: OrderedCase, rows: readonly BookingRow[]): readonly BookingRow[] | undefined {
    const [first] = rows;
    if (!first) return rows;
    if (this.take(first.account, first.documentField1, one.sellerName)) return rows;
    if (!one.sharedCreditor || this.owners.get(keyOf(first.account, first.documentField1)) === one.sellerName)
      return undefined;

    const documentField1 = documentFieldOf(one.invoiceNumber, one.sellerName);
    if (!this.take(first.account, documentField1, one.sellerName)) return undefined;
    return rows.map((row) => ({ ...row, documentField1 }));
  }

  private take(account: string, documentField1: string, sellerName: string): boolean {
    const key = keyOf(account, documentField1);
    if (this.owners.has(key)) return false;
    this.owners.set(key, sellerName);
    return true;
  }
}

const keyOf = (account: string, documentField1: string): string => `${account} ${documentField1}`;
