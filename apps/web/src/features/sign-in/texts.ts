export const texts = {
  title: { de: 'Anmelden', en: 'Sign in' },
  email: { de: 'E-Mail-Adresse', en: 'E-mail address' },
  password: { de: 'Kennwort', en: 'Password' },
  submit: { de: 'Anmelden', en: 'Sign in' },
  busy: { de: 'Anmeldung läuft', en: 'Signing in' },
  missing: {
    de: 'Bitte geben Sie E-Mail-Adresse und Kennwort ein.',
    en: 'Please enter e-mail address and password.',
  },
  withProvider: (name: string) => ({ de: `Mit ${name} anmelden`, en: `Sign in with ${name}` }),
  withPasskey: { de: 'Mit Passkey anmelden', en: 'Sign in with a passkey' },
  passkeyBusy: { de: 'Ihr Gerät fragt nach dem Passkey', en: 'Your device asks for the passkey' },
  orPassword: { de: 'oder mit Kennwort', en: 'or with a password' },
  secondTitle: { de: 'Zweiter Schritt', en: 'Second step' },
  secondWhat: {
    de: 'Das Kennwort stimmt. Öffnen Sie die App auf Ihrem Telefon und geben Sie den Code ein, den sie jetzt für Belegfluss zeigt.',
    en: 'The password is right. Open the app on your telephone and enter the code that it shows for Belegfluss now.',
  },
  code: { de: 'Code', en: 'Code' },
  codeHint: {
    de: 'Sechs Ziffern. Ist das Telefon nicht da: einer Ihrer Wiederherstellungscodes.',
    en: 'Six digits. If the telephone is not at hand: one of your recovery codes.',
  },
  codeMissing: { de: 'Bitte geben Sie den Code ein.', en: 'Please enter the code.' },
  back: { de: 'Zurück zum Anfang', en: 'Back to the beginning' },
  forgot: { de: 'Kennwort vergessen?', en: 'Forgotten your password?' },
  shared: {
    de: 'Auf einem gemeinsam genutzten Rechner melden Sie sich bitte am Ende ab. Nach 30 Minuten ohne Eingabe fragt Belegfluss erneut.',
    en: 'On a shared computer please sign out at the end. After 30 minutes without input Belegfluss asks again.',
  },
  expired: {
    de: 'Sie sind nicht oder nicht mehr angemeldet. Nach dem Anmelden geht es an derselben Stelle weiter; getippter Text ist noch da.',
    en: 'You are not signed in, or no longer. After signing in you continue at the same place; typed text is still there.',
  },
};
