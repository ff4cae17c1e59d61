import { type Column, columns, filledTogether } from './columns';

/** A cell that the format does not take. */
export type CellProblem = { readonly column: Column; readonly cell: string };

/**
 * Holds the cells of one row (before quoting) against the column table. The writer asks before it lets a row out, so that a file
 * which DATEV would refuse is never made.
 */
export function cellProblems(cells: readonly string[]): readonly CellProblem[] {
  const wrong = columns
    .slice(0, cells.length)
    .filter((column) => !takes(column, cells[column.no - 1] ?? ''))
    .map((column) => ({ column, cell: cells[column.no - 1] ?? '' }));
  return [...wrong, ...halfPairs(cells)];
}

const takes = (column: Column, cell: string): boolean => (cell === '' ? !column.required : column.pattern.test(cell));

function halfPairs(cells: readonly string[]): readonly CellProblem[] {
  return filledTogether.flatMap(([one, other]) => {
    const [first = '', second = ''] = [cells[one - 1], cells[other - 1]];
    if ((first === '') === (second === '')) return [];
    const column = columns[(first === '' ? one : other) - 1];
    return column ? [{ column, cell: '' }] : [];
  });
}
