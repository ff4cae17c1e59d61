import { newTotpSecret, stepOf, totpUri } from './totp';

/** RFC 6238, appendix B (SHA-1), cut to six digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1000);

test.each([
  [59, '287082', 1],
  [1111111109, '081804', 37037036],
  [1234567890, '005924', 41152263],
  [20000000000, '353130', 666666666],
])('at second %i the code is %s, of step %i', (seconds, code, step) => {
  expect(stepOf(secret, code, at(seconds))).toBe(step);
  expect(stepOf(secret, `${code.slice(0, 3)} ${code.slice(3)}`, at(seconds))).toBe(step);
});

test('a clock that is half a minute off is forgiven, one that is a minute off is not', () => {
  expect(stepOf(secret, '287082', at(59 + 30))).toBe(1);
  expect(stepOf(secret, '287082', at(59 - 30))).toBe(1);
  expect(stepOf(secret, '287082', at(59 + 61))).toBeUndefined();
});

test.each(['', '28708', '2870822', 'abcdef', '287083', '-87082'])('%p is no code', (code) => {
  expect(stepOf(secret, code, at(59))).toBeUndefined();
});

test('secrets differ and have 160 bits; the picture names house and person', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(newTotpSecret());
  const uri = new URL(totpUri(secret, 'anna@stadt.example'));
  expect(decodeURIComponent(uri.pathname)).toContain('Belegfluss:anna@stadt.example');
  expect(uri.searchParams.get('secret')).toBe(secret);
});
