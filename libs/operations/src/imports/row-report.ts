import { type ImportCounts, type ImportRow, type Message } from '@libs/contracts';
import { type TableRow } from './read-table';
import { type Understood } from './cells';

/** What is found out about one row: what it would change, and what does not fit. */
export class RowReport<K extends string> {
  private readonly problems: { column: string; message: Message }[] = [];
  private readonly changes: Message[] = [];
  private isNew = false;
  name = '';

  constructor(private readonly row: TableRow<K>) {}

  wrong(key: K, message: Message): void {
    this.problems.push({ column: this.row.title(key), message });
  }

  /** The value of a cell; what was not understood is noted, and gives `otherwise`. */
  take<T>(key: K, understood: Understood<T>, otherwise: T): T {
    if ('value' in understood) return understood.value;
    this.wrong(key, understood.problem);
    return otherwise;
  }

  changed(message: Message): void {
    this.changes.push(message);
  }

  made(): void {
    this.isNew = true;
  }

  get isRight(): boolean {
    return this.problems.length === 0;
  }

  get result(): ImportRow {
    const { isRight, isNew, changes } = this;
    const state = !isRight ? 'wrong' : isNew ? 'new' : changes.length > 0 ? 'changed' : 'unchanged';
    return { line: this.row.line, state, name: this.name, changes, problems: this.problems };
  }
}

export function countsOf(rows: readonly ImportRow[]): ImportCounts {
  const count = (state: ImportRow['state']): number => rows.filter((row) => row.state === state).length;
  return { new: count('new'), changed: count('changed'), unchanged: count('unchanged'), wrong: count('wrong') };
}
