import fc from 'fast-check';
import { leitwegCheckDigits, parseLeitwegId } from './leitweg-id';

describe('parseLeitwegId', () => {
  test('reads coarse, fine and check digits', () => {
    expect(parseLeitwegId('053820072072-31001-73')).toEqual({
      coarse: '053820072072',
      fine: '31001',
      check: '73',
      valid: true,
    });
    expect(parseLeitwegId(' 04011000-1234512345-06\n')).toEqual({
      coarse: '04011000',
      fine: '1234512345',
      check: '06',
      valid: true,
    });
  });

  test('reads an ID without fine address', () => {
    const check = leitwegCheckDigits('05315');
    const id = parseLeitwegId(`05315-${check}`);
    expect(id).toEqual({ coarse: '05315', check, valid: true });
    expect(id).not.toHaveProperty('fine');
  });

  test('letters count from A = 10, in either case', () => {
    expect(parseLeitwegId('991-33333TEST-33')?.valid).toBe(true);
    expect(parseLeitwegId('991-33333test-33')).toMatchObject({ fine: '33333test', valid: true });
  });

  test('tells wrong check digits from a wrong form', () => {
    expect(parseLeitwegId('053820072072-31001-74')).toMatchObject({ check: '74', valid: false });
    expect(parseLeitwegId('053820072073-31001-73')).toMatchObject({ valid: false });
  });

  test.each([
    '',
    '05382007207231001-73-',
    '5-73',
    '0538200720721-31001-73',
    `05-${'A'.repeat(31)}-73`,
    '053820072072-31001-7',
    '053820072072-31001-733',
    '053820072072--73',
    '053820072072-31 001-73',
    '053820072072-Straße-73',
    'AB3820072072-31001-73',
    '053820072072_31001_73',
    '٠٥-73',
  ])('%j is no Leitweg-ID', (text) => expect(parseLeitwegId(text)).toBeUndefined());

  test('the whole number modulo 97 is 1, whatever the address', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{2,12}$/), fc.stringMatching(/^[0-9A-Z]{0,30}$/), (coarse, fine) => {
        const check = leitwegCheckDigits(coarse, fine);
        const digits = `${coarse}${fine}${check}`.replace(/[A-Z]/g, (letter) => Number.parseInt(letter, 36).toString());
        expect(BigInt(digits) % 97n).toBe(1n);
        expect(parseLeitwegId([coarse, fine, check].filter(Boolean).join('-'))?.valid).toBe(true);
      }),
    );
  });
});
