export const texts = {
  title: { de: 'Anmelden', en: 'Sign in' },
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
  forgot: { de: 'Kennwort vergessen?', en: 'Forgotten your password?' },
  shared: {
    de: 'Auf einem gemeinsam genutzten Rechner melden Sie sich bitte am Ende ab.',
    en: 'On a shared computer please sign out at the end.',
  },
  expired: {
    de: 'Sie sind nicht oder nicht mehr angemeldet. Nach dem Anmelden geht es an derselben Stelle weiter; getippter Text ist noch da.',
    en: 'You are not signed in, or no longer. After signing in you continue at the same place; typed text is still there.',
  },
};
