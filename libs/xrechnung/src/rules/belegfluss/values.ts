import { type DateValue, type Invoice, type Line, type Numeric } from '../../model';
import { type Rule, rulesAt } from '../rule';

type Values<V> = readonly (readonly [term: string, value: V | undefined])[];

const everyLine = (lines: readonly Line[]): readonly Line[] =>
  lines.flatMap((line) => [line, ...everyLine(line.subLines)]);

const ofLine = (line: Line): Values<Numeric> => [
  ['BT-129', line.quantity],
  ['BT-131', line.net],
  ['BT-146', line.price?.net],
  ['BT-147', line.price?.discount],
  ['BT-148', line.price?.gross],
  ['BT-149', line.price?.baseQuantity],
  ['BT-152', line.vat?.rate],
  ...line.allowances.flatMap(({ amount, base, percent }): Values<Numeric> => [
    ['BT-136', amount],
    ['BT-137', base],
    ['BT-138', percent],
  ]),
  ...line.charges.flatMap(({ amount, base, percent }): Values<Numeric> => [
    ['BT-141', amount],
    ['BT-142', base],
    ['BT-143', percent],
  ]),
];

const numbers = ({ totals, vat, allowances, charges, lines }: Invoice): Values<Numeric> => [
  ['BT-106', totals.lineNet],
  ['BT-107', totals.allowances],
  ['BT-108', totals.charges],
  ['BT-109', totals.net],
  ['BT-110', totals.tax],
  ['BT-111', totals.taxAccounting],
  ...totals.otherTaxTotals.map((amount) => ['BT-110', amount] as const),
  ['BT-112', totals.gross],
  ['BT-113', totals.prepaid],
  ['BT-114', totals.rounding],
  ['BT-115', totals.due],
  ...vat.flatMap(({ base, tax, rate }): Values<Numeric> => [
    ['BT-116', base],
    ['BT-117', tax],
    ['BT-119', rate],
  ]),
  ...allowances.flatMap(({ amount, base, percent, vatRate }): Values<Numeric> => [
    ['BT-92', amount],
    ['BT-93', base],
    ['BT-94', percent],
    ['BT-96', vatRate],
  ]),
  ...charges.flatMap(({ amount, base, percent, vatRate }): Values<Numeric> => [
    ['BT-99', amount],
    ['BT-100', base],
    ['BT-101', percent],
    ['BT-103', vatRate],
  ]),
  ...everyLine(lines).flatMap(ofLine),
];

const dates = (invoice: Invoice): Values<DateValue> => [
  ['BT-2', invoice.issueDate],
  ['BT-7', invoice.taxPointDate],
  ['BT-9', invoice.dueDate],
  ['BT-72', invoice.deliveryDate],
  ['BT-73', invoice.period?.start],
  ['BT-74', invoice.period?.end],
  ...invoice.precedingInvoices.map(({ date }) => ['BT-26', date] as const),
  ...everyLine(invoice.lines).flatMap(({ period }): Values<DateValue> => [
    ['BT-134', period?.start],
    ['BT-135', period?.end],
  ]),
];

/** A value with the term it states; what is not stated is no place. */
const placed = <V extends { readonly where: string; readonly text: string }>(values: Values<V>) =>
  values.flatMap(([term, value]) => (value ? [{ where: value.where, term, value }] : []));

/** BF-AMOUNT and BF-DATE: what claims to be a number or a date must be one, else nothing can be computed with it. */
export const values: Rule[] = [
  ...rulesAt((invoice) => placed(numbers(invoice)), {
    'BF-AMOUNT': {
      terms: [],
      termAt: ({ term }) => term,
      text: ({ term, value }) => ({
        de:
          `In ${term} steht „${value.text.trim()}“: das ist keine Zahl. ` +
          'Mit der Rechnung lässt sich nicht rechnen, und die Prüfung bleibt unvollständig. Lassen Sie sich eine berichtigte Rechnung senden.',
        en:
          `${term} reads “${value.text.trim()}”, which is no number. ` +
          'The invoice cannot be computed and its check stays incomplete. Ask for a corrected invoice.',
      }),
      holds: ({ value }) => value.value !== undefined,
    },
  }),
  ...rulesAt((invoice) => placed(dates(invoice)), {
    'BF-DATE': {
      terms: [],
      termAt: ({ term }) => term,
      text: ({ term, value }) => ({
        de:
          `In ${term} steht „${value.text.trim()}“: das ist kein Kalendertag. ` +
          'Fristen lassen sich daraus nicht ableiten. Klären Sie den Tag mit dem Rechnungssteller.',
        en:
          `${term} reads “${value.text.trim()}”, which is no calendar date. ` +
          'No deadline can be derived from it. Clarify the date with the seller.',
      }),
      holds: ({ value }) => value.iso !== undefined,
    },
  }),
];
