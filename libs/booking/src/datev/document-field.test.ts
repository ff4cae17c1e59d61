import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { documentField } from './document-field';

const mark = (number: string) => createHash('sha256').update(number).digest('hex').slice(0, 6);

test.each(['RE-2026-1001', 'F-88/2026', '4711', 'a_$&%*+b', 'x'.repeat(36)])('%s stays', (number) => {
  expect(documentField(number)).toBe(number);
});

test.each([
  ['Rechnung Nr. 12', 'Rechnung-Nr-12'],
  ['Größe Ä', 'Groesse-Ae'],
  ['GRÖSSE', 'GROeSSE'],
  ['Gro\u0308ße', 'Groesse'],
  ['éàÅçñ', 'eaAcn'],
  ['Łódź–7', 'Lodz-7'],
  ['#12#', '12'],
  ['１２', '12'],
  ['RE-1 ', 'RE-1'],
  ['счёт-5', '5'],
  ['y'.repeat(37), 'y'.repeat(29)],
])('%s becomes %s and a mark', (number, kept) => {
  expect(documentField(number)).toBe(`${kept}-${mark(number)}`);
});

test('a number of foreign letters only is its mark', () => {
  expect(documentField('счёт')).toBe(mark('счёт'));
});

test.each(['', '  '])('%j has none', (number) => {
  expect(documentField(number)).toBe('');
});

test('always fits the column, and different numbers stay different', () => {
  const number = fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }).filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(number, number, (one, other) => {
      expect(documentField(one)).toMatch(/^[A-Za-z0-9_$&%*+\-/]{1,36}$/);
      fc.pre(!/\p{Surrogate}/u.test(one + other));
      expect(documentField(one) === documentField(other)).toBe(one === other);
    }),
  );
});
