import type { Message, Scope } from '@libs/contracts';

export const texts = {
  title: { de: 'Mein Konto', en: 'My account' },
  loading: { de: 'Konto wird geladen', en: 'Account is loading' },
  guest: {
    de: 'Sie arbeiten hier als Gast. Kennwort, zweiter Faktor und Passkeys stehen in Ihrem eigenen Mandanten und werden dort geändert.',
    en: 'You work here as a guest. Password, second factor and passkeys stand in your own entity and are changed there.',
  },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
  close: { de: 'Schließen', en: 'Close' },
  name: { de: 'Bezeichnung', en: 'Name' },
  nameMissing: { de: 'Bitte geben Sie eine Bezeichnung ein.', en: 'Please enter a name.' },
  saving: { de: 'Wird gespeichert', en: 'Being stored' },
};

export const passwordTexts = {
  title: { de: 'Kennwort', en: 'Password' },
  none: {
    de: 'Dieses Konto hat kein Kennwort; Sie melden sich auf anderem Weg an.',
    en: 'This account has no password; you sign in another way.',
  },
  what: {
    de: 'Mindestens zwölf Zeichen, sonst keine Regeln. Gut sind vier Wörter, die nichts miteinander zu tun haben. Andere Sitzungen enden, diese geht weiter.',
    en: 'At least twelve characters, no other rules. Four words that have nothing to do with each other are good. Other sessions end, this one goes on.',
  },
  change: { de: 'Kennwort ändern …', en: 'Change password …' },
  old: { de: 'Bisheriges Kennwort', en: 'Present password' },
  new: { de: 'Neues Kennwort', en: 'New password' },
  missing: { de: 'Bitte geben Sie beide Kennwörter ein.', en: 'Please enter both passwords.' },
  save: { de: 'Kennwort speichern', en: 'Store password' },
  done: {
    de: 'Das neue Kennwort gilt. Andere Sitzungen sind beendet.',
    en: 'The new password holds. Other sessions have ended.',
  },
};

export const factorTexts = {
  title: { de: 'Zweiter Faktor', en: 'Second factor' },
  off: {
    de: 'Nach dem Kennwort fragt Belegfluss dann nach einem Code, den eine App auf Ihrem Telefon zeigt. Ein gestohlenes Kennwort allein öffnet nichts mehr.',
    en: 'After the password Belegfluss then asks for a code that an app on your telephone shows. A stolen password alone opens nothing any more.',
  },
  on: { de: 'Eingerichtet', en: 'Set up' },
  left: (codes: string): Message => ({
    de: `Wiederherstellungscodes übrig: ${codes} von 10`,
    en: `Recovery codes left: ${codes} of 10`,
  }),
  few: {
    de: 'Es sind nur noch wenige. Neue gibt es, indem Sie den zweiten Faktor neu einrichten.',
    en: 'Only few are left. New ones come by setting the second factor up again.',
  },
  setUp: { de: 'Zweiten Faktor einrichten …', en: 'Set up second factor …' },
  again: { de: 'Neu einrichten …', en: 'Set up again …' },
  end: { de: 'Abschalten …', en: 'Switch off …' },
  endTitle: { de: 'Zweiten Faktor abschalten', en: 'Switch off second factor' },
  endWhat: {
    de: 'Dann genügt zum Anmelden wieder das Kennwort. Die Wiederherstellungscodes gelten nicht mehr; in der App können Sie den Eintrag löschen.',
    en: 'Then the password alone is enough to sign in again. The recovery codes no longer hold; you can delete the entry in the app.',
  },
  endNow: { de: 'Jetzt abschalten', en: 'Switch off now' },
  scan: {
    de: '1. Öffnen Sie eine Authenticator-App auf Ihrem Telefon und lesen Sie dieses Bild ein.',
    en: '1. Open an authenticator app on your telephone and read in this picture.',
  },
  picture: { de: 'Bild zum Einlesen in die App', en: 'Picture to be read by the app' },
  byHand: { de: 'Oder geben Sie dort diesen Schlüssel ein:', en: 'Or enter this key there:' },
  enter: {
    de: '2. Geben Sie den Code ein, den die App jetzt zeigt.',
    en: '2. Enter the code that the app shows now.',
  },
  code: { de: 'Code aus der App', en: 'Code of the app' },
  codeMissing: { de: 'Bitte geben Sie den Code ein.', en: 'Please enter the code.' },
  confirm: { de: 'In Kraft setzen', en: 'Put into force' },
  preparing: { de: 'Das Bild wird vorbereitet', en: 'The picture is being prepared' },
  codesTitle: { de: 'Ihre Wiederherstellungscodes', en: 'Your recovery codes' },
  codesWhat: {
    de: 'Der zweite Faktor gilt ab jetzt. Diese Codes helfen, wenn das Telefon nicht da ist; jeder gilt einmal. Sie werden nur jetzt gezeigt: Bitte ausdrucken oder abschreiben und sicher aufbewahren, nicht am Bildschirm.',
    en: 'The second factor holds from now on. These codes help when the telephone is not at hand; each is good once. They are shown now only: print them or write them down and keep them safe, not at the screen.',
  },
  copy: { de: 'Alle kopieren', en: 'Copy all' },
  copied: { de: 'Kopiert', en: 'Copied' },
  kept: { de: 'Ich habe sie aufbewahrt', en: 'I have kept them' },
};

