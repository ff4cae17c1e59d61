import { Refused } from '../refusal';
import { requireGoodPassword } from './password-refused';

const anna = { name: 'Anna Beispiel-Müller', email: 'a.beispiel@musterstadt.example' };

const refusalOf = (password: string): string | undefined => {
  try {
    requireGoodPassword(password, anna);
    return undefined;
  } catch (error) {
    return error instanceof Refused ? error.code : String(error);
  }
};

test.each([
  'Rathaus 7 ist offen',
  'lampe-fluss-keks-zelt',
  'xK9#mQ2$vL5p',
  'ein Satz in kleinen Buchstaben',
  'Kennwort der Probe',
  '沉默的钢琴在雨里等待着月亮',
  'Beispiel oder Regel, das ist hier die Frage',
])('%s is good', (password) => expect(refusalOf(password)).toBeUndefined());

test.each(['', 'elf Zeichen', 'xK9#mQ2$vL5'])('%p is too short', (password) =>
  expect(refusalOf(password)).toBe('password-too-short'),
);

test('signs are counted, not bytes', () => expect(refusalOf('🐟🐟🐟🐟🐟🐟')).toBe('password-too-short'));

test.each([
  'Passwort1234',
  'PASSWORT-PASSWORT',
  'Willkommen2026!',
  'Sommer-Sommer-2026',
  'Stadtverwaltung',
  'Stadtverwaltung2026!!',
  'aaaaaaaaaaaa',
  'abababababab',
  '123456789012',
  'qwertzuiopasdf',
  'correct horse battery staple',
  'Mein Kennwort 2026',
])('%s is tried first', (password) => expect(refusalOf(password)).toBe('password-too-common'));

test.each(['Beispiel-Müller', 'Anna.Beispiel!1', 'musterstadt2026', 'beispiel@musterstadt', 'MüllerMüller99'])(
  '%s is known from the person',
  (password) => expect(refusalOf(password)).toBe('password-own-name'),
);
