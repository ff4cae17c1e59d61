import type { CaseView, Message } from '@libs/contracts';

export const texts = {
  waiting: { de: 'Was auf uns wartet', en: 'What waits for us' },
  upload: { de: 'Dateien hochladen', en: 'Upload files' },
  caption: { de: 'Rechnungen, die dringendste zuerst', en: 'Invoices, the most urgent first' },
  why: { de: 'Warum jetzt', en: 'Why now' },
  supplier: { de: 'Lieferant, Rechnung', en: 'Supplier, invoice' },
  amount: { de: 'Betrag', en: 'Amount' },
  unit: { de: 'Stelle', en: 'Unit' },
  status: { de: 'Stand', en: 'Status' },
  paperList: { de: 'Papierliste (CSV)', en: 'Paper list (CSV)' },
  paperSent: (when: string) => ({ de: `versandt ${when}`, en: `sent ${when}` }),
  paperToPrint: { de: 'zu drucken', en: 'to be printed' },
  delayed: { de: 'Verzögert', en: 'Delayed' },
  late: (count: number, since: Message) => ({
    de: `${count === 1 ? 'Ein Beleg wartet' : `${count} Belege warten`} länger als üblich darauf, gelesen zu werden, ${count === 1 ? '' : 'der älteste '}seit ${since.de}.`,
    en: `${count === 1 ? 'One document has' : `${count} documents have`} waited longer than usual to be read, ${count === 1 ? '' : 'the oldest '}since ${since.en}.`,
  }),
  shut: (kind: 'folder' | 'mailbox', waiting: number, since: Message) => {
    const what =
      kind === 'folder' ? { one: 'Datei', many: 'Dateien', en: 'file' } : { one: 'Mail', many: 'Mails', en: 'mail' };
    const lies =
      waiting === 1 ? `; eine ${what.one} liegt dort` : waiting > 1 ? `; ${waiting} ${what.many} liegen dort` : '';
    const thereEn = waiting === 0 ? '' : `; ${waiting} ${what.en}${waiting === 1 ? ' lies' : 's lie'} there`;
    return {
      de: `${kind === 'folder' ? 'Der Eingangsordner' : 'Das Postfach'} wird seit ${since.de} nicht geleert${lies}.`,
      en: `The ${kind === 'folder' ? 'hot folder' : 'mailbox'} has not been emptied since ${since.en}${thereEn}.`,
    };
  },
  lateWhat: {
    de: 'Nichts ist verloren, es geht von selbst weiter. Dauert es an, geben Sie bitte der Systembetreuung Bescheid.',
    en: 'Nothing is lost and it goes on by itself. If it lasts, tell your system support.',
  },
  lateWhere: { de: 'Zum Eingang', en: 'See what arrived' },
  noSeller: { de: 'Lieferant noch unbekannt', en: 'Supplier not yet known' },
  loading: { de: 'Rechnungen werden geladen', en: 'Invoices are loading' },
  more: { de: 'Weitere laden', en: 'Load more' },
  shown: (shown: number, total: number | undefined) => {
    const part = total === undefined || total === shown ? `${shown}` : `${shown} von ${total}`;
    return {
      de: `${part} ${part === '1' ? 'Vorgang' : 'Vorgänge'}`,
      en: `${part.replace('von', 'of')} ${part === '1' ? 'case' : 'cases'}`,
    };
  },
  found: (q: string) => ({ de: `Gefunden zu „${q}“`, en: `Found for “${q}”` }),
  dropSearch: { de: 'Suche beenden', en: 'End search' },
  nothingFound: (q: string) => ({ de: `Nichts gefunden zu „${q}“.`, en: `Nothing found for “${q}”.` }),
  nothingFoundWhat: {
    de: 'Gesucht wird in Lieferant, Rechnungsnummer, Vorgangsnummer und Betrag. Ein Stück davon genügt, zum Beispiel „2291“ oder „6188“.',
    en: 'The search looks at supplier, invoice number, case number and amount. A fragment is enough, for example “2291” or “6188”.',
  },
  creditNote: { de: 'Gutschrift', en: 'Credit note' },
  received: (day: string) => ({ de: `Eingang ${day}`, en: `received ${day}` }),
  move: { de: 'bewegen', en: 'move' },
  open: { de: 'öffnen', en: 'open' },
  uploadKey: { de: 'hochladen', en: 'upload' },
  find: { de: 'suchen', en: 'search' },
  waitingCount: (count: number) => ({
    de: count === 1 ? '1 Rechnung wartet auf uns' : `${count} Rechnungen warten auf uns`,
    en: count === 1 ? '1 invoice waits for us' : `${count} invoices wait for us`,
  }),
  uploadMore: { de: 'Rechnungen hochladen', en: 'Upload invoices' },
  uploadMoreWhat: { de: 'XML, ZUGFeRD-PDF oder PDF', en: 'XML, ZUGFeRD PDF or PDF' },
  allCases: { de: 'Alle Vorgänge ansehen', en: 'See all cases' },
  allCasesWhat: { de: 'auch erledigte und übergebene', en: 'including finished and handed over ones' },
  go: { de: 'Öffnen', en: 'Open' },
};

