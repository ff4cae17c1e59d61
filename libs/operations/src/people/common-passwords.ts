/**
 * What is tried first, as letters and digits in lower case; a number of up to four digits behind it is tried as well. Short words
 * stand here doubled or lengthened, because nothing below twelve characters gets so far.
 */
const words = `
passwort password kennwort geheim willkommen welcome hallo hallowelt letmein qwertz qwerty qwertzuiop qwertyuiop qwertzuiopasdf
qwertyuiopasdf asdfghjkl asdfghjkloe yxcvbnm zxcvbnm administrator superuser changeme
sommer winter herbst fruehling frühling januar februar maerz märz april juni juli august september oktober november dezember
montag dienstag mittwoch donnerstag freitag samstag sonntag
rathaus stadtverwaltung verwaltung gemeinde gemeindeverwaltung buergermeister bürgermeister stadtkasse kaemmerei kämmerei
finanzverwaltung buchhaltung rechnung rechnungen rechnungsstelle belegfluss anordnung haushalt haushaltsplan ordnungsamt
bauhof feuerwehr stadtwerke landkreis
schatz schatzi sonnenschein liebling fussball fußball deutschland bundesliga borussia bayernmuenchen bayernmünchen schalke
computer internet sicherheit arbeit urlaub familie mutter
iloveyou ichliebedich princess dragon monkey football baseball superman batman starwars michael daniel thomas andreas stefan
christian alexander sebastian
correcthorsebatterystaple
`;

const once = words.trim().split(/\s+/);

export const commonPasswords: ReadonlySet<string> = new Set([
  ...once,
  ...once.map((word) => word + word),
  ...['mein', 'neues', 'meinneues', 'das', 'einsicheres', 'sicheres', 'my', 'new'].flatMap((before) =>
    ['passwort', 'kennwort', 'password'].map((word) => before + word),
  ),
  ...['1234', '12345', '123456', '1234567', '12345678', '123456789', '1234567890'].flatMap((digits) => [
    ...['', 'abc', 'abcd', 'abcdef', 'qwertz', 'qwerty', 'passwort', 'password', 'kennwort', 'hallo', 'admin'].map(
      (word) => word + digits,
    ),
  ]),
  '0123456789',
  '01234567890',
  '123456789012',
  '1234567890123',
  '0987654321',
  '098765432109',
  '1q2w3e4r5t6z',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '1qay2wsx3edc',
  'qayxswedcvfr',
  'abcdefghijkl',
  'abcdefghijklm',
]);
