import fc from 'fast-check';
import { Decimal } from './decimal';

const cents = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n });
const amount = cents.map((value) => {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
});

describe('Decimal', () => {
  test.each(['0', '12.50', '-0.01', '+5', '.5', '7.', ' 1.00\n', '123456789012345678.12345678'])('reads %j', (text) => {
    expect(Decimal.parse(text)?.written).toBe(text.trim());
  });

  test.each([
    '',
    ' ',
    '1E3',
    '0x10',
    'NaN',
    'INF',
    '1,00',
    '1.000,00',
    '1 000',
    '--1',
    '1.2.3',
    '１２',
    '-',
    '.',
    '\u00a01',
  ])('refuses %j', (text) => {
    expect(Decimal.parse(text)).toBeUndefined();
  });

  test('remembers the written scale', () => {
    expect(Decimal.of('12.500').scale).toBe(3);
    expect(Decimal.of('12').scale).toBe(0);
    expect(`${Decimal.of('12.500')}`).toBe('12.500');
  });

  test('compares by value, not by writing', () => {
    expect(Decimal.of('1.0').equals(Decimal.of('1.000'))).toBe(true);
    expect(Decimal.of('-0').isNegative()).toBe(false);
  });

  test('rounds half away from zero', () => {
    expect(Decimal.of('1.005').round(2).written).toBe('1.01');
    expect(Decimal.of('-1.005').round(2).written).toBe('-1.01');
    expect(Decimal.of('2').round(2).written).toBe('2.00');
  });

  test('adds exactly what a float cannot', () => {
    expect(Decimal.sum([Decimal.of('0.1'), Decimal.of('0.2')]).written).toBe('0.3');
  });

  test('any sum of cents is exact', () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 40 }), (values) => {
        const total = values.reduce((sum, value) => sum + value, 0n);
        const decimals = values.map((value) => Decimal.of(value.toString()).times(Decimal.of('0.01')));
        expect(Decimal.sum(decimals).times(Decimal.of('100')).written).toBe(total.toString());
      }),
    );
  });

  test('subtracting what was added gives the amount back', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(Decimal.of(a).plus(Decimal.of(b)).minus(Decimal.of(b)).equals(Decimal.of(a))).toBe(true);
      }),
    );
  });
});
