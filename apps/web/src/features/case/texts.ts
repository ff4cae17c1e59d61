export const texts = {
  loading: { de: 'Vorgang wird geladen', en: 'Case is loading' },
  data: { de: 'Vorgang', en: 'Case' },
  position: (at: number, of: number) => ({ de: `${at} von ${of}`, en: `${at} of ${of}` }),
  previous: { de: 'Vorige Rechnung', en: 'Previous invoice' },
  next: { de: 'Nächste Rechnung', en: 'Next invoice' },
  back: { de: 'Was auf uns wartet', en: 'What waits for us' },
  noSeller: { de: 'Lieferant noch unbekannt', en: 'Supplier not yet known' },
  from: (number: string, day: string) => ({ de: `${number} vom ${day}`, en: `${number} of ${day}` }),
  caseNumber: (number: string) => ({ de: `Vorgang ${number}`, en: `Case ${number}` }),
  sections: { de: 'Abschnitte', en: 'Sections' },
  checks: { de: 'Prüfung', en: 'Checks' },
  coding: { de: 'Kontierung', en: 'Coding' },
  signatures: { de: 'Unterschriften', en: 'Signatures' },
  timeline: { de: 'Verlauf', en: 'History' },
  attachments: { de: 'Unterlagen', en: 'Documents' },
  due: { de: 'Fällig', en: 'Due' },
  dueNet: { de: 'Ohne Abzug fällig', en: 'Due net' },
  noDue: { de: 'keine Angabe', en: 'not stated' },
  received: { de: 'Eingegangen', en: 'Received' },
  skonto: (percent: string) => ({ de: `Skonto ${percent}\u00a0%`, en: `Discount ${percent}\u00a0%` }),
  until: (day: string) => ({ de: `bis ${day}`, en: `until ${day}` }),
  payment: { de: 'Zahlweg', en: 'Payment' },
  noPayment: { de: 'nicht angegeben', en: 'not stated' },
  directDebit: { de: 'wird eingezogen, nicht überweisen', en: 'is collected, do not transfer' },
  showDocument: { de: 'Rechnung ansehen', en: 'View invoice' },
  hideDocument: { de: 'Rechnung ausblenden', en: 'Hide invoice' },
  stale: {
    de: 'Jemand anderes hat diesen Vorgang gerade geändert. Sie sehen jetzt den neuen Stand; was Sie getippt haben, ist noch da. Bitte prüfen Sie beides und speichern Sie erneut.',
    en: 'Somebody else has just changed this case. You now see the new state; what you typed is still there. Please check both and save again.',
  },
  arrival: (number: string) => ({ de: `Eingang ${number}`, en: `Arrival ${number}` }),
  embedded: { de: 'liegt in der Rechnungsdatei', en: 'lies in the invoice file' },
  linked: { de: 'Verweis des Lieferanten, wird nicht geöffnet', en: 'link by the supplier, not opened' },
  download: (name: string) => ({ de: `${name} herunterladen`, en: `Download ${name}` }),
  exported: (batch: string) => ({ de: `Übergeben mit Stapel ${batch}`, en: `Handed over with batch ${batch}` }),
};

export const checkTexts = {
  notChecked: {
    de: 'Nicht geprüft. Der Beleg konnte nicht gelesen werden oder die Prüfung steht noch aus.',
    en: 'Not checked. The document could not be read or the check is still to come.',
  },
  fine: { de: 'Keine Auffälligkeit', en: 'Nothing conspicuous' },
  rules: (count: number, names: string) => ({
    de: `${count} Regeln geprüft (${names})`,
    en: `${count} rules checked (${names})`,
  }),
  unjudged: (count: number) => ({
    de: count === 1 ? '1 Regel konnte nicht geprüft werden' : `${count} Regeln konnten nicht geprüft werden`,
    en: count === 1 ? '1 rule could not be judged' : `${count} rules could not be judged`,
  }),
  more: (count: number) => ({
    de: count === 1 ? 'Ein weiterer Hinweis' : `${count} weitere Hinweise`,
    en: count === 1 ? 'One more finding' : `${count} more findings`,
  }),
  fatal: { de: 'Fehler', en: 'Error' },
  warning: { de: 'Warnung', en: 'Warning' },
  information: { de: 'Hinweis', en: 'Note' },
};

export const assignTexts = {
  title: { de: 'Wer bearbeitet die Rechnung?', en: 'Who handles the invoice?' },
  unit: { de: 'Zuständige Stelle', en: 'Responsible unit' },
  placeholder: { de: 'Nummer oder Name', en: 'Number or name' },
  none: { de: 'Keine Stelle passt dazu.', en: 'No unit fits.' },
  assign: { de: 'Zuordnen', en: 'Assign' },
  change: { de: 'Andere Stelle …', en: 'Other unit …' },
  why: {
    de: 'Die Rechnung nennt keine Leitweg-ID, die zu einer Stelle gehört.',
    en: 'The invoice names no Leitweg-ID that belongs to a unit.',
  },
  choose: { de: 'Bitte wählen Sie zuerst eine Stelle.', en: 'Please choose a unit first.' },
};
