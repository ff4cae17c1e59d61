import { createHash } from 'node:crypto';
import { ascii } from './transliterate';

const LENGTH = 36;
const MARK = 6;

/**
 * Belegfeld 1 from an invoice number: the key of the open item. Umlauts and accents are written out, each run of other characters becomes
 * one hyphen. A number that had to change, or is too long, ends in six digits of the hash of the original, so that two
 * numbers that look alike afterwards stay two. Empty where the number is empty.
 */
export function documentField(number: string): string {
  if (number.trim() === '') return '';

  const mapped = Array.from(number.normalize('NFC'), (character) => ascii(character) ?? ' ')
    .join('')
    .replace(/[^A-Za-z0-9_$&%*+\-/]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (mapped === number && mapped.length <= LENGTH) return mapped;
  return marked(mapped, number);
}

/**
 * The same with a mark of the supplier, for an account that several suppliers share: there two of them may well use one number.
 */
export const documentFieldOf = (number: string, supplier: string): string =>
  marked(documentField(number), `${supplier}\n${number}`);

function marked(mapped: string, original: string): string {
  const mark = createHash('sha256').update(original, 'utf8').digest('hex').slice(0, MARK);
  const kept = mapped.slice(0, LENGTH - MARK - 1).replace(/-+$/, '');
  return kept === '' ? mark : `${kept}-${mark}`;
}
