import { type Decimal } from '@libs/money';

/** An amount for reading, at least two decimals and never fewer than were written: 1.190,00 in German, 1,190.00 in English. */
export function amountText(amount: Decimal): { readonly de: string; readonly en: string } {
  const [whole = '', decimals = ''] = amount.toFixed(Math.max(2, amount.scale)).split('.');
  const grouped = (mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark);
  return { de: `${grouped('.')},${decimals}`, en: `${grouped(',')}.${decimals}` };
}
