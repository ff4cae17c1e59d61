export const texts = {
  title: { de: 'Prüfspur', en: 'Audit trail' },
  caption: { de: 'Einträge der Prüfspur, neueste zuerst', en: 'Entries of the audit trail, newest first' },
  what: {
    de: 'Jeder Eintrag trägt den Fingerabdruck seines Vorgängers. Ob die Kette lückenlos ist, beweist der Befehl „audit verify“.',
    en: 'Every entry carries the fingerprint of the one before. Whether the chain is complete is proven by the command “audit verify”.',
  },
  loading: { de: 'Prüfspur wird geladen', en: 'Audit trail is loading' },
  more: { de: 'Ältere laden', en: 'Load older ones' },
  empty: { de: 'Noch gibt es keine Einträge.', en: 'There are no entries yet.' },
  seq: { de: 'Nr.', en: 'No.' },
  at: { de: 'Zeit', en: 'Time' },
  who: { de: 'Wer', en: 'Who' },
  kind: { de: 'Was', en: 'What' },
  subject: { de: 'Wozu', en: 'Subject' },
  hash: { de: 'Fingerabdruck', en: 'Fingerprint' },
  machine: { de: 'Belegfluss', en: 'Belegfluss' },
  erased: { de: 'Inhalt gelöscht, Fingerabdruck bleibt', en: 'Content erased, fingerprint stays' },
};
