import type { BudgetLine } from '@libs/contracts';
import { budgetLineOf, emptyLine, errorsOf, restOf, startLines, toCoding } from './edit-lines';
import { fundsOf } from './funds';

const aLine = (amount: string, more: Partial<ReturnType<typeof emptyLine>> = {}) => ({
  ...emptyLine(amount),
  account: '524110',
  ...more,
});
const coding = { lines: [], creditor: null, creditorBasis: null, sum: '0.00', rest: '6188.00' };

describe('the remainder', () => {
  test('is what is missing to the gross amount', () => {
    expect(restOf([aLine('5.365,95')], '6188.00')).toBe('822.05');
    expect(restOf([aLine('5.365,95'), aLine('822,05')], '6188.00')).toBe('0.00');
    expect(restOf([aLine('7.000')], '6188.00')).toBe('-812.00');
  });

  test('counts a line that holds no amount yet as nothing', () => {
    expect(restOf([aLine('abc'), aLine('')], '6188.00')).toBe('6188.00');
  });

  test('does not exist where the gross amount is unknown', () => {
    expect(restOf([aLine('1')], null)).toBeNull();
  });
});

test('the editor begins with one line over the whole gross amount', () => {
  expect(startLines({ coding, gross: '6188.00' })).toMatchObject([{ amount: '6.188,00', account: '' }]);
});

test('saved lines come back as they were, fields that are not edited too', () => {
  const saved = [{ account: '524110', product: '03.01.01', amount: '10.00', costObject: 'K1' }];
  expect(toCoding(startLines({ coding: { ...coding, lines: saved }, gross: '10.00' }))).toEqual(saved);
});

describe('a line that is not complete', () => {
  test('is not sent', () => {
    expect(toCoding([aLine('10,00'), aLine('', {})])).toBeNull();
    expect(toCoding([aLine('10,00', { account: '' })])).toBeNull();
  });

  test('says which field is wrong', () => {
    expect(Object.keys(errorsOf(aLine('zehn', { account: '12', taxKey: 'x' })))).toEqual([
      'account',
      'amount',
      'taxKey',
    ]);
    expect(errorsOf(aLine('10'))).toEqual({});
  });
});

describe('budget lines', () => {
  const aBudgetLine = (more: Partial<BudgetLine>): BudgetLine => ({
    id: 'b1',
    fiscalYear: 2026,
    product: '03.01.01',
    account: '524110',
    costCentre: null,
    name: 'Reinigung',
    unitId: null,
    planned: '1000.00',
    used: '700.00',
    ...more,
  });

  test('the one with the same cost centre wins', () => {
    const budget = [aBudgetLine({ id: 'a' }), aBudgetLine({ id: 'b', costCentre: '40' })];
    expect(budgetLineOf({ account: '524110', product: '03.01.01', costCentre: '40' }, budget)?.id).toBe('b');
    expect(budgetLineOf({ account: '524110', product: '03.01.01' }, budget)?.id).toBe('a');
    expect(budgetLineOf({ account: '999999', product: '03.01.01' }, budget)).toBeUndefined();
  });

  test('an invoice that the server does not count here takes nothing out', () => {
    const budgetLine = aBudgetLine({ used: '0.00' });
    const line = { account: '524110', product: '03.01.01', amount: '200.00' };
    expect(fundsOf(budgetLine, [budgetLine], [line], [line]).free).toBe('800.00');
  });

  test('what this invoice has saved already is not counted twice', () => {
    const budgetLine = aBudgetLine({});
    const line = { account: '524110', product: '03.01.01', amount: '200.00' };
    const funds = fundsOf(budgetLine, [budgetLine], [line], [{ ...line, amount: '250.00' }]);
    expect(funds).toEqual({ planned: '1000.00', used: '500.00', taken: '250.00', free: '250.00' });
  });
});
