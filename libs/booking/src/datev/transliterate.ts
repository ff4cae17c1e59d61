import { decode, encode } from 'iconv-lite';

/** German practice first; then letters that Unicode does not take apart. */
const letters: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŋ: 'n',
  Ŋ: 'N',
  ŧ: 't',
  Ŧ: 'T',
  ə: 'e',
  Ə: 'E',
};

/** Punctuation that looks like something plainer. */
const marks: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '―': '-',
  '−': '-',
  '′': "'",
  '″': '"',
  ʼ: "'",
  '⁄': '/',
  '∕': '/',
  '№': 'Nr.',
};

/** The nearest ASCII writing of one character, or undefined where there is none. */
export function ascii(character: string): string | undefined {
  const known = letters[character] ?? marks[character];
  if (known !== undefined) return known;
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  // a base letter may itself stand in the table: ǿ is ø with an accent
  const plain = Array.from(base, (one) => letters[one] ?? marks[one] ?? one).join('');
  return /^[\x20-\x7e]+$/.test(plain) ? plain : undefined;
}

/** Whether windows-1252 has all characters of the text. The encoder writes `?` for what it lacks, so it is asked both ways. */
export const fitsWindows1252 = (text: string): boolean => decode(encode(text, 'windows-1252'), 'windows-1252') === text;
