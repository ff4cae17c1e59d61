import { type Amount, type Totals } from '../model';

/** Every tax total that the invoice states, whatever its currency. */
export const taxTotalsOf = ({ tax, taxAccounting, otherTaxTotals }: Totals): readonly Amount[] =>
  [tax, taxAccounting, ...otherTaxTotals].filter((amount) => amount !== undefined);
