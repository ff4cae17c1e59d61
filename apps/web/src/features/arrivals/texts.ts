export const texts = {
  title: { de: 'Eingang', en: 'Intake' },
  uploading: { de: 'Hochladen', en: 'Upload' },
  drop: { de: 'Dateien hier ablegen oder mit Strg V einfügen.', en: 'Drop files here or paste them with Ctrl V.' },
  dropNow: { de: 'Jetzt loslassen.', en: 'Release now.' },
  kinds: {
    de: 'XRechnung (XML), ZUGFeRD oder PDF, bis 50\u00a0MB',
    en: 'XRechnung (XML), ZUGFeRD or PDF, up to 50\u00a0MB',
  },
  choose: { de: 'Dateien wählen', en: 'Choose files' },
  progress: (done: number, all: number) => ({
    de: done === all ? `${all} gesendet` : `${done} von ${all} gesendet, Sie können weiterarbeiten`,
    en: done === all ? `${all} sent` : `${done} of ${all} sent, you can go on working`,
  }),
  sending: (percent: number) => ({ de: `Wird gesendet, ${percent} %`, en: `Sending, ${percent} %` }),
  queued: { de: 'Wartet auf die anderen', en: 'Waits for the others' },
  offline: {
    de: 'Keine Verbindung. Die Datei wird von selbst erneut gesendet.',
    en: 'No connection. The file will be sent again by itself.',
  },
  retry: { de: 'Erneut senden', en: 'Send again' },
  reading: { de: 'Wird gelesen', en: 'Being read' },
  readingWhat: { de: 'Das Original ist sicher abgelegt.', en: 'The original is stored safely.' },
  delayed: { de: 'Verzögert', en: 'Delayed' },
  delayedWhat: {
    de: 'Das Lesen dauert länger als gewöhnlich und geht von selbst weiter. Das Original ist sicher abgelegt.',
    en: 'Reading takes longer than usual and goes on by itself. The original is stored safely.',
  },
  filed: { de: 'Abgelegt', en: 'Filed' },
  duplicate: { de: 'Schon da', en: 'Already here' },
  rejected: { de: 'Nicht angenommen', en: 'Not accepted' },
  clarify: { de: 'In Klärung', en: 'To be clarified' },
  failed: { de: 'Nicht gesendet', en: 'Not sent' },
  invoice: (number: string) => ({ de: `Rechnung ${number}`, en: `Invoice ${number}` }),
  creditNote: (number: string) => ({ de: `Gutschrift ${number}`, en: `Credit note ${number}` }),
  noInvoice: { de: 'Keine E-Rechnung gelesen', en: 'No e-invoice read' },
  message: (count: number) => ({
    de: count === 1 ? 'Nachricht mit 1 Beleg' : `Nachricht mit ${count} Belegen`,
    en: count === 1 ? 'Message with 1 document' : `Message with ${count} documents`,
  }),
  toCase: (number: string) => ({ de: `Vorgang ${number}`, en: `Case ${number}` }),
  recent: { de: 'Zuletzt eingegangen', en: 'Received recently' },
  recentEmpty: {
    de: 'Noch ist nichts eingegangen. Rechnungen kommen per E-Mail, über den Ordner oder hier durch Ablegen von Dateien.',
    en: 'Nothing has arrived yet. Invoices come by e-mail, through the folder or here by dropping files.',
  },
  loading: { de: 'Eingänge werden geladen', en: 'Arrivals are loading' },
  more: { de: 'Ältere laden', en: 'Load older ones' },
  caption: { de: 'Eingänge, die neuesten zuerst', en: 'Arrivals, newest first' },
  number: { de: 'Eingang', en: 'Arrival' },
  file: { de: 'Datei', en: 'File' },
  understood: { de: 'Verstanden als', en: 'Understood as' },
  amount: { de: 'Betrag', en: 'Amount' },
  outcome: { de: 'Ergebnis', en: 'Result' },
};

export const channels = {
  upload: { de: 'hochgeladen', en: 'uploaded' },
  mail: { de: 'E-Mail', en: 'e-mail' },
  folder: { de: 'Ordner', en: 'folder' },
};

export const documentKinds = {
  xml: { de: 'XML-Rechnung', en: 'XML invoice' },
  'hybrid-pdf': { de: 'ZUGFeRD', en: 'ZUGFeRD' },
  'plain-pdf': { de: 'PDF ohne E-Rechnung', en: 'PDF without e-invoice' },
  image: { de: 'Bild', en: 'Picture' },
  other: { de: 'Andere Datei', en: 'Other file' },
};
