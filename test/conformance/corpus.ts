import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type DateValue, type Invoice, type Text } from '@libs/xrechnung';

/** The corpus is no part of this repository; the tests say so instead of passing without it. */
function folder(): string {
  const path = process.env['BELEGFLUSS_CORPUS'];
  if (path === undefined) throw new Error('Set BELEGFLUSS_CORPUS to the folder of the corpus: nothing was compared.');
  return path;
}

export const corpusFile = (...path: string[]): Uint8Array => readFileSync(join(folder(), ...path));

export const corpusJson = (...path: string[]): unknown => JSON.parse(new TextDecoder().decode(corpusFile(...path)));

/** One JSON object a line, packed. */
export const corpusLines = <T>(...path: string[]): T[] =>
  gunzipSync(corpusFile(...path))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

/** Business terms as the corpus writes them: texts trimmed, null where nothing stands. */
export type Terms = Readonly<Record<string, unknown>>;

const stated = (value: Text | undefined): string | null => value?.text.trim() ?? null;

const day = (value: DateValue | undefined): string | null => value?.iso ?? null;

/** The terms that the corpus compares, out of our model. */
export function termsOf(invoice: Invoice): Terms {
  const { totals } = invoice;
  return {
    'BT-1': stated(invoice.number),
    'BT-2': stated(invoice.issueDate),
    'BT-3': stated(invoice.typeCode),
    'BT-5': stated(invoice.currency),
    'BT-6': stated(invoice.taxCurrency),
    'BT-9': stated(invoice.dueDate),
    'BT-10': stated(invoice.buyerReference),
    'BT-13': stated(invoice.purchaseOrder),
    'BT-20': stated(invoice.paymentTerms),
    'BT-23': stated(invoice.process),
    'BT-24': stated(invoice.specification),
    'BT-27': stated(invoice.seller?.name),
    'BT-31': stated(invoice.seller?.vatId),
    'BT-32': stated(invoice.seller?.taxNumber),
    'BT-44': stated(invoice.buyer?.name),
    'BT-48': stated(invoice.buyer?.vatId),
    'BT-72': stated(invoice.deliveryDate),
    'BT-106': stated(totals.lineNet),
    'BT-107': stated(totals.allowances),
    'BT-108': stated(totals.charges),
    'BT-109': stated(totals.net),
    'BT-110': stated(totals.tax),
    'BT-112': stated(totals.gross),
    'BT-113': stated(totals.prepaid),
    'BT-114': stated(totals.rounding),
    'BT-115': stated(totals.due),
    vat: invoice.vat.map((one) => ({
      cat: stated(one.category),
      rate: stated(one.rate),
      base: stated(one.base),
      tax: stated(one.tax),
      reason: stated(one.exemptionReason),
      code: stated(one.exemptionCode),
    })),
    ibans: invoice.payment.flatMap(({ transfers }) => transfers.map(({ account }) => stated(account))),
    lines: invoice.lines.length,
    attachments: invoice.supportingDocuments.flatMap(({ attachment }) => (attachment ? [attachment.fileName] : [])),
  };
}

/** The same terms as the model of the synthetic invoices has them: dates as days, texts untrimmed, no exemptions. */
export function goldenTermsOf(invoice: Invoice): Terms {
  return {
    ...termsOf(invoice),
    'BT-2': day(invoice.issueDate),
    'BT-9': day(invoice.dueDate),
    'BT-20': invoice.paymentTerms?.text ?? null,
    vat: invoice.vat.map((one) => ({
      cat: stated(one.category),
      rate: stated(one.rate),
      base: stated(one.base),
      tax: stated(one.tax),
    })),
  };
}

/**
 * What is wanted and not read: `BT-1: "A" instead of "B"`. The list of the corpus leaves out what is absent or empty;
 * a term it does not name must therefore be absent or empty here too.
 */
export function differences(read: Terms, wanted: Terms): string[] {
  const isNothing = (value: unknown): boolean =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return Object.keys({ ...read, ...wanted })
    .filter((term) => !(isNothing(read[term]) && isNothing(wanted[term])))
    .filter((term) => JSON.stringify(read[term]) !== JSON.stringify(wanted[term]))
    .map((term) => `${term}: ${JSON.stringify(read[term])} instead of ${JSON.stringify(wanted[term])}`);
}
