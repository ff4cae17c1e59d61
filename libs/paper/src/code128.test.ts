import fc from 'fast-check';
import { code128, code128Symbols } from './code128';

const widths = (symbol: string): number[] => Array.from(symbol).map(Number);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const bars = (numbers: readonly number[]): number[] => numbers.filter((_, at) => at % 2 === 0);

describe('the table of symbols', () => {
  test('has 107 that differ; each is eleven modules wide, its bars an even number of them; the stop is thirteen', () => {
    expect(code128Symbols).toHaveLength(107);
    expect(new Set(code128Symbols).size).toBe(107);
    for (const symbol of code128Symbols.slice(0, 106)) {
      expect([symbol, sum(widths(symbol)), sum(bars(widths(symbol))) % 2]).toEqual([symbol, 11, 0]);
    }
    expect(sum(widths(code128Symbols[106]!))).toBe(13);
  });
});

/** Reads the widths as a scanner would. */
function read(code: readonly number[]): string {
  const symbols: number[] = [];
  for (let at = 0; at + 7 < code.length; at += 6) symbols.push(code128Symbols.indexOf(code.slice(at, at + 6).join('')));
  const [start, ...rest] = symbols;
  const check = rest.pop();
  expect(start).toBe(104);
  expect(check).toBe((104 + rest.reduce((total, value, at) => total + value * (at + 1), 0)) % 103);
  expect(code.slice(-7).join('')).toBe(code128Symbols[106]);
  return rest.map((value) => String.fromCharCode(value + 32)).join('');
}

test('what is written is read again', () => {
  expect(read(code128('26-00012'))).toBe('26-00012');
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 }),
      (text) => read(code128(text)) === text,
    ),
  );
});

test('a known code: "PJJ123C" has the check symbol 55', () => {
  // the example of the specification in set A, whose values for these signs are those of set B: 103 becomes 104
  const [check] = [code128('PJJ123C').slice(-13, -7).join('')];
  expect(code128Symbols.indexOf(check)).toBe(55);
});

test('what it cannot hold is refused', () => {
  expect(() => code128('Straße')).toThrow(/ASCII/);
});
