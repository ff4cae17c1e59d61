import { CodingLine, type BudgetLine, type CaseDetail, type Message } from '@libs/contracts';
import { z } from 'zod';
import { newKey } from '../../../lib/intentions';
import { minus, parseAmount, sum, toTyped } from '../../../lib/money';
import { texts } from './texts';

/** A coding line while it is being typed: everything is text as the person wrote it. */
export const EditLine = z.object({
  key: z.string(),
  account: z.string(),
  product: z.string(),
  costCentre: z.string(),
  taxKey: z.string(),
  amount: z.string(),
  text: z.string(),
  /** Fields that this page does not edit and must not lose. */
  kept: z.object({ costObject: z.string().optional(), measure: z.string().optional() }),
});
export type EditLine = z.infer<typeof EditLine>;
export type LineErrors = Partial<Record<'account' | 'amount' | 'taxKey', Message>>;

export const emptyLine = (amount: string): EditLine => ({
  key: newKey(),
  account: '',
  product: '',
  costCentre: '',
  taxKey: '',
  amount,
  text: '',
  kept: {},
});

/** What stands in the editor at first: the saved lines, else one line over the whole gross amount. */
export function startLines({ coding, gross }: Pick<CaseDetail, 'coding' | 'gross'>): readonly EditLine[] {
  if (coding.lines.length === 0) return [emptyLine(gross === null ? '' : toTyped(gross))];
  return coding.lines.map((line) => ({
    key: newKey(),
    account: line.account,
    product: line.product ?? '',
    costCentre: line.costCentre ?? '',
    taxKey: line.taxKey ?? '',
    amount: toTyped(line.amount),
    text: line.text ?? '',
    kept: {
      ...(line.costObject !== undefined && { costObject: line.costObject }),
      ...(line.measure !== undefined && { measure: line.measure }),
    },
  }));
}

/** What is missing to the gross amount; lines that hold no amount yet count as nothing. Null without a gross amount. */
export function restOf(lines: readonly EditLine[], gross: string | null): string | null {
  return gross === null ? null : minus(gross, sumOf(lines));
}

export const sumOf = (lines: readonly EditLine[]): string =>
  sum(lines.flatMap(({ amount }) => parseAmount(amount) ?? []));

export function errorsOf(line: EditLine): LineErrors {
  const { account, taxKey } = CodingLine.shape;
  return {
    ...(!account.safeParse(line.account.trim()).success && { account: texts.accountWrong }),
    ...(parseAmount(line.amount) === null && { amount: texts.amountWrong }),
    ...(line.taxKey.trim() !== '' && !taxKey.safeParse(line.taxKey.trim()).success && { taxKey: texts.taxKeyWrong }),
  };
}

/** The lines as the server takes them, or null while a field is wrong. */
export function toCoding(lines: readonly EditLine[]): CodingLine[] | null {
  const done = lines.map(({ account, product, costCentre, taxKey, amount, text, kept }) => {
    const given = { product, costCentre, taxKey, text };
    const filled = Object.entries(given).filter(([, value]) => value.trim() !== '');
    return CodingLine.safeParse({
      ...kept,
      account: account.trim(),
      amount: parseAmount(amount) ?? '',
      ...Object.fromEntries(filled.map(([name, value]) => [name, value.trim()])),
    });
  });
  const valid = done.flatMap(({ data }) => (data ? [data] : []));
  return valid.length === lines.length ? valid : null;
}

type Place = {
  readonly account: string;
  readonly product?: string | undefined;
  readonly costCentre?: string | undefined;
};

/** The budget line that a coding line draws on: same account and product, and the same cost centre if it names one; of the latest year. */
export function budgetLineOf(line: Place, budget: readonly BudgetLine[]): BudgetLine | undefined {
  const fits = budget
    .filter(({ account, product }) => account === line.account.trim() && product === (line.product ?? ''))
    .sort((a, b) => b.fiscalYear - a.fiscalYear);
  return fits.find(({ costCentre }) => (costCentre ?? '') === (line.costCentre ?? '')) ?? fits[0];
}
