import { type Amount, type Invoice, type Totals } from '../../model';
import { type Decimal } from '@libs/money';
import { type Message } from '../../findings';
import { numberOf, numberOrZero, roundAsXPath, states, sumOf, written } from '../arithmetic';
import { divergences } from '../divergences';
import { type Place, rulesAt } from '../rule';
import { taxTotalsOf } from '../tax-totals';

const missing = (de: string, en: string) => (): Message => ({ de: `${de} fehlt.`, en: `${en} is missing.` });

const differs = (de: string, en: string, stated: string, expected: Decimal): Message => ({
  de: `Als ${de} steht ${stated}, richtig wäre ${expected.toFixed(2)}.`,
  en: `The invoice states ${stated} as ${en}; it should be ${expected.toFixed(2)}.`,
});

/** No totals, no place to look at: then the rules are silent, as the official ones are. */
const totals = ({ totals, where }: Invoice): readonly (Totals & Place)[] => (totals.where === where ? [] : [totals]);

const presence = rulesAt(totals, {
  'BR-12': {
    terms: ['BT-106'],
    text: missing('Die Summe der Positionsbeträge (BT-106)', 'The sum of the line amounts (BT-106)'),
    holds: ({ lineNet }) => lineNet !== undefined,
  },
  'BR-13': {
    terms: ['BT-109'],
    text: missing('Der Gesamtbetrag ohne Umsatzsteuer (BT-109)', 'The total without VAT (BT-109)'),
    holds: ({ net }) => net !== undefined,
  },
  'BR-14': {
    terms: ['BT-112'],
    text: missing('Der Gesamtbetrag mit Umsatzsteuer (BT-112)', 'The total with VAT (BT-112)'),
    holds: ({ gross }) => gross !== undefined,
  },
  'BR-15': {
    terms: ['BT-115'],
    text: missing('Der fällige Betrag (BT-115)', 'The amount due for payment (BT-115)'),
    holds: ({ due }) => due !== undefined,
  },
});

const sumOfLines = ({ lines }: Invoice): Decimal => sumOf(lines.map(({ net }) => net));
const sumOfAllowances = ({ allowances }: Invoice): Decimal => sumOf(allowances.map(({ amount }) => amount));
const sumOfCharges = ({ charges }: Invoice): Decimal => sumOf(charges.map(({ amount }) => amount));

const sums = rulesAt(totals, {
  'BR-CO-10': {
    terms: ['BT-106', 'BT-131'],
    text: ({ lineNet }, invoice) =>
      differs('Summe der Positionen (BT-106)', 'the sum of its lines (BT-106)', written(lineNet), sumOfLines(invoice)),
    holds: ({ lineNet }, invoice) => states(lineNet, sumOfLines(invoice)),
  },
  'BR-CO-11': {
    terms: ['BT-107', 'BT-92'],
    text: ({ allowances }, invoice) =>
      differs(
        'Summe der Nachlässe (BT-107)',
        'the sum of allowances (BT-107)',
        written(allowances),
        sumOfAllowances(invoice),
      ),
    // The total may be left out, but only where there is nothing to add up.
    holds: ({ allowances }, invoice) =>
      allowances ? states(allowances, sumOfAllowances(invoice)) : invoice.allowances.length === 0,
  },
  'BR-CO-12': {
    terms: ['BT-108', 'BT-99'],
    text: ({ charges }, invoice) =>
      differs('Summe der Zuschläge (BT-108)', 'the sum of charges (BT-108)', written(charges), sumOfCharges(invoice)),
    holds: ({ charges }, invoice) => (charges ? states(charges, sumOfCharges(invoice)) : invoice.charges.length === 0),
  },
  'BR-CO-13': {
    terms: ['BT-109', 'BT-106', 'BT-107', 'BT-108'],
    text: (totals, invoice) =>
      differs(
        'Gesamtbetrag ohne Umsatzsteuer (BT-109)',
        'the total without VAT (BT-109)',
        written(totals.net),
        netOf(totals, invoice),
      ),
    holds: (totals, invoice) => totals.lineNet !== undefined && states(totals.net, netOf(totals, invoice)),
  },
  'BR-CO-16': {
    terms: ['BT-115', 'BT-112', 'BT-113', 'BT-114'],
    text: (totals) =>
      differs('fälliger Betrag (BT-115)', 'the amount due (BT-115)', written(totals.due), dueOf(totals)),
    holds: amountDueHolds,
  },
});

function netOf({ lineNet, allowances, charges }: Totals, invoice: Invoice): Decimal {
  const net = numberOrZero(lineNet).minus(numberOrZero(allowances)).plus(numberOrZero(charges));
  return divergences.netIsRounded(invoice) ? roundAsXPath(net, 2) : net;
}

const dueOf = ({ gross, prepaid, rounding }: Totals): Decimal =>
  numberOrZero(gross).minus(numberOrZero(prepaid)).plus(numberOrZero(rounding));

function amountDueHolds({ gross, prepaid, rounding, due }: Totals, invoice: Invoice): boolean {
  if (!gross || !due) return false;

  const left = numberOf(due).minus(numberOrZero(rounding));
  const right = numberOf(gross).minus(numberOrZero(prepaid));
  if (!divergences.amountDueIsRounded(invoice)) return left.equals(right);
  // A side is rounded only where something was subtracted on it.
  return (rounding ? roundAsXPath(left, 2) : left).equals(prepaid ? roundAsXPath(right, 2) : right);
}

const gross = rulesAt((invoice) => [invoice], {
  'BR-CO-15': {
    terms: ['BT-112', 'BT-109', 'BT-110'],
    text: grossText,
    holds: grossHolds,
  },
});

/** The tax totals in the invoice currency, code for code as written: exactly one must be there. */
const ownTaxTotals = ({ currency, totals }: Invoice): readonly Amount[] =>
  taxTotalsOf(totals).filter((amount) => amount.currency === currency?.text);

const grossOf = ({ net }: Totals, tax: Amount): Decimal => roundAsXPath(numberOrZero(net).plus(numberOf(tax)), 2);

function grossText(invoice: Invoice): Message {
  const { totals } = invoice;
  const [tax, ...more] = ownTaxTotals(invoice);
  if (tax && more.length === 0) {
    return differs(
      'Gesamtbetrag mit Umsatzsteuer (BT-112)',
      'the total with VAT (BT-112)',
      written(totals.gross),
      grossOf(totals, tax),
    );
  }
  return {
    de: `Der Gesamtbetrag der Umsatzsteuer (BT-110) steht ${tax ? 'mehrfach' : 'nicht'} in der Währung der Rechnung; der Gesamtbetrag mit Umsatzsteuer (BT-112) lässt sich nicht nachrechnen.`,
    en: `The total VAT (BT-110) is ${tax ? 'stated more than once' : 'not stated'} in the invoice currency; the total with VAT (BT-112) cannot be verified.`,
  };
}

function grossHolds(invoice: Invoice): boolean {
  const { currency, totals } = invoice;
  if (!currency) return true; // BR-05 speaks then
  if (!totals.gross || !totals.net) return false;
  if (divergences.grossMayEqualNet(invoice) && numberOf(totals.gross).equals(numberOf(totals.net))) return true;

  const [tax, ...more] = ownTaxTotals(invoice);
  return tax !== undefined && more.length === 0 && states(totals.gross, grossOf(totals, tax));
}

/** BR-12 to BR-15, BR-CO-10 to BR-CO-13, BR-CO-15, BR-CO-16. */
export const documentTotals = [...presence, ...sums, ...gross];
