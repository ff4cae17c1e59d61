import { type Amount } from '../model';

/** The stated tax totals: BT-110, BT-111 and what neither of them has room for. */
export type TaxTotals = {
  readonly tax: Amount | undefined;
  readonly taxAccounting: Amount | undefined;
  readonly otherTaxTotals: readonly Amount[];
};

/**
 * BT-110 and BT-111 are told apart by their currency alone; a total in a foreign currency stays visible as BT-110.
 * `currency` and `accounting` are BT-5 and BT-6, empty where they are not stated.
 */
export function taxTotalsByCurrency(amounts: readonly Amount[], currency: string, accounting: string): TaxTotals {
  const isAccounting = (amount: Amount): boolean => accounting !== '' && amount.currency === accounting;
  const tax = amounts.find((amount) => amount.currency === currency) ?? amounts.find((amount) => !isAccounting(amount));
  const taxAccounting = amounts.find((amount) => amount !== tax && isAccounting(amount));
  const otherTaxTotals = amounts.filter((amount) => amount !== tax && amount !== taxAccounting);
  return { tax, taxAccounting, otherTaxTotals };
}
