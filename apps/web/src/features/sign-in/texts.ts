export const texts = {
  title: { de: 'Anmelden', en: 'Sign in' },
  claim: { de: 'Rechnungen prüfen, zeichnen und pünktlich bezahlen.', en: 'Check, sign and pay invoices on time.' },
  promise: {
    de: 'Jeder Schritt bleibt nachvollziehbar: wer bestätigt hat, was geprüft wurde und warum gezahlt wird.',
    en: 'Every step stays traceable: who certified, what was checked and why it is paid.',
  },
  email: { de: 'E-Mail-Adresse', en: 'E-mail address' },
  password: { de: 'Kennwort', en: 'Password' },
  show: { de: 'Kennwort anzeigen', en: 'Show password' },
  hide: { de: 'Kennwort verbergen', en: 'Hide password' },
  submit: { de: 'Anmelden', en: 'Sign in' },
  busy: { de: 'Anmeldung läuft', en: 'Signing in' },
  missing: {
    de: 'Bitte geben Sie E-Mail-Adresse und Kennwort ein.',
    en: 'Please enter e-mail address and password.',
  },
  shared: {
    de: 'Auf einem gemeinsam genutzten Rechner melden Sie sich bitte am Ende ab.',
    en: 'On a shared computer please sign out at the end.',
  },
  expired: {
    de: 'Sie sind nicht oder nicht mehr angemeldet. Nach dem Anmelden geht es an derselben Stelle weiter; getippter Text ist noch da.',
    en: 'You are not signed in, or no longer. After signing in you continue at the same place; typed text is still there.',
  },
};
