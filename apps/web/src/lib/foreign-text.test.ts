import * as fc from 'fast-check';
import { firstSentence, pieces, visible } from './foreign-text';

describe('text of strangers', () => {
  test('turned reading order becomes a mark', () => {
    expect(visible('Konto \u202Ennaumretsum')).toBe('Konto [U+202E]nnaumretsum');
  });

  test.each(['\u200B', '\u2066', '\u061C', '\uFEFF', '\u0000', '\u0085', '\u{E0041}'])(
    '%j is never invisible',
    (hidden) => {
      expect(pieces(`a${hidden}b`).map(({ kind }) => kind)).toEqual(['text', 'mark', 'text']);
    },
  );

  test('umlauts, other scripts and line breaks stay as they are', () => {
    const text = 'Müller & Söhne – Ωμέγα שלום\nzweite Zeile\t1';
    expect(pieces(text)).toEqual([{ kind: 'text', text }]);
  });

  test('nothing visible is lost', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(
          pieces(text)
            .filter(({ kind }) => kind === 'text')
            .every((piece) => text.includes(piece.text)),
        ).toBe(true);
      }),
    );
  });
});

test.each([
  ['Die Datei ist leer. Nichts wurde übernommen.', 'Die Datei ist leer.'],
  ['Betrag 6.188,00 € fehlt. Bitte prüfen.', 'Betrag 6.188,00 € fehlt.'],
  ['ohne Punkt', 'ohne Punkt'],
  [
    'Dr. Petra Schilling hat beanstandet: Pos. 3 fehlt. Bitte klären.',
    'Dr. Petra Schilling hat beanstandet: Pos. 3 fehlt.',
  ],
  ['Kroll e. K. schickte nichts. Bitte fragen.', 'Kroll e. K. schickte nichts.'],
])('%s begins with its cause', (message, cause) => {
  expect(firstSentence(message)).toBe(cause);
});