/** An empty view says what it is for. */
const empty: Partial<Record<CaseView, { readonly title: Message; readonly what: Message }>> = {
  mine: {
    title: { de: 'Nichts wartet auf Sie.', en: 'Nothing waits for you.' },
    what: {
      de: 'Hier stehen alle Rechnungen, bei denen der nächste Schritt bei Ihnen oder Ihrer Stelle liegt, die dringendste zuerst.',
      en: 'Here you find all invoices whose next step lies with you or your unit, the most urgent first.',
    },
  },
  assign: {
    title: { de: 'Jede Rechnung hat eine Stelle.', en: 'Every invoice has a unit.' },
    what: {
      de: 'Hier stehen Rechnungen, deren Leitweg-ID keine Stelle nennt. Sie wählen die Stelle, danach wird kontiert.',
      en: 'Here you find invoices whose Leitweg-ID names no unit. You choose the unit, then the invoice is coded.',
    },
  },
  paper: {
    title: { de: 'Nichts ist auf Papier.', en: 'Nothing is on paper.' },
    what: {
      de: 'Hier stehen Rechnungen von Stellen, die noch nicht in Belegfluss arbeiten. Sie drucken sie mit einem Laufzettel und geben sie dorthin.',
      en: 'Here you find invoices of units that do not work in Belegfluss yet. You print them with a cover sheet and pass them on.',
    },
  },
  code: {
    title: { de: 'Alles ist kontiert.', en: 'Everything is coded.' },
    what: {
      de: 'Hier stehen Rechnungen, denen Sachkonto und Haushaltsstelle fehlen. Die Zeilen müssen zusammen den Bruttobetrag ergeben.',
      en: 'Here you find invoices that lack account and budget line. The lines must add up to the gross amount.',
    },
  },
  certify: {
    title: { de: 'Nichts ist zu bestätigen.', en: 'Nothing is to be certified.' },
    what: {
      de: 'Hier stehen kontierte Rechnungen, denen die sachliche oder rechnerische Feststellung fehlt.',
      en: 'Here you find coded invoices that lack the factual or arithmetical certificate.',
    },
  },
  order: {
    title: { de: 'Nichts ist anzuordnen.', en: 'Nothing is to be ordered.' },
    what: {
      de: 'Hier stehen Rechnungen, die sachlich und rechnerisch bestätigt sind und auf die Anordnung warten.',
      en: 'Here you find invoices that are certified and wait for the payment order.',
    },
  },
  clarify: {
    title: { de: 'Nichts ist zu klären.', en: 'Nothing is to be clarified.' },
    what: {
      de: 'Hier liegt, was nicht von selbst weiterläuft: Unlesbares, Zweifelhaftes, Abgelehntes, immer mit Grund.',
      en: 'Here lies what does not move on by itself: unreadable, doubtful, declined, always with its reason.',
    },
  },
  export: {
    title: { de: 'Nichts ist zu übergeben.', en: 'Nothing is to be handed over.' },
    what: {
      de: 'Hier stehen angeordnete Rechnungen, die noch in keinem Stapel an die Buchhaltung sind.',
      en: 'Here you find ordered invoices that are not yet part of a batch.',
    },
  },
};
const emptyElse = {
  title: { de: 'Hier ist nichts.', en: 'There is nothing here.' },
  what: {
    de: 'Sobald ein Vorgang diesen Stand erreicht, erscheint er hier von selbst.',
    en: 'As soon as a case reaches this stage it appears here by itself.',
  },
};
export const emptyOf = (view: CaseView) => empty[view] ?? emptyElse;
