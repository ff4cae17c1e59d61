import { PASSWORD_LENGTH } from '@libs/contracts';
import { Refused } from '../refusal';
import { commonPasswords } from './common-passwords';

type Person = { readonly name: string; readonly email: string };

/** Words of fewer letters stand in too many good passwords. */
const SHORTEST_WORD = 4;
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
const letters = (text: string): string => plain(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * Long enough, none of those that are tried first, and not made of the person's own name or address. No other rules: they make
 * people write passwords down.
 */
export function requireGoodPassword(password: string, person: Person): void {
  if (Array.from(password).length < PASSWORD_LENGTH) throw tooShort();
  const core = letters(password);
  if (commonPasswords.has(core) || commonPasswords.has(core.replace(/\d{1,4}$/, '')) || isMonotonous(core))
    throw tooCommon();
  if (isOf(core, person)) throw isTheirs();
}

/** "aaaaaaaaaaaa", "abababababab", "123412341234" */
const isMonotonous = (core: string): boolean => new Set(core).size < 5;

/** What is left without the words that everybody knows of the person is too short to be a password. */
function isOf(core: string, { name, email }: Person): boolean {
  const words = [...plain(name).split(/[^\p{L}\p{N}]+/u), ...plain(email).split(/[^\p{L}\p{N}]+/u)];
  const rest = words
    .filter((word) => word.length >= SHORTEST_WORD)
    .sort((one, other) => other.length - one.length)
    .reduce((left, word) => left.replaceAll(word, ''), core);
  return rest !== core && rest.length < PASSWORD_LENGTH / 2;
}

const tooShort = (): Refused =>
  new Refused('invalid', 'password-too-short', {
    de: `Das neue Kennwort ist kürzer als ${PASSWORD_LENGTH} Zeichen. Es wurde nichts geändert. Bitte nehmen Sie ein längeres, zum Beispiel vier Wörter, die nichts miteinander zu tun haben.`,
    en: `The new password is shorter than ${PASSWORD_LENGTH} characters. Nothing was changed. Take a longer one, such as four words that have nothing to do with each other.`,
  });

const tooCommon = (): Refused =>
  new Refused('invalid', 'password-too-common', {
    de: 'Das neue Kennwort gehört zu denen, die Angreifer zuerst probieren. Es wurde nichts geändert. Bitte denken Sie sich ein anderes aus.',
    en: 'The new password is one of those that attackers try first. Nothing was changed. Please think of another one.',
  });

const isTheirs = (): Refused =>
  new Refused('invalid', 'password-of-person', {
    de: 'Das neue Kennwort besteht fast nur aus Ihrem Namen oder Ihrer Adresse. Es wurde nichts geändert. Bitte nehmen Sie eines, das niemand aus Ihrem Namen errät.',
    en: 'The new password is made of little but your name or address. Nothing was changed. Take one that nobody guesses from your name.',
  });
