/**
 * The 125 columns of the DATEV-Format Buchungsstapel, format version 13; version 12 lacks the last one. Facts of the DATEV developer
 * portal, with the three places where the official sample is wider than the official expressions: amount without decimals,
 * rate below one, tax key of fewer than four digits.
 */
export type Column = {
  readonly no: number;
  /** Heading, exact, including odd blanks and hyphens. */
  readonly name: string;
  readonly type: 'text' | 'amount' | 'number' | 'account' | 'date';
  /** Text is always quoted, also when empty; nothing else ever is. */
  readonly quoted: boolean;
  readonly length: number;
  readonly required: boolean;
  /** What a filled cell looks like, before quoting. */
  readonly pattern: RegExp;
};

type Entry = Omit<Column, 'no'>;

const text = (name: string, length: number, pattern = new RegExp(`^[^\\p{Cc}]{0,${length}}$`, 'u')): Entry => ({
  name,
  type: 'text',
  quoted: true,
  length,
  required: false,
  pattern,
});
const plain = (name: string, type: Entry['type'], length: number, pattern: RegExp): Entry => ({
  name,
  type,
  quoted: false,
  length,
  required: false,
  pattern,
});
const required = (entry: Entry): Entry => ({ ...entry, required: true });
const amount = (name: string, length: number, pattern = new RegExp(`^\\d{1,${length}}(,\\d{2})?$`)): Entry =>
  plain(name, 'amount', length, pattern);
const number = (name: string, length: number, pattern = new RegExp(`^\\d{1,${length}}$`)): Entry =>
  plain(name, 'number', length, pattern);
const rate = (name: string): Entry => plain(name, 'number', 2, /^\d{1,2}(,\d{1,2})?$/);
const account = (name: string, length: number): Entry =>
  plain(name, 'account', length, new RegExp(`^(?!0+$)\\d{1,${length}}$`));
/** An account whose zero means empty. */
const optionalAccount = (name: string, length: number): Entry =>
  plain(name, 'account', length, new RegExp(`^\\d{1,${length}}$`));
const date = (name: string): Entry => plain(name, 'date', 8, /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])20\d{2}$/);
const flag = (name: string): Entry => number(name, 1, /^[01]$/);
const pairs = (count: number, type: string, content: string): Entry[] =>
  Array.from({ length: count }, (_, index) => [
    text(`${type} ${index + 1}`, 20),
    text(`${content} ${index + 1}`, 210),
  ]).flat();

const documentMark = (length: number): RegExp => new RegExp(`^[A-Za-z0-9_$&%*+\\-/]{0,${length}}$`);
const word = (length: number): RegExp => new RegExp(`^\\w{0,${length}}$`);
const cost = /^[\w ]{0,36}$/;
const currency = /^[A-Z]{3}$/;
const country = /^[A-Z]{2}$/;
const fact = /^(?!0+$)\d{1,3}$/;

