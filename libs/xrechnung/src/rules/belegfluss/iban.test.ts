import fc from 'fast-check';
import { mod97 } from '../../leitweg-id';
import { compactIban, ibanFault } from './iban';

describe('ibanFault', () => {
  test.each([
    'DE75512108001245126199',
    'DE75 5121 0800 1245 1261 99',
    ' DE75\u00a05121\u200b0800\u202f1245\ufeff1261 99\n',
    'GB82WEST12345698765432',
    'NO9386011117947',
    'FR1420041010050500013M02606',
    'MT84MALT011000012345MTLCAST001S',
  ])('accepts %j', (iban) => expect(ibanFault(iban)).toBeUndefined());

  test.each([
    ['', 'form'],
    ['de75512108001245126199', 'form'],
    ['DE75-5121-0800-1245-1261-99', 'form'],
    ['1234567890', 'form'],
    ['DEXX512108001245126199', 'form'],
    ['ZZ75512108001245126199', 'country'],
    ['DE7551210800124512619', 'length'],
    ['DE755121080012451261990', 'length'],
    ['DE75512108001245126198', 'check-digits'],
    ['DE57512108001245126199', 'check-digits'],
  ])('refuses %j: %s', (iban, fault) => expect(ibanFault(iban)).toBe(fault));

  test('finds every single wrong digit and every two that changed places', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{18}$/),
        fc.nat({ max: 17 }),
        fc.integer({ min: 1, max: 9 }),
        (bban, at, by) => {
          const check = (98 - mod97(`${bban}DE00`)).toString().padStart(2, '0');
          expect(ibanFault(`DE${check}${bban}`)).toBeUndefined();
          const other = String((Number(bban[at]) + by) % 10);
          expect(ibanFault(`DE${check}${bban.slice(0, at)}${other}${bban.slice(at + 1)}`)).toBe('check-digits');
          const swapped = `${bban.slice(0, at)}${bban[at + 1] ?? ''}${bban[at]!}${bban.slice(at + 2)}`;
          if (swapped.length === 18 && swapped !== bban) expect(ibanFault(`DE${check}${swapped}`)).toBe('check-digits');
        },
      ),
    );
  });
});

test('compactIban keeps what a bank reads', () => {
  expect(compactIban('DE75 5121\u00a00800 1245 1261 99')).toBe('DE75512108001245126199');
});
