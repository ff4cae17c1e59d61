import { Decimal } from '@libs/money';
import { type Invoice, type Totals } from './model';

/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The stored form of an invoice: the model with each `value` as the text of the number, and null for what is no number or day. */
export function toRecord(invoice: Invoice): Json {
  return store(invoice);
}

function store(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (value instanceof Decimal) return value.written;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(store);
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, store(one)]));
  throw new TypeError(`An invoice holds no ${typeof value}.`);
}

/** The invoice of a stored form. Throws a TypeError when the record was not made by `toRecord`. */
export function fromRecord(record: unknown): Invoice {
  const stored = revive(record);
  if (!isStored(stored)) throw new TypeError('The stored record is no invoice.');
  return { ...stored, totals: { ...stored.totals, otherTaxTotals: stored.totals.otherTaxTotals ?? [] } };
}

/** An invoice as some version stored it: older records hold no list of further tax totals. */
type Stored = Omit<Invoice, 'totals'> & {
  readonly totals: Omit<Totals, 'otherTaxTotals'> & Partial<Pick<Totals, 'otherTaxTotals'>>;
};

function revive(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object') return value;
  // Object.fromEntries defines members; assigning a foreign "__proto__" would set the prototype.
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, reviveMember(key, one)]));
}

/** A `value` that is text is a number as written; that of an item attribute (BT-161) is a text with its place. */
function reviveMember(key: string, value: unknown): unknown {
  return key === 'value' && typeof value === 'string' ? Decimal.of(value) : revive(value);
}

const lists = ['notes', 'precedingInvoices', 'payment', 'allowances', 'charges', 'vat', 'supportingDocuments', 'lines'];

const syntaxes: readonly unknown[] = ['ubl-invoice', 'ubl-creditnote', 'cii'];

/** Checks the members that every invoice has; the rest was written by `toRecord` and is ours. */
function isStored(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  return (
    typeof members.get('where') === 'string' &&
    syntaxes.includes(members.get('syntax')) &&
    typeof members.get('totals') === 'object' &&
    lists.every((name) => Array.isArray(members.get(name)))
  );
}
