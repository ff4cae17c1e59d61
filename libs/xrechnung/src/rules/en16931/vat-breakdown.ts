import { Decimal } from '@libs/money';
import { type Identifier, type Invoice, type VatBreakdown } from '../../model';
import { numberOf, numberOrZero, roundAsXPath, states, sumOf, written } from '../arithmetic';
import { divergences } from '../divergences';
import { rulesAt } from '../rule';

const one = Decimal.of('1');
const percent = Decimal.of('0.01');

const totals = rulesAt(divergences.taxTotals, {
  'BR-CO-14': {
    terms: ['BT-110', 'BT-117'],
    text: ({ stated, parts }) => {
      const sum = sumOf(parts.map(({ tax }) => tax));
      return {
        de: `Als Gesamtbetrag der Umsatzsteuer (BT-110) steht ${written(stated)}, die Aufschlüsselung ergibt ${sum}.`,
        en: `The invoice states ${written(stated)} as its total VAT (BT-110); the breakdown adds up to ${sum}.`,
      };
    },
    holds: ({ stated, parts, comparable }) => !comparable || states(stated, sumOf(parts.map(({ tax }) => tax))),
  },
});

const breakdown = rulesAt(divergences.judgedBreakdown, {
  'BR-CO-17': {
    terms: ['BT-117', 'BT-116', 'BT-119'],
    text: ({ base, tax, rate }) => ({
      de: `Der Steuerbetrag (BT-117) ${written(tax)} passt nicht zu ${written(rate)} % von ${written(base)}.`,
      en: `The tax amount (BT-117) ${written(tax)} does not fit ${written(rate)} % of ${written(base)}.`,
    }),
    holds: taxFits,
  },
});

const isVat = (scheme: Identifier | undefined): boolean => scheme?.text.trim().toUpperCase() === 'VAT';

/** As the artefacts: the prose of EN 16931 asks for the exact cent, the published rule allows a difference of 1. */
function taxFits({ base, tax, rate, taxScheme }: VatBreakdown, invoice: Invoice): boolean {
  if (!tax) return false;

  const stated = numberOf(tax);
  // A rate under another tax scheme is no rate of VAT; the tax must then be none either.
  const share = numberOrZero(isVat(taxScheme) ? rate : undefined);
  if (roundAsXPath(share, 0).isZero()) return roundAsXPath(stated, 0).isZero();
  if (!base) return false;

  const expected = roundAsXPath(numberOf(base).abs().times(share.times(percent)), 2);
  return divergences.taxMayDifferBy(stated.abs().minus(expected).abs(), one, invoice);
}

/** BR-CO-14 and BR-CO-17. */
export const vatBreakdown = [...totals, ...breakdown];
