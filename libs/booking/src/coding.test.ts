import { Decimal } from '@libs/money';
import fc from 'fast-check';
import { type CodingLine, codingProblems } from './coding';

const line = (amount: string, account = '6815'): CodingLine => ({ account, amount: Decimal.of(amount) });
const codes = (gross: string, ...lines: CodingLine[]) =>
  codingProblems(Decimal.of(gross), lines).map(({ code, line: at }) => [code, at]);

test('lines that add up to the gross amount are fine, however it is written', () => {
  expect(codes('119.0', line('100'), line('19.00'))).toEqual([]);
  expect(codes('0.3', line('0.1'), line('0.2'))).toEqual([]);
  expect(codes('-10', line('-12.50'), line('2.50'))).toEqual([]);
});

test('each problem is named with its line', () => {
  expect(codes('119.00')).toEqual([['no-lines', undefined]]);
  expect(codes('10.00', line('5.00', ' '), line('5.000'))).toEqual([
    ['account-missing', 1],
    ['too-many-decimals', 2],
  ]);
  expect(codes('119.00', line('118.99'))).toEqual([['sum-differs', undefined]]);
});

test('the message tells the rest in the reader’s notation', () => {
  const [problem] = codingProblems(Decimal.of('1234567.5'), [line('-0.5')]);
  expect(problem!.message).toEqual({
    de: 'Die Kontierung ergibt -0,50, die Rechnung lautet auf 1.234.567,50 (brutto). So kann sie nicht gebucht werden. Bitte verteilen Sie noch 1.234.568,00.',
    en: 'The coding adds up to -0.50, the invoice states 1,234,567.50 (gross). It cannot be booked like this. Please distribute another 1,234,568.00.',
  });
});

test('a cent too much or too little is always seen', () => {
  const cents = fc.array(fc.integer({ min: -99999, max: 99999 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(cents, fc.constantFrom(-1, 0, 1), (values, off) => {
      const written = (cent: number) => Decimal.of(`${cent}`).times(Decimal.of('0.01'));
      const gross = written(values.reduce((sum, value) => sum + value, off));
      const problems = codingProblems(
        gross,
        values.map((value) => ({ account: '1', amount: written(value) })),
      );
      expect(problems.map(({ code }) => code)).toEqual(off === 0 ? [] : ['sum-differs']);
    }),
  );
});
