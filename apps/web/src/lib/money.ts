/**
 * Amounts are text, exact to the last digit: they are formatted, compared and added without ever becoming a float.
 * Sums run on BigInt at eight decimals, the most that an amount of the contract may carry.
 */
const DECIMALS = 8;
const NO_BREAK = '\u00a0';
const MINUS = '−';

export function isAmount(text: string): boolean {
  return /^-?\d+(\.\d{1,8})?$/.test(text);
}

function toUnits(amount: string): bigint {
  if (!isAmount(amount)) throw new RangeError(`not an exact amount: ${amount}`);
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  return amount.startsWith('-') ? -units : units;
}

function fromUnits(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(DECIMALS + 1, '0');
  const whole = digits.slice(0, -DECIMALS);
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '').padEnd(2, '0');
  return `${units < 0n ? '-' : ''}${whole}.${fraction}`;
}

export function sum(amounts: readonly string[]): string {
  return fromUnits(amounts.reduce((total, amount) => total + toUnits(amount), 0n));
}

export function minus(left: string, right: string): string {
  return fromUnits(toUnits(left) - toUnits(right));
}

export function compare(left: string, right: string): -1 | 0 | 1 {
  const difference = toUnits(left) - toUnits(right);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

export const negated = (amount: string): string =>
  amount.startsWith('-') ? amount.slice(1) : isZero(amount) ? amount : `-${amount}`;

/** What a document adds to what is owed: a credit note takes from it, though its amounts stand there without a minus. */
export const owedOf = ({ gross, creditNote }: { readonly gross: string; readonly creditNote: boolean }): string =>
  creditNote ? negated(gross) : gross;

export const isZero = (amount: string): boolean => toUnits(amount) === 0n;

/** How much of `whole` a part is, in whole hundredths between 0 and 10000; for bars only, never for a figure. */
export function share(part: string, whole: string): number {
  const all = toUnits(whole);
  if (all <= 0n) return 0;
  const hundredths = (toUnits(part) * 10_000n) / all;
  return Number(hundredths < 0n ? 0n : hundredths > 10_000n ? 10_000n : hundredths) / 100;
}

/** "6188" → "6.188,00"; further decimals stay as written. Text that is no amount is returned unchanged. */
export function formatNumber(amount: string, decimals = 2): string {
  if (!isAmount(amount)) return amount;
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, '.');
  const written = fraction.padEnd(decimals, '0');
  return `${amount.startsWith('-') ? MINUS : ''}${grouped}${written === '' ? '' : `,${written}`}`;
}

/** "6188.00" → "6.188,00 €", joined by a no-break space; other currencies keep their code. */
export function formatMoney(amount: string, currency?: string | null): string {
  const sign = (currency ?? 'EUR') === 'EUR' ? '€' : currency;
  return `${formatNumber(amount)}${NO_BREAK}${sign}`;
}

/**
 * What a person typed as an amount, or null: "1.234,56", "1234,5", "1 234.56 €". A single point before exactly three
 * digits separates thousands, as German readers expect.
 */
export function parseAmount(typed: string): string | null {
  const text = typed.replace(/[\s€]/g, '').replace(MINUS, '-');
  const german = /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(text);
  const plain = /^(-?)(\d+)\.(\d{1,2})$/.exec(text);
  const match = german ?? plain;
  if (!match) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const digits = whole.replace(/\./g, '').replace(/^0+(?=\d)/, '');
  if (digits.length > 12) return null;
  return `${sign}${digits}.${fraction.padEnd(2, '0')}`;
}

/** An exact amount as it stands in a field: "1234.50" → "1.234,50", with the minus of the keyboard. */
export const toTyped = (amount: string): string => formatNumber(amount).replace(MINUS, '-');

/** So many percent of an amount, rounded half up to the cent: what a cash discount is worth. */
export function percentOf(amount: string, percent: string): string {
  const product = toUnits(amount) * toUnits(percent);
  const cent = 10n ** BigInt(DECIMALS + DECIMALS);
  const half = product < 0n ? -cent / 2n : cent / 2n;
  return fromUnits(((product + half) / cent) * 10n ** BigInt(DECIMALS - 2));
}
