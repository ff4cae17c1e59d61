import { Decimal } from '@libs/money';
import { type Numeric } from '../model';

/** Thrown where the official XPath breaks too: a cast to xs:decimal of a text that is no number. */
export class UnreadableNumber extends Error {
  constructor(
    readonly text: string,
    readonly where: string,
  ) {
    super(`Not a number: ${JSON.stringify(text.slice(0, 40))} at ${where}`);
    this.name = 'UnreadableNumber';
  }
}

/** The value of a stated number. Never a guess: what cannot be read stops the rule, so that it counts as not checked. */
export function numberOf({ value, text, where }: Numeric): Decimal {
  if (!value) throw new UnreadableNumber(text, where);
  return value;
}

/** As `numberOf`; what is not stated counts as zero. */
export const numberOrZero = (amount: Numeric | undefined): Decimal => (amount ? numberOf(amount) : Decimal.zero);

/** Whether a stated amount is there and equals `expected`. */
export const states = (amount: Numeric | undefined, expected: Decimal): boolean =>
  amount !== undefined && numberOf(amount).equals(expected);

/** The exact sum of what is stated, rounded to cents as the rules BR-CO-10 to 14 do. */
export const sumOf = (amounts: readonly (Numeric | undefined)[]): Decimal =>
  roundAsXPath(Decimal.sum(amounts.filter((amount) => amount !== undefined).map(numberOf)), 2);

/** XPath's round(): halves go up, towards positive infinity (-0.005 → 0.00), unlike in commerce. */
export function roundAsXPath(value: Decimal, places: number): Decimal {
  const nearest = value.round(places);
  const above = nearest.plus(Decimal.of(places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`));
  const tie = above.minus(value).equals(value.minus(nearest));
  return tie ? above.round(places) : nearest;
}

/** What stands in the document, for messages; a dash where nothing stands. */
export const written = (amount: Numeric | undefined): string => amount?.text.trim() ?? '–';
