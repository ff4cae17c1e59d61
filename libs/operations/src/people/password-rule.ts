import { PASSWORD_LENGTH } from '@libs/contracts';
import { commonPasswords } from './common-passwords';

/** Why a password is not taken. */
export type PasswordFault = 'too-short' | 'too-long' | 'too-common' | 'own-name';

const LONGEST = 200;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
const letters = (text: string): string => plain(text).replace(/[^\p{L}]/gu, '');
const lettersAndFigures = (text: string): string => plain(text).replace(/[^\p{L}\p{N}]/gu, '');

/** Figures that stand for letters: "Pa55w0rt". */
const spelled = (text: string): string =>
  text
    .toLowerCase()
    .replace(
      /[013457@$]/g,
      (sign) => ({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' })[sign] ?? sign,
    );

/** Hardly more than one sign, or one step after the other: "aaaaaaaaaaaa", "123456789012", "abababababab". */
function isPattern(password: string): boolean {
  const signs = Array.from(password.toLowerCase());
  if (new Set(signs).size <= 4) return true;
  const steps = signs.slice(1).map((sign, at) => (sign.codePointAt(0) ?? 0) - (signs[at]?.codePointAt(0) ?? 0));
  return steps.filter((step) => Math.abs(step) <= 1).length >= steps.length - 2;
}

/** The parts of a name or address that somebody would try first. */
const parts = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 4);

/** Whether a person may take this password: long, not among the commonest, not made of their own name or address. */
export function passwordFault(
  password: string,
  person: { readonly name: string; readonly email: string },
): PasswordFault | undefined {
  const length = Array.from(password).length;
  if (length < PASSWORD_LENGTH) return 'too-short';
  if (length > LONGEST) return 'too-long';
  if (
    commonPasswords.has(letters(password)) ||
    commonPasswords.has(lettersAndFigures(password)) ||
    commonPasswords.has(letters(spelled(password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')))) ||
    isPattern(password)
  )
    return 'too-common';
  const own = [...parts(person.name), ...parts(person.email)].sort((a, b) => b.length - a.length);
  // what is left of it without the own name must be a password by itself
  const left = own.reduce((text, part) => text.replaceAll(part, ''), plain(password));
  return left.length < length && Array.from(left).length < PASSWORD_LENGTH ? 'own-name' : undefined;
}
