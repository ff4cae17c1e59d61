import { searched } from './searched';

test.each([
  ['6188', '6188'],
  ['6188.00', '6188.00'],
  ['6188,00', '6188.00'],
  ['6.188,00', '6188.00'],
  ['6.188', '6188'],
  ['1.234.567,8', '1234567.8'],
  ['6.188,00\u00a0€', '6188.00'],
  ['6188 EUR', '6188'],
  ['−1.605,93 €', '-1605.93'],
])('%s is looked for as the amount %s', (q, amount) => {
  expect(searched(q)).toEqual({ fragment: q, amount });
});

test.each(['Nordlicht', 'NG-2026-2291', '12.34.5', '1,2,3', '26-00002'])('%s is no amount', (q) => {
  expect(searched(q)).toEqual({ fragment: q, amount: undefined });
});

test('nothing typed finds everything', () => {
  expect(searched(undefined)).toEqual({});
  expect(searched('')).toEqual({});
});
