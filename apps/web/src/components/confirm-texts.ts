export const texts = {
  title: { de: 'Sind Sie es noch?', en: 'Is it still you?' },
  what: {
    de: 'Ihre Anmeldung liegt länger zurück. Bestätigen Sie kurz, dass Sie es sind; danach geht es an dieser Stelle weiter.',
    en: 'You signed in some time ago. Confirm briefly that it is you; then it goes on at this place.',
  },
  loading: { de: 'Ihre Anmeldewege werden geladen', en: 'Your ways of signing in are loading' },
  password: { de: 'Ihr Kennwort', en: 'Your password' },
  code: { de: 'Code aus Ihrer App', en: 'Code of your app' },
  useCode: { de: 'Lieber mit dem Code der App', en: 'Rather with the code of the app' },
  usePassword: { de: 'Lieber mit dem Kennwort', en: 'Rather with the password' },
  passkey: { de: 'Mit Passkey bestätigen', en: 'Confirm with a passkey' },
  provider: (name: string) => ({ de: `Bei ${name} bestätigen`, en: `Confirm at ${name}` }),
  confirm: { de: 'Ich bin es', en: 'It is me' },
  busy: { de: 'Wird geprüft', en: 'Being checked' },
  missing: { de: 'Bitte füllen Sie das Feld aus.', en: 'Please fill in the field.' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
};
