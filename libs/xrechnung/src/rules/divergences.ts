import { type Address, type Amount, type Identifier, type DateValue, type Invoice, type VatBreakdown } from '../model';
import { type Decimal } from '@libs/money';
import { present } from './presence';
import { taxTotalsOf } from './tax-totals';

/**
 * Where the UBL and the CII binding of EN 16931 1.3.15 judge differently although the rule is one. Everything that
 * asks for the syntax stands here; the rules themselves do not know it.
 */
const isCii = ({ syntax }: Invoice): boolean => syntax === 'cii';

export const divergences = {
  /** BR-03: CII reads the issue date only where its format code is 102. */
  issueDate: (invoice: Invoice): DateValue | undefined =>
    isCii(invoice) && invoice.issueDate?.format !== '102' ? undefined : invoice.issueDate,

  /** BR-09, BR-11: UBL asks at each address, CII at the document: there a missing address breaks the rule as well. */
  countryPlaces: (invoice: Invoice, address: Address | undefined): readonly CountryPlace[] =>
    isCii(invoice)
      ? [{ where: invoice.where, country: address?.country }]
      : present(address).map(({ where, country }) => ({ where, country })),

  /** BR-CO-13: with neither allowances nor charges UBL compares as written, CII rounds the sum of the lines first. */
  netIsRounded: (invoice: Invoice): boolean =>
    isCii(invoice) || invoice.totals.allowances !== undefined || invoice.totals.charges !== undefined,

  /** BR-CO-14: UBL asks every tax total for its own breakdown, CII asks the one total in the invoice currency. */
  taxTotals: (invoice: Invoice): readonly TaxTotal[] =>
    isCii(invoice) ? taxTotalOfCii(invoice) : taxTotalsOfUbl(invoice),

  /** BR-CO-15: CII is content as well where gross equals net, whatever the tax total says. */
  grossMayEqualNet: isCii,

  /** BR-CO-16: UBL rounds the differences to cents before it compares, CII compares as written. */
  amountDueIsRounded: (invoice: Invoice): boolean => !isCii(invoice),

  /**
   * BR-CO-17: CII never judges the breakdown of the categories L (IGIC), M (IPSI) and O (not subject to VAT). The rules of
   * these categories claim the same element earlier in the same Schematron pattern, and only the first claim counts.
   */
  judgedBreakdown: (invoice: Invoice): readonly VatBreakdown[] =>
    isCii(invoice)
      ? invoice.vat.filter(({ category }) => !['L', 'M', 'O'].includes(category?.text ?? ''))
      : invoice.vat,

  /** BR-CO-17: a difference of exactly 1 is still allowed in CII, no longer in UBL. */
  taxMayDifferBy: (difference: Decimal, limit: Decimal, invoice: Invoice): boolean =>
    difference.compare(limit) < (isCii(invoice) ? 1 : 0),

  /** BR-DE-2: UBL points at the element around the party. */
  sellerPlace: (where: string): string => where.replace(/\/cac:Party\[\d+\]$/, ''),
};

export type CountryPlace = { readonly where: string; readonly country: Identifier | undefined };

/** A stated tax total and the breakdown that must add up to it. */
export type TaxTotal = {
  readonly where: string;
  readonly stated: Amount | undefined;
  readonly parts: readonly VatBreakdown[];
  /** Without a breakdown there is nothing to compare with. */
  readonly comparable: boolean;
};

function taxTotalOfCii({ totals, vat, currency }: Invoice): readonly TaxTotal[] {
  return taxTotalsOf(totals)
    .filter((amount) => amount.currency === currency?.text)
    .map((amount) => ({ where: amount.where, stated: amount, parts: vat, comparable: true }));
}

function taxTotalsOfUbl({ totals, vat }: Invoice): readonly TaxTotal[] {
  const amounts = taxTotalsOf(totals);
  const places = new Set([...amounts, ...vat].map(({ where }) => parent(where)));
  return [...places].map((where) => {
    const parts = vat.filter((part) => parent(part.where) === where);
    const stated = amounts.find((amount) => parent(amount.where) === where);
    return { where, stated, parts, comparable: parts.length > 0 };
  });
}

const parent = (where: string): string => where.slice(0, where.lastIndexOf('/'));
