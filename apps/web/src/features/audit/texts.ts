import type { Message } from '@libs/contracts';

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
  toCase: { de: 'Vorgang ansehen', en: 'See case' },
  hash: { de: 'Fingerabdruck', en: 'Fingerprint' },
  machine: { de: 'Belegfluss', en: 'Belegfluss' },
  erased: { de: 'Inhalt gelöscht, Fingerabdruck bleibt', en: 'Content erased, fingerprint stays' },
};

/** The kinds of entries in words; one that is not known here is shown by its technical name. */
const kinds: Readonly<Record<string, Message>> = {
  'entity-made': { de: 'Mandant angelegt', en: 'Entity made' },
  'signed-in': { de: 'Angemeldet', en: 'Signed in' },
  'arrival-received': { de: 'Beleg eingegangen', en: 'Document received' },
  'mail-opened': { de: 'E-Mail geöffnet', en: 'Mail opened' },
  'case-read': { de: 'E-Rechnung gelesen', en: 'E-invoice read' },
  'case-unreadable': { de: 'Beleg unlesbar', en: 'Document unreadable' },
  'case-checked': { de: 'Rechnung geprüft', en: 'Invoice checked' },
  'case-doubtful': { de: 'Rechnung zweifelhaft', en: 'Invoice doubtful' },
  'case-parked': { de: 'In die Klärung gelegt', en: 'Put on the clarify shelf' },
  'case-assigned': { de: 'Stelle zugeordnet', en: 'Unit assigned' },
  'case-coded': { de: 'Kontiert', en: 'Coded' },
  'case-certified': { de: 'Bestätigt', en: 'Certified' },
  'case-ordered': { de: 'Angeordnet', en: 'Ordered' },
  'case-objected': { de: 'Abgelehnt', en: 'Declined' },
  'case-returned': { de: 'Zurückgegeben', en: 'Returned' },
  'case-released': { de: 'Übernommen', en: 'Accepted' },
  'case-exported': { de: 'Übergeben', en: 'Handed over' },
  'case-acknowledged': { de: 'Gebucht', en: 'Booked' },
  'case-refused': { de: 'Von der Buchhaltung zurückgewiesen', en: 'Refused by the accounts' },
  'original-damaged': { de: 'Original im Archiv beschädigt', en: 'Original damaged in the archive' },
  'original-restored': { de: 'Original im Archiv wieder unversehrt', en: 'Original in the archive sound again' },
  'batch-frozen': { de: 'Stapel eingefroren', en: 'Batch frozen' },
  'batch-acknowledged': { de: 'Stapel quittiert', en: 'Batch acknowledged' },
};

export const kindName = (kind: string): Message => kinds[kind] ?? { de: kind, en: kind };
