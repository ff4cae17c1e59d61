import * as fc from 'fast-check';
import {
  compare,
  formatMoney,
  formatNumber,
  isZero,
  minus,
  parseAmount,
  percentOf,
  share,
  sum,
  toTyped,
  owedOf,
} from './money';

const anAmount = fc
  .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${cents.toString().padStart(2, '0')}`);

describe('showing an amount', () => {
  test.each([
    ['6188', '6.188,00 €'],
    ['84311.50', '84.311,50 €'],
    ['0.5', '0,50 €'],
    ['-1234567.89', '−1.234.567,89 €'],
    ['123456789012345.12345678', '123.456.789.012.345,12345678 €'],
  ])('%s becomes %s', (amount, shown) => {
    expect(formatMoney(amount, 'EUR').replace('\u00a0', ' ')).toBe(shown);
  });

  test('joins number and sign by a no-break space', () => {
    expect(formatMoney('1')).toBe('1,00\u00a0€');
  });

  test('keeps the code of another currency', () => {
    expect(formatMoney('10.00', 'CHF')).toBe('10,00\u00a0CHF');
  });

  test('keeps the decimals that were written, and text that is no amount', () => {
    expect(formatNumber('1.8500')).toBe('1,8500');
    expect(formatNumber('22', 0)).toBe('22');
    expect(formatNumber('n/a')).toBe('n/a');
  });
});

describe('typing an amount', () => {
  test.each([
    ['1.234,56', '1234.56'],
    ['1234,5', '1234.50'],
    ['1234.56', '1234.56'],
    ['1.234', '1234.00'],
    ['−5,00', '-5.00'],
    [' 6 188,00 €', '6188.00'],
    ['007', '7.00'],
    ['0', '0.00'],
  ])('reads %s as %s', (typed, amount) => {
    expect(parseAmount(typed)).toBe(amount);
  });

  test.each(['', 'abc', '1,234', '1.23.4', '12.34,5', '1,2,3', '1e5', '1234567890123', '--1'])(
    'refuses %s',
    (typed) => {
      expect(parseAmount(typed)).toBeNull();
    },
  );

  test('reads back what it wrote into the field', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n) + 1n, max: 10n ** 12n - 1n }), (cents) => {
        const amount = minus(`${cents}.00`, '0');
        expect(parseAmount(toTyped(amount))).toBe(amount);
      }),
    );
  });
});

describe('arithmetic', () => {
  test('adds without a float', () => {
    expect(sum(['0.10', '0.20'])).toBe('0.30');
    expect(sum([])).toBe('0.00');
    expect(minus('6188.00', '5365.95')).toBe('822.05');
  });

  test('what is taken out and put back leaves the whole', () => {
    fc.assert(
      fc.property(anAmount, anAmount, (whole, part) => {
        expect(compare(sum([minus(whole, part), part]), whole)).toBe(0);
        expect(isZero(minus(whole, whole))).toBe(true);
      }),
    );
  });

  test('rounds a discount half up to the cent', () => {
    expect(percentOf('6188.00', '2.00')).toBe('123.76');
    expect(percentOf('0.25', '2.00')).toBe('0.01');
    expect(percentOf('1287.50', '3.00')).toBe('38.63');
  });

  test('bars stay within their frame', () => {
    expect(share('50', '200')).toBe(25);
    expect(share('300', '200')).toBe(100);
    expect(share('-1', '200')).toBe(0);
    expect(share('1', '0')).toBe(0);
  });

  test('refuses what is no amount instead of counting it as nothing', () => {
    expect(() => sum(['12,00'])).toThrow(RangeError);
  });
});

test.each([
  ['119.00', false, '119.00'],
  ['119.00', true, '-119.00'],
  ['-119.00', true, '119.00'],
  ['0.00', true, '0.00'],
])('%s, credit note %s, owes %s', (gross, creditNote, owed) => {
  expect(owedOf({ gross, creditNote })).toBe(owed);
});
