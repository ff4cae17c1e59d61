export const texts = {
  title: { de: 'Mandant', en: 'Entity' },
  what: {
    de: 'Was für den ganzen Mandanten gilt. Jede Änderung steht mit Ihrem Namen und Grund in der Prüfspur.',
    en: 'What holds for the whole entity. Each change stands in the audit trail with your name and reason.',
  },
  name: { de: 'Name', en: 'Name' },
  nameHint: {
    de: 'Steht über der Navigation und auf dem, was unterschrieben wird.',
    en: 'Stands above the navigation and on what is signed.',
  },
  nameMissing: { de: 'Bitte geben Sie den Namen an.', en: 'Please give the name.' },
  addresses: { de: 'E-Mail-Adressen für Rechnungen', en: 'E-mail addresses for invoices' },
  addressesHint: {
    de: 'Eine Adresse je Zeile. Was dort ankommt, gehört diesem Mandanten; ohne Adresse kommt keine E-Mail mehr an.',
    en: 'One address a line. What arrives there belongs to this entity; without an address no mail arrives.',
  },
  fresh: {
    de: 'Erneut anmelden vor dem Unterschreiben, nach Minuten',
    en: 'Sign in again before signing, after minutes',
  },
  freshHint: {
    de: 'Leer: die Anmeldung zu Beginn der Sitzung genügt. 1 bis 720.',
    en: 'Empty: signing in at the beginning of the session is enough. 1 to 720.',
  },
  freshWrong: {
    de: 'Bitte eine Zahl von 1 bis 720 angeben oder leer lassen.',
    en: 'Please give a number from 1 to 720, or leave it empty.',
  },
  save: { de: 'Änderung speichern …', en: 'Store change …' },
  saveTitle: { de: 'Mandanten ändern', en: 'Change the entity' },
  saveNow: { de: 'Änderung speichern', en: 'Store change' },
  saved: { de: 'Gespeichert. Es gilt ab sofort.', en: 'Stored. It holds from now on.' },
  unchanged: { de: 'Nichts geändert', en: 'Nothing changed' },
};
