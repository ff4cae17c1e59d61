import { type CaseFilter } from '@libs/db';
import { Decimal } from '@libs/money';

/**
 * What a person typed to find a case: a fragment of a name or number, and an amount if it can be one. Amounts are found as
 * they are written on paper and as the screen shows them: "1.234,56", "1234.56", "1.234", "−1.234,56 €".
 */
export function searched(q: string | undefined): Pick<CaseFilter, 'fragment' | 'amount'> {
  if (!q) return {};
  const bare = q.replace(/[\s€]|EUR/gu, '').replace('−', '-');
  const grouped = /^-?\d{1,3}(\.\d{3})+(,\d{1,2})?$/.test(bare);
  const german = grouped || /^-?\d+,\d{1,2}$/.test(bare) ? bare.replace(/\./g, '').replace(',', '.') : bare;
  return { fragment: q, amount: /^-?\d{1,15}(\.\d{1,8})?$/.test(german) ? Decimal.of(german).written : undefined };
}
