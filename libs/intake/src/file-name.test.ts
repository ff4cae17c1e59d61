import fc from 'fast-check';
import { safeFileName } from './file-name';

test.each([
  ['Rechnung 4711.pdf', 'Rechnung 4711.pdf'],
  ['Ü\u0308bersicht.xml', 'Ü\u0308bersicht.xml'],
  ['u\u0308ber.xml', 'über.xml'],
  ['C:\\fakepath\\rechnung.pdf', 'rechnung.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['a／b∕c.pdf', 'c.pdf'],
  ['gnp.\u202efdp.exe', 'gnp.fdp.exe'],
  ['a\r\nSet-Cookie: x.pdf', 'a Set-Cookie_ x.pdf'],
  ['was?*"<>|.pdf', 'was______.pdf'],
  ['..versteckt.', 'versteckt'],
  ['CON', '_CON'],
  ['nul.xml', '_nul.xml'],
  ['COM1.pdf', '_COM1.pdf'],
  ['console.pdf', 'console.pdf'],
])('%j becomes %j', (name, wanted) => {
  expect(safeFileName(name)).toBe(wanted);
});

test.each([undefined, '', '   ', '...', '/', 'x/', '\u202e', '\0', '??', '\ud800'])('%j has the fallback', (name) => {
  expect(safeFileName(name, 3)).toBe('Anhang-3');
});

test('a long name keeps its extension', () => {
  expect(safeFileName(`${'x'.repeat(300)}.pdf`)).toBe(`${'x'.repeat(116)}.pdf`);
  expect(safeFileName(`a.${'x'.repeat(300)}`)).toHaveLength(120);
  expect(safeFileName(`${'🎉'.repeat(200)}a.pdf`).length).toBeLessThanOrEqual(120);
});

test('whatever comes, the name is short, visible and no path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const safe = safeFileName(name, 1);
      expect(safe.length).toBeLessThanOrEqual(120);
      expect(safe).toMatch(/^(?![. ])[^\p{Cc}\p{Cf}\p{Cs}/\\<>:"|?*]+(?<![. ])$/u);
      expect(safeFileName(safe)).toBe(safe);
    }),
    { numRuns: 1000 },
  );
});
