import { type Message } from '@libs/xrechnung';
import { compact, germanDay, inFiscalYear, isDay } from './iso-date';
import { chartDigits, type ClientSettings } from './settings';

/** What the header record says beside the client's settings. */
export type HeaderFacts = {
  /** JJJJMMTTHHMMSSFFF, given by the caller: it is part of the frozen batch */ readonly createdAt: string;
  readonly from: string;
  readonly to: string;
  /** Bezeichnung */ readonly designation: string;
  /** Anwendungsinformation: the number of our batch */ readonly batchNumber: string;
};

export type HeaderField = { readonly name: string; readonly quoted: boolean; readonly pattern: RegExp };

const day = /^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
const empty = /^$/;
const field = (name: string, pattern: RegExp): HeaderField => ({ name, quoted: false, pattern });
const quoted = (name: string, pattern: RegExp): HeaderField => ({ name, quoted: true, pattern });

/** The 31 fields of the header record, version 700. */
export const headerFields: readonly HeaderField[] = [
  quoted('Kennzeichen', /^EXTF$/),
  field('Versionsnummer', /^700$/),
  field('Formatkategorie', /^21$/),
  quoted('Formatname', /^Buchungsstapel$/),
  field('Formatversion', /^1[23]$/),
  field('Erzeugt am', /^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d\d{3}$/),
  field('Importiert', empty),
  quoted('Herkunft', /^\w{0,2}$/),
  quoted('Exportiert von', /^[\w ]{0,25}$/),
  quoted('Importiert von', empty),
  field('Beraternummer', /^(100[1-9]|10[1-9]\d|1[1-9]\d{2}|[2-9]\d{3}|[1-9]\d{4,6})$/),
  field('Mandantennummer', /^[1-9]\d{0,4}$/),
  field('WJ-Beginn', day),
  field('Sachkontenlänge', /^[4-8]$/),
  field('Datum von', day),
  field('Datum bis', day),
  quoted('Bezeichnung', /^[\w.\-/ ]{0,30}$/),
  quoted('Diktatkürzel', /^([A-Z]{2})?$/),
  field('Buchungstyp', /^1$/),
  field('Rechnungslegungszweck', /^0$/),
  // empty would lock as well
  field('Festschreibung', /^[01]$/),
  quoted('WKZ', /^[A-Z]{3}$/),
  field('reserviert', empty),
  quoted('Derivatskennzeichen', empty),
  field('reserviert', empty),
  field('reserviert', empty),
  quoted('Sachkontenrahmen', /^(\d{2})?$/),
  field('ID der Branchenlösung', empty),
  field('reserviert', empty),
  quoted('reserviert', empty),
  quoted('Anwendungsinformation', /^[^"\p{Cc}]{0,16}$/u),
];

/** The header cells, in the order of `headerFields`. */
export const headerCells = (settings: ClientSettings, facts: HeaderFacts): readonly string[] => [
  'EXTF',
  '700',
  '21',
  'Buchungsstapel',
  `${settings.formatVersion}`,
  facts.createdAt,
  '',
  settings.origin,
  '',
  '',
  settings.adviser,
  settings.client,
  compact(settings.fiscalYearStart),
  `${settings.accountLength}`,
  compact(facts.from),
  compact(facts.to),
  facts.designation,
  settings.dictation,
  '1',
  '0',
  settings.locked ? '1' : '0',
  settings.currency,
  '',
  '',
  '',
  '',
  chartDigits(settings.chart),
  '',
  '',
  '',
  facts.batchNumber,
];

/** What keeps a header from being written: a field that does not fit, or a period outside the fiscal year. */
export function headerProblems(settings: ClientSettings, facts: HeaderFacts): readonly Message[] {
  const cells = headerCells(settings, facts);
  const wrong = headerFields.flatMap(({ name, pattern }, index) => {
    const cell = cells[index] ?? '';
    return pattern.test(cell) ? [] : [headerProblem(name, cell)];
  });
  if (wrong.length > 0) return wrong;

  const days = [settings.fiscalYearStart, facts.from, facts.to];
  const sound = days.every(isDay) && facts.from <= facts.to;
  return sound && days.every((day) => inFiscalYear(day, settings.fiscalYearStart))
    ? []
    : [headerProblem('Datum von / bis', `${germanDay(facts.from)} – ${germanDay(facts.to)}`)];
}

const headerProblem = (name: string, value: string): Message => ({
  de: `Der Wert „${value}“ passt nicht in das Feld „${name}“ des DATEV-Vorlaufs. Es wurde keine Datei geschrieben. Bitte berichtigen Sie die Exporteinstellungen des Mandanten.`,
  en: `The value "${value}" does not fit the field "${name}" of the DATEV header. No file was written. Please correct the client's export settings.`,
});
