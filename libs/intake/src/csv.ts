/** A row of a table with the line of the file on which it begins. Cells are text and nothing else, whatever they look like. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

export type CsvFault =
  'empty' | 'quote-open' | 'quote-misplaced' | 'too-many-rows' | 'too-many-columns' | 'cell-too-long';

export type Csv =
  | { readonly kind: 'table'; readonly rows: readonly CsvRow[] }
  | { readonly kind: 'fault'; readonly fault: CsvFault; readonly line: number };

export type CsvLimits = { readonly rows: number; readonly columns: number; readonly cell: number };

const DELIMITERS = [';', ',', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];

class Broken extends Error {
  constructor(
    readonly fault: CsvFault,
    readonly line: number,
  ) {
    super(fault);
  }
}

/**
 * Reads RFC 4180 as Excel and others write it: `;`, `,` or tab, any line ends, a byte order mark, a first line `sep=;`, cells kept as text by
 * `="0050"`. Empty rows are left out. A text that cannot be read for certain is a fault, never a guess.
 */
export function parseCsv(text: string, limits: CsvLimits): Csv {
  try {
    const rows = read(text, limits);
    return rows.length === 0 ? { kind: 'fault', fault: 'empty', line: 1 } : { kind: 'table', rows };
  } catch (error) {
    if (error instanceof Broken) return { kind: 'fault', fault: error.fault, line: error.line };
    throw error;
  }
}

/** Whether a spreadsheet would run this cell instead of showing it, also in its full-width form. */
export const looksLikeFormula = (cell: string): boolean => /^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r]/u.test(cell);

function read(whole: string, limits: CsvLimits): CsvRow[] {
  const marked = whole.replace(/^\uFEFF/, '');
  const named = /^sep=([;,\t])(?:\r\n|\r|\n)/i.exec(marked);
  const text = named ? marked.slice(named[0].length) : marked;
  const delimiter = DELIMITERS.find((one) => one === named?.[1]) ?? delimiterOf(text);

  const rows: CsvRow[] = [];
  let [at, line] = [0, named ? 2 : 1];
  while (at < text.length) {
    const row = readRow(text, at, line, delimiter, limits);
    if (row.cells.some((cell) => cell !== '')) rows.push({ line, cells: row.cells });
    if (rows.length > limits.rows) throw new Broken('too-many-rows', line);
    at = row.end;
    line = row.line;
  }
  return rows;
}

/** The one that the first line has most of, outside of quotes. */
function delimiterOf(text: string): Delimiter {
  const first = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 10_000))?.[0] ?? '';
  const bare = first.replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((one) => ({ one, count: bare.split(one).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one;
}

type Read = { readonly end: number; readonly line: number };

function readRow(
  text: string,
  start: number,
  startLine: number,
  delimiter: Delimiter,
  limits: CsvLimits,
): Read & { readonly cells: string[] } {
  const cells: string[] = [];
  let [at, line] = [start, startLine];
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at, line, delimiter) : readBare(text, at, line, delimiter);
    if (cell.value.length > limits.cell) throw new Broken('cell-too-long', line);
    cells.push(asText(cell.value));
    if (cells.length > limits.columns) throw new Broken('too-many-columns', line);
    line = cell.line;
    at = cell.end;
    if (text[at] === delimiter) at += 1;
    else break;
  }
  if (at < text.length) {
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
  }
  return { cells, end: at, line };
}

const ends = (sign: string | undefined, delimiter: Delimiter): boolean =>
  sign === undefined || sign === delimiter || sign === '\r' || sign === '\n';

function readBare(text: string, start: number, line: number, delimiter: Delimiter): Read & { readonly value: string } {
  let at = start;
  while (!ends(text[at], delimiter)) at += 1;
  return { value: text.slice(start, at), end: at, line };
}

function readQuoted(
  text: string,
  start: number,
  startLine: number,
  delimiter: Delimiter,
): Read & { readonly value: string } {
  let close = start;
  do {
    close = text.indexOf('"', close + 1);
    if (close < 0) throw new Broken('quote-open', startLine);
    if (text[close + 1] !== '"') break;
    close += 1;
  } while (close < text.length);
  const inside = text.slice(start + 1, close);
  const line = startLine + (inside.match(/\r\n|\r|\n/g)?.length ?? 0);
  // a blank between the quote and what follows changes nothing; a word would be lost
  const rest = /^[ \u00a0]*/.exec(text.slice(close + 1, close + 50))?.[0].length ?? 0;
  const end = close + 1 + rest;
  if (!ends(text[end], delimiter)) throw new Broken('quote-misplaced', line);
  return { value: inside.replaceAll('""', '"'), end, line };
}

/** `="0050"` is how a spreadsheet is told to keep a text as it is. */
const asText = (cell: string): string =>
  (/^\s*="((?:[^"]|"")*)"\s*$/.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell).trim();
