/** Why a password is not taken. */
export type PasswordFault = 'too-short' | 'too-long' | 'too-common' | 'own-name';

const SHORTEST = 12;
const LONGEST = 200;

/** What people choose first, in German and English. With figures and signs around it a common word is no better. */
const common = new Set(
  `password passwort kennwort geheim hallo willkommen welcome qwertz qwerty qwertzuiop qwertyuiop qwertzuiopasdf asdfghjkl yxcvbnm
   zxcvbnm iloveyou ichliebedich schatz sommer winter herbst frühling fruehling admin administrator rathaus stadt gemeinde verwaltung
   rechnung belegfluss letmein login master monkey dragon sunshine princess football fussball computer internet
   passwortpasswort passwordpassword kennwortkennwort hallohallo testtest test changeme bitteaendern start neueskennwort
   neuespasswort meinpasswort meinkennwort mypassword geheimgeheim deutschland bundesliga abcdefghijkl abcdefghijklm`.split(
    /\s+/,
  ),
);

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}]/gu, '');

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
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 4);

/** Whether a person may take this password: long, not among the commonest, not made of their own name or address. */
export function passwordFault(
  password: string,
  person: { readonly name: string; readonly email: string },
): PasswordFault | undefined {
  const length = Array.from(password).length;
  if (length < SHORTEST) return 'too-short';
  if (length > LONGEST) return 'too-long';
  const bare = letters(password);
  if (
    common.has(bare) ||
    common.has(letters(spelled(password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')))) ||
    isPattern(password)
  )
    return 'too-common';
  const [mailbox = ''] = person.email.split('@');
  const own = [...parts(person.name), ...parts(mailbox)];
  // what is left of it without the own name must be a password by itself
  const left = own.reduce((text, part) => text.replaceAll(part, ''), password.toLowerCase());
  return left.length < length && Array.from(left).length < SHORTEST ? 'own-name' : undefined;
}
