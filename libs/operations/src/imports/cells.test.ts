import { dayIn, roleIn, yesNoIn } from './cells';

test.each([
  ['', null],
  ['31.12.2026', '2026-12-31'],
  ['1.2.2027', '2027-02-01'],
  ['2026-12-31', '2026-12-31'],
  ['29.02.2028', '2028-02-29'],
])('%j is the day %s', (cell, value) => {
  expect(dayIn(cell)).toEqual({ value });
});

test.each(['29.02.2027', '2026-13-01', '1.1.26', '46357', '12/31/2026', 'morgen', '2026-1-1', '0.1.2026'])(
  '%j is no day',
  (cell) => {
    expect(dayIn(cell)).toHaveProperty('problem');
  },
);

test('roles are known by their German and English words, in any case', () => {
  expect(['Rechnungsstelle', 'FESTSTELLUNG', 'orderer', 'Kasse', ''].map(roleIn)).toEqual(
    ['clerk', 'certifier', 'orderer', 'cashier', null].map((value) => ({ value })),
  );
  expect(roleIn('Bürgermeister')).toHaveProperty('problem');
});

test('yes and no are known, and an empty cell says nothing', () => {
  expect(['ja', 'X', '1', 'nein', '0', '', undefined].map(yesNoIn)).toEqual(
    [true, true, true, false, false, undefined, undefined].map((value) => ({ value })),
  );
  expect(yesNoIn('vielleicht')).toHaveProperty('problem');
});
