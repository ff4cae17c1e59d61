import { Decimal } from '@libs/money';
import { type Amount } from '../model';
import { taxTotalsByCurrency } from './tax-totals';

const stated = (text: string, currency?: string): Amount => ({
  text,
  where: `/${text}`,
  value: Decimal.parse(text),
  ...(currency === undefined ? {} : { currency }),
});

const told = (amounts: readonly Amount[], currency: string, accounting: string) => {
  const { tax, taxAccounting, otherTaxTotals } = taxTotalsByCurrency(amounts, currency, accounting);
  return [tax?.text, taxAccounting?.text, otherTaxTotals.map(({ text }) => text)];
};

describe('BT-110 and BT-111 are told apart by their currency', () => {
  test.each([
    ['nothing', [], 'EUR', '', [undefined, undefined, []]],
    ['either order', [stated('2', 'SEK'), stated('1', 'EUR')], 'EUR', 'SEK', ['1', '2', []]],
    ['no currency at all', [stated('1')], 'EUR', 'SEK', ['1', undefined, []]],
    ['an empty currency, and no BT-6', [stated('1', '')], 'EUR', '', ['1', undefined, []]],
    ['a foreign currency stays visible', [stated('1', 'CHF')], 'EUR', 'SEK', ['1', undefined, []]],
    ['the accounting currency alone is no BT-110', [stated('2', 'SEK')], 'EUR', 'SEK', [undefined, '2', []]],
    ['one too many', [stated('1', 'EUR'), stated('3', 'EUR')], 'EUR', '', ['1', undefined, ['3']]],
    [
      'one of a third currency',
      [stated('4', 'CHF'), stated('2', 'SEK'), stated('1', 'EUR')],
      'EUR',
      'SEK',
      ['1', '2', ['4']],
    ],
    ['both currencies are one', [stated('1', 'EUR'), stated('2', 'EUR')], 'EUR', 'EUR', ['1', '2', []]],
  ])('%s', (_name, amounts, currency, accounting, expected) => {
    expect(told(amounts, currency, accounting)).toEqual(expected);
  });
});
