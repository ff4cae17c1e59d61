import { Decimal } from '@libs/money';
import { type Message } from '@libs/xrechnung';
import { type Blocked, reasons } from './blocked';
import { type BookingRow, bookingRows, type CaseRows, type OrderedCase } from './booking-rows';
import { type Change, changeOf } from './change';
import { cellProblems } from './field-rules';
import { headerProblems } from './header';
import { germanDay } from './iso-date';
import { type OpenItem, OpenItems } from './open-items';
import { type ClientSettings } from './settings';
import { cellsOf, fileBytes } from './write';

/** More than this DATEV does not read from one file. */
const MOST_ROWS = 99_999;

export type ExtfRequest = {
  readonly settings: ClientSettings;
  readonly cases: readonly OrderedCase[];
  /** JJJJMMTTHHMMSSFFF; part of the frozen batch, so that it can be written again with the same bytes */
  readonly createdAt: string;
  readonly designation: string;
  readonly batchNumber: string;
  /** Open items of earlier batches that still count. */
  readonly earlier?: readonly OpenItem[];
  /** Days, both included, inside the fiscal year; without it the first and last invoice date */
  readonly period?: { readonly from: string; readonly to: string };
};

/** Control totals (Abstimmsummen) of the rows in the file. */
export type Totals = {
  readonly cases: number;
  readonly rows: number;
  /** Sum of the rows with S */ readonly debit: Decimal;
  /** Sum of the rows with H */ readonly credit: Decimal;
  readonly byCurrency: readonly { readonly currency: string; readonly debit: Decimal; readonly credit: Decimal }[];
};

export type ExtfFile = {
  readonly kind: 'file';
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly rows: readonly BookingRow[];
  readonly totals: Totals;
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
};

/** No file: the settings do not fit the format, or no case is left to write. */
export type ExtfRefused = {
  readonly kind: 'refused';
  readonly problems: readonly Message[];
  readonly blocked: readonly Blocked[];
};

export type ExtfBatch = ExtfFile | ExtfRefused;

/** Writes ordered cases as a DATEV-Format Buchungsstapel. The same request gives the same bytes. */
export function extfBatch(request: ExtfRequest): ExtfBatch {
  const { settings } = request;
  const { rows, changes, blocked } = collect(request);
  const facts = { ...request, ...(request.period ?? spanOf(rows, settings)) };

  const problems = headerProblems(settings, facts);
  if (problems.length > 0) return { kind: 'refused', problems, blocked };
  if (rows.length === 0) return { kind: 'refused', problems: [nothingToWrite], blocked };

  return {
    kind: 'file',
    fileName: `EXTF_Buchungsstapel_${request.batchNumber.replace(/[^\w.-]+/g, '-')}.csv`,
    bytes: fileBytes(settings, facts, rows),
    rows,
    totals: totalsOf(rows, settings.currency),
    changes,
    blocked,
  };
}

type Collected = { readonly rows: BookingRow[]; readonly changes: Change[]; readonly blocked: Blocked[] };

/** Takes the cases in their order. A case that does not fit is held back; the others go on. */
function collect({ cases, settings, period, earlier = [] }: ExtfRequest): Collected {
  const made: CaseRows[] = [];
  const openItems = new OpenItems(earlier);
  let filled = 0;
  for (const one of cases) {
    const own = bookingRows(one, settings);
    const [first] = own.rows;
    if (!first) {
      made.push(own);
      continue;
    }

    const held = periodProblem(first, period) ?? fileProblem(own.rows, filled, settings);
    const rows = held ? undefined : openItems.claim(one, own.rows);
    if (!rows) {
      made.push({ rows: [], changes: [], blocked: [held ?? reasons.numberTaken(one.caseId, first.documentField1)] });
      continue;
    }
    filled += rows.length;
    const marked = rows[0]?.documentField1 ?? '';
    const changes = marked === first.documentField1 ? own.changes : changedNumber(one, marked, own.changes);
    made.push({ rows, changes, blocked: [] });
  }
  return {
    rows: made.flatMap(({ rows }) => rows),
    changes: made.flatMap(({ changes }) => changes),
    blocked: made.flatMap(({ blocked }) => blocked),
  };
}

const changedNumber = (one: OrderedCase, marked: string, changes: readonly Change[]): readonly Change[] => [
  ...changes.filter(({ field }) => field !== 'Belegfeld 1'),
  ...changeOf(one.caseId, 'Belegfeld 1', one.invoiceNumber, marked),
];

const periodProblem = ({ caseId, documentDate }: BookingRow, period: ExtfRequest['period']): Blocked | undefined =>
  period && (documentDate < period.from || documentDate > period.to)
    ? reasons.outsidePeriod(caseId, germanDay(documentDate))
    : undefined;

/** What the file as such does not take. */
function fileProblem(rows: readonly BookingRow[], filled: number, settings: ClientSettings): Blocked | undefined {
  const caseId = rows[0]?.caseId ?? '';
  if (filled + rows.length > MOST_ROWS) return reasons.batchFull(caseId, MOST_ROWS.toString());

  for (const row of rows) {
    const [wrong] = cellProblems(cellsOf(row, settings));
    if (wrong) return reasons.fieldRefused(caseId, `${wrong.column.name} „${wrong.cell}“`);
  }
  return undefined;
}

/** First and last invoice date; the fiscal year's first day where there is no row, so that the header can still be checked. */
function spanOf(rows: readonly BookingRow[], settings: ClientSettings): { from: string; to: string } {
  const dates = rows.map((row) => row.documentDate).sort();
  return { from: dates[0] ?? settings.fiscalYearStart, to: dates.at(-1) ?? settings.fiscalYearStart };
}

const nothingToWrite: Message = {
  de: 'Es gibt keinen Vorgang, der exportiert werden kann. Es wurde keine Datei geschrieben. Bitte sehen Sie nach, warum die angeordneten Vorgänge zurückgestellt sind.',
  en: 'There is no case that can be exported. No file was written. Please see why the ordered cases were held back.',
};

function totalsOf(rows: readonly BookingRow[], currency: string): Totals {
  const sum = (side: 'S' | 'H') => Decimal.sum(rows.filter((row) => row.side === side).map((row) => row.amount));
  const [debit, credit] = [sum('S'), sum('H')];
  const cases = new Set(rows.map((row) => row.caseId)).size;
  return { cases, rows: rows.length, debit, credit, byCurrency: [{ currency, debit, credit }] };
}