export const passkeyTexts = {
  title: { de: 'Passkeys', en: 'Passkeys' },
  what: {
    de: 'Anmelden mit Fingerabdruck, Gesicht, PIN des Geräts oder einem Sicherheitsschlüssel, ohne Kennwort. Ein Passkey gilt nur für diese Adresse und lässt sich nicht abfischen.',
    en: 'Sign in with fingerprint, face, the PIN of the device or a security key, without a password. A passkey holds for this address alone and cannot be phished.',
  },
  impossible: {
    de: 'Unter dieser Adresse sind keine Passkeys möglich; dafür braucht es https und einen Namen. Die Administration kann das ändern (PUBLIC_URL).',
    en: 'At this address passkeys are not possible; they need https and a name. The administrator can change that (PUBLIC_URL).',
  },
  unsupported: {
    de: 'Dieser Browser kennt keine Passkeys. Bitte nehmen Sie einen neueren.',
    en: 'This browser knows no passkeys. Please use a newer one.',
  },
  add: { de: 'Passkey hinzufügen …', en: 'Add passkey …' },
  addTitle: { de: 'Passkey hinzufügen', en: 'Add passkey' },
  addWhat: {
    de: 'Geben Sie ihm eine Bezeichnung, an der Sie ihn wiedererkennen. Danach fragt Ihr Gerät.',
    en: 'Give it a name by which you recognise it. Then your device asks.',
  },
  suggestion: { de: 'Dieses Gerät', en: 'This device' },
  make: { de: 'Passkey anlegen', en: 'Make passkey' },
  asking: { de: 'Ihr Gerät fragt', en: 'Your device asks' },
  rename: { de: 'Umbenennen …', en: 'Rename …' },
  renameTitle: { de: 'Passkey umbenennen', en: 'Rename passkey' },
  renameNow: { de: 'Bezeichnung speichern', en: 'Store name' },
  remove: { de: 'Entfernen …', en: 'Remove …' },
  removeTitle: { de: 'Passkey entfernen', en: 'Remove passkey' },
  removeWhat: (name: string): Message => ({
    de: `Mit „${name}“ können Sie sich dann nicht mehr anmelden. Auf dem Gerät selbst bleibt ein Eintrag, den Sie dort löschen können.`,
    en: `With “${name}” you can then no longer sign in. An entry stays on the device itself; you can delete it there.`,
  }),
  removeNow: { de: 'Jetzt entfernen', en: 'Remove now' },
  made: (when: string): Message => ({ de: `angelegt ${when}`, en: `made ${when}` }),
  used: (when: string): Message => ({ de: `zuletzt benutzt ${when}`, en: `last used ${when}` }),
  unused: { de: 'noch nicht benutzt', en: 'not used yet' },
};

