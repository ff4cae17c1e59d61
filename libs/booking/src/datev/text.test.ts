import fc from 'fast-check';
import { fitText } from './text';
import { fitsWindows1252 } from './transliterate';

const fitted = (text: string) => fitText(text, 60, 'windows-1252');

test.each([
  ['Bürobedarf Özgür – 5 €', 'Bürobedarf Özgür – 5 €'],
  ['Łukasz Dvořák & Ştefan', 'Lukasz Dvorák & Stefan'],
  ['Zeile 1\r\nZeile\t2', 'Zeile 1 Zeile 2'],
  ['a\u00a0b\u202fc', 'a b c'],
  ['gnp.\u202eexe', 'gnp.exe'],
  ['Null\u200bbreite', 'Nullbreite'],
  ['=cmd|x', 'cmd|x'],
  [' +-@Firma', 'Firma'],
  ['＝1+1', '1+1'],
  ['✓ erledigt 🎉', 'erledigt'],
  ['🎉=1', '1'],
  ['u\u0308', 'ü'],
  ['Straße ′5‑6′', "Straße '5-6'"],
])('%j becomes %j', (text, wanted) => {
  expect(fitted(text)).toEqual({ text: wanted, unfit: [] });
});

test('letters nobody can guess are named, never a question mark', () => {
  expect(fitted('Фирма 東京')).toMatchObject({ unfit: ['Ф', 'и', 'р', 'м', 'а', '東', '京'] });
});

test('UTF-8 keeps every letter', () => {
  expect(fitText('Фирма 東京', 60, 'utf-8-bom')).toEqual({ text: 'Фирма 東京', unfit: [] });
});

test('is cut at the length, between characters', () => {
  expect(fitText('🎉'.repeat(61), 60, 'utf-8-bom').text).toBe('🎉'.repeat(60));
  expect(fitted(`${'x'.repeat(59)} y`).text).toBe('x'.repeat(59));
});

test('always fits windows-1252', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { text: done } = fitted(text);
      expect(done.length).toBeLessThanOrEqual(60);
      expect(Array.from(done).every(fitsWindows1252)).toBe(true);
      expect(done).not.toMatch(/^[=+\-@]|\p{Cc}/u);
      if (!text.includes('?')) expect(done.normalize('NFKC')).not.toContain('?');
    }),
  );
});
