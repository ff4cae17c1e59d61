import { encode } from 'iconv-lite';
import { type BookingRow } from './booking-rows';
import { columns, columnsOf } from './columns';
import { headerCells, type HeaderFacts, headerFields } from './header';
import { dayMonth, dayMonthYear, dayMonthYear2 } from './iso-date';
import { type ClientSettings } from './settings';

/** The cells of a row by column number, before quoting. */
export function cellsOf(row: BookingRow, settings: ClientSettings): readonly string[] {
  const filled: Readonly<Record<number, string>> = {
    1: row.amount.toFixed(2).replace('.', ','),
    2: row.side,
    7: row.account,
    8: row.contraAccount,
    9: row.taxKey,
    10: dayMonth(row.documentDate),
    11: row.documentField1,
    12: row.dueDate === undefined ? '' : dayMonthYear2(row.dueDate),
    14: row.text,
    20: row.link,
    37: row.costCentre,
    38: row.costObject,
    95: row.orderNumber,
    // a single 1, or an empty cell, would lock the whole batch
    114: settings.locked ? '1' : '0',
    115: row.service ? dayMonthYear(row.service.date) : '',
    116: row.service ? dayMonthYear(row.service.taxPeriod) : '',
    117: row.dueDate === undefined ? '' : dayMonthYear(row.dueDate),
  };
  return columnsOf(settings.formatVersion).map(({ no }) => filled[no] ?? '');
}

/** The whole file: header record, headings, one record for each row, each ended by CRLF. */
export function fileBytes(settings: ClientSettings, facts: HeaderFacts, rows: readonly BookingRow[]): Uint8Array {
  const text = [
    record(headerCells(settings, facts), headerFields),
    columnsOf(settings.formatVersion)
      .map(({ name }) => name)
      .join(';'),
    ...rows.map((row) => record(cellsOf(row, settings), columns)),
  ]
    .map((line) => `${line}\r\n`)
    .join('');
  return settings.encoding === 'utf-8-bom' ? new TextEncoder().encode(`\uFEFF${text}`) : encode(text, 'windows-1252');
}

/** Text is quoted, also when empty, with inner quotes doubled; nothing else is. */
const record = (cells: readonly string[], fields: readonly { readonly quoted: boolean }[]): string =>
  cells.map((cell, index) => (fields[index]?.quoted ? quote(cell) : cell)).join(';');

/** Most cells are empty: a full file has ten million of them. */
const quote = (cell: string): string => (cell === '' ? '""' : `"${cell.replaceAll('"', '""')}"`);