export const sessionTexts = {
  title: { de: 'Sitzungen', en: 'Sessions' },
  what: {
    de: 'Hier sind Sie gerade angemeldet. Beenden Sie, was Sie nicht kennen, und ändern Sie dann Ihr Kennwort.',
    en: 'This is where you are signed in now. End what you do not recognise, and then change your password.',
  },
  here: { de: 'diese Sitzung', en: 'this session' },
  unknownAgent: { de: 'unbekannter Browser', en: 'unknown browser' },
  since: (begun: string, seen: string): Message => ({
    de: `seit ${begun}, zuletzt tätig ${seen}`,
    en: `since ${begun}, last active ${seen}`,
  }),
  end: { de: 'Beenden', en: 'End' },
};

export const tokenTexts = {
  title: { de: 'Zugriffsschlüssel für Programme', en: 'Tokens for programs' },
  what: {
    de: 'Ein Programm mit einem Schlüssel handelt in Ihrem Namen, nie mit mehr Rechten als Sie und nur in dem, was Sie ankreuzen.',
    en: 'A program with a token acts in your name, never with more rights than you and only in what you tick.',
  },
  none: { de: 'Es gibt keine.', en: 'There are none.' },
  make: { de: 'Schlüssel anlegen …', en: 'Make token …' },
  makeTitle: { de: 'Zugriffsschlüssel anlegen', en: 'Make token' },
  scopes: { de: 'Darf', en: 'May' },
  days: { de: 'Gilt für (Tage)', en: 'Holds for (days)' },
  daysWrong: { de: 'Bitte eine Zahl von 1 bis 365.', en: 'Please a number from 1 to 365.' },
  scopesMissing: { de: 'Bitte kreuzen Sie mindestens ein Recht an.', en: 'Please tick at least one right.' },
  makeNow: { de: 'Schlüssel anlegen', en: 'Make token' },
  madeTitle: { de: 'Ihr neuer Schlüssel', en: 'Your new token' },
  madeWhat: {
    de: 'Er wird nur jetzt gezeigt. Bitte kopieren Sie ihn in das Programm; wer ihn kennt, handelt in Ihrem Namen.',
    en: 'It is shown now only. Copy it into the program; whoever knows it acts in your name.',
  },
  lost: {
    de: 'Der Schlüssel ist angelegt, aber die Antwort ging unterwegs verloren und wird nicht wiederholt. Bitte widerrufen Sie ihn und legen Sie einen neuen an.',
    en: 'The token was made, but the answer was lost on its way and is not repeated. Revoke it and make a new one.',
  },
  copy: { de: 'Kopieren', en: 'Copy' },
  copied: { de: 'Kopiert', en: 'Copied' },
  revoke: { de: 'Widerrufen …', en: 'Revoke …' },
  revokeTitle: { de: 'Zugriffsschlüssel widerrufen', en: 'Revoke token' },
  revokeWhat: (name: string): Message => ({
    de: `Programme mit „${name}“ kommen sofort nicht mehr herein. Das lässt sich nicht zurücknehmen.`,
    en: `Programs with “${name}” no longer get in, at once. This cannot be undone.`,
  }),
  revokeNow: { de: 'Jetzt widerrufen', en: 'Revoke now' },
  until: (day: string): Message => ({ de: `gilt bis ${day}`, en: `holds until ${day}` }),
  revoked: { de: 'widerrufen', en: 'revoked' },
  over: { de: 'abgelaufen', en: 'run out' },
  used: (when: string): Message => ({ de: `zuletzt benutzt ${when}`, en: `last used ${when}` }),
  unused: { de: 'noch nicht benutzt', en: 'not used yet' },
};

export const scopeNames: Readonly<Record<Scope, Message>> = {
  documents: { de: 'Belege einliefern und ihren Eingang sehen', en: 'Hand in documents and see what became of them' },
  'cases:read': { de: 'Vorgänge lesen', en: 'Read cases' },
  'cases:write': { de: 'Vorgänge bearbeiten', en: 'Work on cases' },
  'exports:read': { de: 'Stapel lesen', en: 'Read batches' },
  'exports:write': { de: 'Stapel übergeben und quittieren', en: 'Hand over and acknowledge batches' },
  'audit:read': { de: 'Prüfspur lesen', en: 'Read the audit trail' },
  all: { de: 'Alles, was Programme dürfen', en: 'Everything that programs may do' },
};
