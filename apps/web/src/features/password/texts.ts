export const texts = {
  forgot: { de: 'Kennwort vergessen', en: 'Forgotten password' },
  forgotWhat: {
    de: 'Geben Sie Ihre E-Mail-Adresse an. Sie bekommen einen Link, mit dem Sie ein neues Kennwort festlegen; er gilt eine Stunde.',
    en: 'Enter your e-mail address. You get a link to choose a new password; it is good for an hour.',
  },
  email: { de: 'E-Mail-Adresse', en: 'E-mail address' },
  emailMissing: { de: 'Bitte geben Sie Ihre E-Mail-Adresse ein.', en: 'Please enter your e-mail address.' },
  ask: { de: 'Link anfordern', en: 'Ask for a link' },
  asking: { de: 'Link wird angefordert', en: 'Asking for a link' },
  toSignIn: { de: 'Zur Anmeldung', en: 'To the sign-in' },
  choose: { de: 'Kennwort festlegen', en: 'Choose a password' },
  loading: { de: 'Link wird geprüft', en: 'The link is being checked' },
  welcome: (name: string, entity: string) => ({
    de: `Willkommen, ${name}. Sie arbeiten mit Belegfluss für ${entity}.`,
    en: `Welcome, ${name}. You work with Belegfluss for ${entity}.`,
  }),
  renew: (name: string, entity: string) => ({
    de: `${name}, hier legen Sie ein neues Kennwort für ${entity} fest. Danach sind Sie überall abgemeldet.`,
    en: `${name}, here you choose a new password for ${entity}. Afterwards you are signed out everywhere.`,
  }),
  elsewhere: (entity: string) => ({
    de: `Sie arbeiten jetzt auch für ${entity}. Ein neues Kennwort brauchen Sie nicht: Melden Sie sich an wie gewohnt und wechseln Sie in Ihrem Kontomenü den Mandanten.`,
    en: `You work for ${entity} as well now. You need no new password: sign in as ever and change the entity in your account menu.`,
  }),
  guestTitle: { de: 'Ein weiterer Mandant', en: 'One more entity' },
  password: { de: 'Neues Kennwort', en: 'New password' },
  again: { de: 'Kennwort wiederholen', en: 'Repeat password' },
  rule: {
    de: 'Mindestens zwölf Zeichen. Gut sind vier Wörter, die nicht zusammengehören.',
    en: 'At least twelve characters. Four words that do not belong together are good.',
  },
  short: { de: 'Es sind noch keine zwölf Zeichen.', en: 'These are not yet twelve characters.' },
  differ: {
    de: 'Die beiden Eingaben sind nicht gleich. Bitte tippen Sie das Kennwort noch einmal.',
    en: 'The two entries differ. Please type the password once more.',
  },
  show: { de: 'Kennwörter anzeigen', en: 'Show passwords' },
  set: { de: 'Kennwort festlegen', en: 'Set password' },
  setting: { de: 'Kennwort wird gesetzt', en: 'Password is being set' },
  done: { de: 'Ihr Kennwort ist gesetzt', en: 'Your password is set' },
  doneWhat: (email: string) => ({
    de: `Sie sind noch nicht angemeldet. Bitte melden Sie sich jetzt mit ${email} an.`,
    en: `You are not signed in yet. Please sign in now with ${email}.`,
  }),
  noKey: { de: 'Dieser Link ist unvollständig', en: 'This link is incomplete' },
  noKeyWhat: {
    de: 'Der hintere Teil des Links fehlt. Bitte öffnen Sie ihn noch einmal aus der Mail, oder kopieren Sie ihn ganz.',
    en: 'The last part of the link is missing. Open it from the mail once more, or copy all of it.',
  },
};
