import { Decimal } from '@libs/money';
import fc from 'fast-check';
import { numberOf, numberOrZero, roundAsXPath, states, sumOf, UnreadableNumber, written } from './arithmetic';

const of = (text: string) => ({ text, where: '/x', value: Decimal.parse(text) });

describe('roundAsXPath', () => {
  test.each([
    ['0.005', '0.01'],
    ['-0.005', '0.00'],
    ['-1.005', '-1.00'],
    ['-1.0051', '-1.01'],
    ['2', '2.00'],
    ['2.344', '2.34'],
  ])('%s becomes %s', (value, rounded) =>
    expect(roundAsXPath(Decimal.of(value), 2).toFixed(2).replace('-0.00', '0.00')).toBe(rounded),
  );

  test.each([
    ['0.5', '1'],
    ['-0.5', '0'],
    ['-1.5', '-1'],
    ['0.49', '0'],
  ])('%s becomes the whole number %s', (value, rounded) =>
    expect(roundAsXPath(Decimal.of(value), 0).equals(Decimal.of(rounded))).toBe(true),
  );

  test('is floor(x + 0.5), as XPath defines it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (thousandths) => {
        const shifted = thousandths + 5n;
        const floor = shifted / 10n - (shifted < 0n && shifted % 10n !== 0n ? 1n : 0n);
        const value = Decimal.of(thousandths.toString()).times(Decimal.of('0.001'));
        expect(roundAsXPath(value, 2).equals(Decimal.of(floor.toString()).times(Decimal.of('0.01')))).toBe(true);
      }),
    );
  });
});

describe('stated numbers', () => {
  test('what is no number is never a zero', () => {
    expect(() => numberOf(of('abc'))).toThrow(UnreadableNumber);
    expect(() => numberOrZero(of(''))).toThrow(UnreadableNumber);
    expect(() => sumOf([of('1'), of('1,5')])).toThrow(UnreadableNumber);
    expect(() => states(of('x'), Decimal.zero)).toThrow(UnreadableNumber);
  });

  test('what is not stated counts as zero or is not equal', () => {
    expect(numberOrZero(undefined).isZero()).toBe(true);
    expect(states(undefined, Decimal.zero)).toBe(false);
    expect(sumOf([undefined, of('1.10')]).written).toBe('1.10');
    expect(written(undefined)).toBe('–');
    expect(written(of(' 1 '))).toBe('1');
  });
});