const entries: readonly Entry[] = [
  required(amount('Umsatz (ohne Soll/Haben-Kz)', 10, /^(?!0+(,0+)?$)\d{1,10}(,\d{2})?$/)),
  required(text('Soll/Haben-Kennzeichen', 1, /^[SH]$/)),
  text('WKZ Umsatz', 3, currency),
  number('Kurs', 5, /^(0|[1-9]\d{0,3}),(?!0+$)\d{2,6}$|^[1-9]\d{0,3},\d{2,6}$/),
  amount('Basis-Umsatz', 10, /^\d{1,10},\d{2}$/),
  text('WKZ Basis-Umsatz', 3, currency),
  required(account('Konto', 9)),
  required(account('Gegenkonto (ohne BU-Schlüssel)', 9)),
  text('BU-Schlüssel', 4, /^\d{1,4}$/),
  required(plain('Belegdatum', 'date', 4, /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])$/)),
  text('Belegfeld 1', 36, documentMark(36)),
  text('Belegfeld 2', 12, documentMark(12)),
  amount('Skonto', 8, /^[1-9]\d{0,7},\d{2}$|^0,(0[1-9]|[1-9]\d)$/),
  text('Buchungstext', 60),
  flag('Postensperre'),
  text('Diverse Adressnummer', 9, word(9)),
  number('Geschäftspartnerbank', 3),
  number('Sachverhalt', 2, /^(31|40)$/),
  flag('Zinssperre'),
  text('Beleglink', 210),
  ...pairs(8, 'Beleginfo - Art', 'Beleginfo - Inhalt'),
  text('KOST1 - Kostenstelle', 36, cost),
  text('KOST2 - Kostenstelle', 36, cost),
  number('Kost-Menge', 12, /^\d{1,12}(,\d{1,4})?$/),
  text('EU-Land u. UStID (Bestimmung)', 15),
  rate('EU-Steuersatz (Bestimmung)'),
  text('Abw. Versteuerungsart', 1, /^[IKPS]$/),
  number('Sachverhalt L+L', 3, fact),
  number('Funktionsergänzung L+L', 3, fact),
  number('BU 49 Hauptfunktionstyp', 1),
  number('BU 49 Hauptfunktionsnummer', 2),
  number('BU 49 Funktionsergänzung', 3),
  ...pairs(20, 'Zusatzinformation - Art', 'Zusatzinformation- Inhalt'),
  number('Stück', 8),
  amount('Gewicht', 8),
  number('Zahlweise', 2, /^[123]$/),
  text('Forderungsart', 10, word(10)),
  number('Veranlagungsjahr', 4, /^20\d{2}$/),
  date('Zugeordnete Fälligkeit'),
  number('Skontotyp', 1, /^[12]$/),
  text('Auftragsnummer', 30),
  text('Buchungstyp', 2, /^(AA|AG|AV|SR|SU|SG|SO)$/),
  number('USt-Schlüssel (Anzahlungen)', 4),
  text('EU-Land (Anzahlungen)', 2, country),
  number('Sachverhalt L+L (Anzahlungen)', 3, fact),
  rate('EU-Steuersatz (Anzahlungen)'),
  optionalAccount('Erlöskonto (Anzahlungen)', 9),
  text('Herkunft-Kz', 2, country),
  text('Buchungs GUID', 36),
  date('KOST-Datum'),
  text('SEPA-Mandatsreferenz', 35),
  flag('Skontosperre'),
  text('Gesellschaftername', 76),
  number('Beteiligtennummer', 4, /^\d{4}$/),
  text('Identifikationsnummer', 11),
  text('Zeichnernummer', 20),
  date('Postensperre bis'),
  text('Bezeichnung SoBil-Sachverhalt', 30),
  flag('Kennzeichen SoBil-Buchung'),
  flag('Festschreibung'),
  date('Leistungsdatum'),
  date('Datum Zuord. Steuerperiode'),
  date('Fälligkeit'),
  text('Generalumkehr (GU)', 1, /^[01]$/),
  rate('Steuersatz'),
  text('Land', 2, country),
  text('Abrechnungsreferenz', 50),
  number('BVV-Position', 1, /^[1-5]$/),
  text('EU-Land u. UStID (Ursprung)', 15),
  rate('EU-Steuersatz (Ursprung)'),
  optionalAccount('Abw. Skontokonto', 8),
];

export const columns: readonly Column[] = entries.map((entry, index) => ({ no: index + 1, ...entry }));

/** Columns that are filled together or not at all: base amount, service and tax period date, the information pairs. */
export const filledTogether: readonly (readonly [number, number])[] = [
  [5, 6],
  [115, 116],
  ...Array.from({ length: 8 }, (_, index) => [21 + 2 * index, 22 + 2 * index] as const),
  ...Array.from({ length: 20 }, (_, index) => [48 + 2 * index, 49 + 2 * index] as const),
];

/** The columns of a format version. */
export const columnsOf = (formatVersion: 12 | 13): readonly Column[] =>
  formatVersion === 13 ? columns : columns.slice(0, 124);
