import { Decimal as Exact } from 'decimal.js';

/** 80 significant digits: sums and products of written amounts stay exact, nothing is rounded unless `round` is called. */
const Arithmetic = Exact.clone({ precision: 80, rounding: Exact.ROUND_HALF_UP, toExpNeg: -80, toExpPos: 80 });

/** Lexical xsd:decimal within sane bounds; no exponent, no group separators, ASCII digits only. */
const WRITTEN = /^[+-]?(?:\d{1,24}(?:\.\d{0,20})?|\.\d{1,20})$/;

/**
 * An exact decimal number that remembers how it was written. Immutable.
 * `scale` is the number of decimals as written ("12.50" has 2, "12.5" has 1): the BR-DEC rules count these.
 */
export class Decimal {
  static readonly zero = new Decimal(new Arithmetic(0), '0');

  private constructor(
    private readonly value: Exact,
    /** The text exactly as it was written, or the canonical form of a computed value. */
    readonly written: string,
  ) {}

  /** Reads `[+-]digits[.digits]` after trimming XML white space; anything else (1E3, 0x10, NaN, 1.000,00) is undefined. */
  static parse(text: string): Decimal | undefined {
    const written = text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    return WRITTEN.test(written) ? new Decimal(new Arithmetic(written.replace(/\.$/, '')), written) : undefined;
  }

  /** As `parse`, for text that is known to be a number. Throws a RangeError otherwise. */
  static of(text: string): Decimal {
    const decimal = Decimal.parse(text);
    if (!decimal) throw new RangeError(`Not a decimal number: ${JSON.stringify(text.slice(0, 40))}`);
    return decimal;
  }

  static sum(amounts: Iterable<Decimal>): Decimal {
    let total = new Arithmetic(0);
    for (const amount of amounts) total = total.plus(amount.value);
    return Decimal.computed(total);
  }

  /** Number of decimals as written. */
  get scale(): number {
    const point = this.written.indexOf('.');
    return point < 0 ? 0 : this.written.length - point - 1;
  }

  plus(other: Decimal): Decimal {
    return Decimal.computed(this.value.plus(other.value));
  }

  minus(other: Decimal): Decimal {
    return Decimal.computed(this.value.minus(other.value));
  }

  times(other: Decimal): Decimal {
    return Decimal.computed(this.value.times(other.value));
  }

  /** Division is the one operation that may not be exact: 80 significant digits, half up. Undefined when `other` is zero. */
  dividedBy(other: Decimal): Decimal | undefined {
    return other.isZero() ? undefined : Decimal.computed(this.value.dividedBy(other.value));
  }

  negated(): Decimal {
    return Decimal.computed(this.value.negated());
  }

  abs(): Decimal {
    return Decimal.computed(this.value.abs());
  }

  /** Rounds half up, away from zero (0.005 → 0.01, -0.005 → -0.01), as commerce does; the result is written with `places` decimals. */
  round(places: number): Decimal {
    const rounded = this.value.toDecimalPlaces(places, Exact.ROUND_HALF_UP);
    return new Decimal(rounded, rounded.toFixed(places));
  }

  /** Equal in value, whatever the written form: 1.0 equals 1.00. */
  equals(other: Decimal): boolean {
    return this.value.equals(other.value);
  }

  /** -1, 0 or 1. */
  compare(other: Decimal): number {
    return this.value.comparedTo(other.value);
  }

  isZero(): boolean {
    return this.value.isZero();
  }

  isNegative(): boolean {
    return this.value.isNegative() && !this.value.isZero();
  }

  /** Fixed notation with `places` decimals, rounded half up: "1234.50". */
  toFixed(places: number): string {
    return this.value.toFixed(places, Exact.ROUND_HALF_UP);
  }

  /** As written, so that a message shows what stands in the document. */
  toString(): string {
    return this.written;
  }

  toJSON(): string {
    return this.written;
  }

  private static computed(value: Exact): Decimal {
    return new Decimal(value, value.toFixed());
  }
}
