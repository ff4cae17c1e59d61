import type { BudgetLine, CodingLine } from '@libs/contracts';
import { compare, minus, sum } from '../../../lib/money';
import { budgetLineOf } from './edit-lines';

export type Funds = { readonly free: string; readonly planned: string; readonly used: string; readonly taken: string };

type Taking = Pick<CodingLine, 'account' | 'product' | 'costCentre' | 'amount'>;

const takenBy = (lines: readonly Taking[], budgetLine: BudgetLine, budget: readonly BudgetLine[]): string =>
  sum(lines.filter((line) => budgetLineOf(line, budget)?.id === budgetLine.id).map(({ amount }) => amount));

/**
 * What is left of a budget line after this invoice. The server counts the saved coding of this invoice as used already,
 * so it is taken out before the typed one goes in; an invoice of another year is not counted and nothing is taken out.
 */
export function fundsOf(
  budgetLine: BudgetLine,
  budget: readonly BudgetLine[],
  saved: readonly Taking[],
  typed: readonly Taking[],
): Funds {
  const own = takenBy(saved, budgetLine, budget);
  const used = compare(budgetLine.used, own) < 0 ? budgetLine.used : minus(budgetLine.used, own);
  const taken = takenBy(typed, budgetLine, budget);
  return { planned: budgetLine.planned, used, taken, free: minus(minus(budgetLine.planned, used), taken) };
}
