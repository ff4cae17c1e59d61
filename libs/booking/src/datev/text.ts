import { ascii, fitsWindows1252 } from './transliterate';

export type FittedText = {
  readonly text: string;
  /** Letters and digits that the encoding does not have and nobody can guess. */
  readonly unfit: readonly string[];
};

/**
 * Brings foreign text into a text cell: no control characters, no invisible ones, nothing a spreadsheet would run as a formula,
 * only characters of the encoding, at most `length` characters. The caller reports every difference.
 */
export function fitText(written: string, length: number, encoding: 'windows-1252' | 'utf-8-bom'): FittedText {
  const cleaned = withoutFormula(clean(written));
  if (encoding === 'utf-8-bom' || fitsWindows1252(cleaned)) return { text: shorten(cleaned, length), unfit: [] };

  const unfit: string[] = [];
  const fitted = Array.from(cleaned, (character) => {
    if (fitsWindows1252(character)) return character;
    const plain = ascii(character);
    if (plain !== undefined) return plain;
    // a symbol may go, a letter or digit carries meaning
    if (/[\p{L}\p{N}]/u.test(character)) unfit.push(character);
    return '';
  }).join('');
  return { text: shorten(withoutFormula(clean(fitted)), length), unfit: [...new Set(unfit)] };
}

/** \p{Cf}: bidirectional marks and zero width characters; \p{Cs}: halves of characters. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();

/** The full-width forms count as well: spreadsheets take them for the same signs. */
const withoutFormula = (text: string): string => text.replace(/^[=+\-@＝＋－＠\s]+/u, '');

const shorten = (text: string, length: number): string => Array.from(text).slice(0, length).join('').trimEnd();
