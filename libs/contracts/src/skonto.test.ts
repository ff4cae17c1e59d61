import { skontos } from './skonto';

test('reads the discounts that XRechnung prescribes, counted from the invoice date', () => {
  expect(skontos('#SKONTO#TAGE=14#PROZENT=2.00#\n#SKONTO#TAGE=7#PROZENT=3.50#', '2026-11-20')).toEqual([
    { percent: '2.00', until: '2026-12-04' },
    { percent: '3.50', until: '2026-11-27' },
  ]);
});

test('leaves free text and discounts on another base to the reader', () => {
  expect(skontos('2 % Skonto innerhalb von 14 Tagen', '2026-11-20')).toEqual([]);
  expect(skontos('#SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=100.00#', '2026-11-20')).toEqual([]);
  expect(skontos(undefined, '2026-11-20')).toEqual([]);
  expect(skontos('#SKONTO#TAGE=14#PROZENT=2.00#', null)).toEqual([]);
});
