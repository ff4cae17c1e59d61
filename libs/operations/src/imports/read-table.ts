import { MAX_IMPORT_ROWS, type Message } from '@libs/contracts';
import { type CsvFault, parseCsv } from '@libs/intake';
import { Refused } from '../refusal';

/** A column by what it means, and the words under which a file may have it. */
export type Column<K extends string> = {
  readonly key: K;
  readonly names: readonly string[];
  readonly required?: true;
};

export type TableRow<K extends string> = {
  readonly line: number;
  /** Undefined: the file has no such column. */
  readonly cell: (key: K) => string | undefined;
  /** The name of the column as the file writes it. */
  readonly title: (key: K) => string;
};

export type Table<K extends string> = { readonly rows: readonly TableRow<K>[]; readonly ignored: readonly string[] };

const LIMITS = { rows: MAX_IMPORT_ROWS + 1, columns: 40, cell: 500 };

/** Case, blanks, dots, hyphens and stars are not what a column is called by. */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The rows below the head row, by what their columns mean; refused where that is not certain. */
export function readTable<K extends string>(csv: string, columns: readonly Column<K>[]): Table<K> {
  const read = parseCsv(csv, LIMITS);
  if (read.kind === 'fault') throw unreadable(read.fault, read.line);
  const [head, ...body] = read.rows;
  if (!head || body.length === 0) throw unreadable('empty', 1);

  const places = new Map<K, number>();
  const ignored: string[] = [];
  head.cells.forEach((title, at) => {
    const column = columns.find(({ names }) => names.some((name) => plain(name) === plain(title)));
    if (!column) {
      if (title !== '') ignored.push(title);
      return;
    }
    if (places.has(column.key)) throw columnTwice(title);
    places.set(column.key, at);
  });
  const missing = columns.filter(({ key, required }) => required && !places.has(key));
  if (missing.length > 0) throw columnsMissing(missing.map(({ names }) => names[0] ?? ''));

  const titleOf = (key: K): string => head.cells[places.get(key) ?? -1] ?? key;
  return {
    ignored,
    rows: body.map(({ line, cells }) => ({
      line,
      title: titleOf,
      cell: (key) => {
        const at = places.get(key);
        return at === undefined ? undefined : (cells[at] ?? '');
      },
    })),
  };
}

const words: Record<CsvFault, Message> = {
  empty: { de: 'Die Datei hat keine Zeilen unter der Kopfzeile', en: 'The file has no rows below its head row' },
  'quote-open': { de: 'Ein Anführungszeichen wird nicht geschlossen', en: 'A quotation mark is not closed' },
  'quote-misplaced': {
    de: 'Nach einem schließenden Anführungszeichen steht noch Text',
    en: 'There is text after a closing quotation mark',
  },
  'too-many-rows': {
    de: `Die Datei hat mehr als ${MAX_IMPORT_ROWS} Zeilen`,
    en: `The file has more than ${MAX_IMPORT_ROWS} rows`,
  },
  'too-many-columns': { de: 'Die Datei hat mehr als 40 Spalten', en: 'The file has more than 40 columns' },
  'cell-too-long': { de: 'Eine Zelle ist länger als 500 Zeichen', en: 'A cell is longer than 500 characters' },
};

const unreadable = (fault: CsvFault, line: number): Refused =>
  new Refused(
    'invalid',
    'import-unreadable',
    {
      de: `${words[fault].de} (Zeile ${line}). Es wurde nichts übernommen. Bitte berichtigen Sie die Datei oder speichern Sie sie aus der Tabellenkalkulation neu als CSV.`,
      en: `${words[fault].en} (line ${line}). Nothing was taken over. Correct the file, or store it from the spreadsheet as CSV again.`,
    },
    { fault, line },
  );

const columnTwice = (title: string): Refused =>
  new Refused('invalid', 'import-column-twice', {
    de: `Die Spalte „${title}“ steht zweimal in der Kopfzeile. Es wurde nichts übernommen. Bitte lassen Sie eine davon weg.`,
    en: `The column "${title}" stands twice in the head row. Nothing was taken over. Leave one of them out.`,
  });

const columnsMissing = (names: readonly string[]): Refused =>
  new Refused('invalid', 'import-columns-missing', {
    de: `In der Kopfzeile fehlt: ${names.join(', ')}. Es wurde nichts übernommen. Bitte ergänzen Sie die Spalte; die erste Zeile der Datei nennt die Spalten.`,
    en: `The head row lacks: ${names.join(', ')}. Nothing was taken over. Add the column; the first line of the file names the columns.`,
  });
