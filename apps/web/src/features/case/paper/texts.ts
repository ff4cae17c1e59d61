export const texts = {
  title: { de: 'Papierweg', en: 'On paper' },
  what: (unit: string) => ({
    de: `${unit} unterschreibt noch auf Papier. Drucken Sie Rechnung und Laufzettel und geben Sie beides dorthin; in Belegfluss wird hier nichts festgestellt oder angeordnet.`,
    en: `${unit} still signs on paper. Print the invoice and the cover sheet and pass both on; nothing is certified or ordered in Belegfluss here.`,
  }),
  print: { de: 'Laufzettel herunterladen (PDF)', en: 'Download cover sheet (PDF)' },
  sent: { de: 'Als versandt vermerken', en: 'Note as sent' },
  sentAgain: { de: 'Erneut als versandt vermerken', en: 'Note as sent again' },
  sending: { de: 'Wird vermerkt', en: 'Being noted' },
  sentAt: (when: string) => ({ de: `Versandt ${when}`, en: `Sent ${when}` }),
  notSent: { de: 'Noch nicht versandt', en: 'Not sent yet' },
  close: { de: 'Auf Papier erledigt …', en: 'Settled on paper …' },
  closeTitle: { de: 'Auf Papier erledigt', en: 'Settled on paper' },
  closeWhat: {
    de: 'Der Vorgang wird damit beendet und lässt sich nicht wieder öffnen. Er bleibt mit dem Original nachschlagbar.',
    en: 'This ends the case; it cannot be opened again. It stays to be looked up with its original.',
  },
  reason: {
    de: 'Wie erledigt, z. B. Nummer der Papieranordnung',
    en: 'How settled, such as the number of the paper order',
  },
  reasonMissing: { de: 'Bitte nennen Sie kurz, wie er erledigt wurde.', en: 'Please say briefly how it was settled.' },
  closeNow: { de: 'Vorgang beenden', en: 'End case' },
  closing: { de: 'Wird beendet', en: 'Being ended' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
};
