import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a cell of docs/access.md may say. */
export const verdicts = ['401', 'ja', 'nein', '–', 'Siegel'] as const;
export type Verdict = (typeof verdicts)[number];

export type Row = {
  /** "get /cases/{id}" */
  readonly door: string;
  /** Number of the unit that the case of this row lies with. */
  readonly unit: string | undefined;
  readonly cells: ReadonlyMap<string, Verdict>;
};

const isVerdict = (text: string): text is Verdict => verdicts.some((one) => one === text);
const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

type Table = { readonly roles: readonly string[]; readonly rows: readonly Row[] };

/** The doors of docs/access.md. Whoever changes the table changes what is tested. */
export const accessTable = (): Table => table(0);

/** What reaches a person without a door that names it: events, search, the audit trail. */
export const senseTable = (): Table => table(1);

function table(place: number): Table {
  const text = readFileSync(join(process.cwd(), 'docs/access.md'), 'utf8');
  const [, lines = ''] = [...text.matchAll(/((?:^\|.*\n)+)/gm)][place] ?? [];
  const [head = '', , ...body] = lines.trimEnd().split('\n');
  const [, ...roles] = cellsOf(head);
  const rows = body.map((line): Row => {
    const [first = '', ...cells] = cellsOf(line);
    const [door = '', unit] = first.split(', Stelle ');
    const wrong = cells.filter((cell) => !isVerdict(cell));
    if (wrong.length > 0 || cells.length !== roles.length)
      throw new Error(`docs/access.md: ${first} says ${cells.join(' ')}`);
    return { door, unit, cells: new Map(roles.map((role, at) => [role, cells[at] as Verdict])) };
  });
  return { roles, rows };
}
