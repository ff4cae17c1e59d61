import * as fc from 'fast-check';
import { looksLikeFormula, parseCsv } from './csv';

const limits = { rows: 100, columns: 12, cell: 200 };
const cells = (text: string) => {
  const csv = parseCsv(text, limits);
  return csv.kind === 'table' ? csv.rows.map((row) => row.cells) : csv;
};

test.each([
  ['semicolons', 'Name;E-Mail\r\nAydın;a@x.example\r\n'],
  ['commas', 'Name,E-Mail\nAydın,a@x.example\n'],
  ['tabs', 'Name\tE-Mail\nAydın\ta@x.example'],
  ['old line ends', 'Name;E-Mail\rAydın;a@x.example\r'],
  ['a byte order mark', '\uFEFFName;E-Mail\nAydın;a@x.example'],
  ['quotes', '"Name";"E-Mail"\n"Aydın";"a@x.example"'],
  ['a named separator', 'sep=;\r\nName;E-Mail\r\nAydın;a@x.example'],
  ['empty rows and blanks', '\n;\n Name ; E-Mail \n\n;;\nAydın;a@x.example\n;\n'],
])('%s are read', (_, text) => {
  expect(cells(text)).toEqual([
    ['Name', 'E-Mail'],
    ['Aydın', 'a@x.example'],
  ]);
});

test('what is quoted may hold delimiters, quotes and line ends; the line of a row is where it begins', () => {
  const csv = parseCsv('a;b\n"x;y\r\nz";"er sagte ""nein"""\nc;d', limits);
  expect(csv).toEqual({
    kind: 'table',
    rows: [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x;y\r\nz', 'er sagte "nein"'] },
      { line: 4, cells: ['c', 'd'] },
    ],
  });
});

test('a decimal comma does not make commas the separator', () => {
  expect(cells('Nummer;Betrag, netto\n1;2,5')).toEqual([
    ['Nummer', 'Betrag, netto'],
    ['1', '2,5'],
  ]);
});

test('a text that a spreadsheet was told to keep is that text', () => {
  expect(cells('n;m\n="0050";"=""007"""')).toEqual([
    ['n', 'm'],
    ['0050', '007'],
  ]);
});

test.each([
  ['', 'empty', 1],
  ['\n;;\n', 'empty', 1],
  ['a;b\n"offen;c\nd', 'quote-open', 2],
  ['a;b\n"x"y;c', 'quote-misplaced', 2],
  ['a\n'.repeat(101), 'too-many-rows', 101],
  [`a${';x'.repeat(12)}`, 'too-many-columns', 1],
  [`a;b\n${'x'.repeat(201)};c`, 'cell-too-long', 2],
])('%j is a fault: %s in line %d', (text, fault, line) => {
  expect(cells(text)).toEqual({ kind: 'fault', fault, line });
});

test.each(['=1+1', '+49', '-1', '@SUM(A1)', '\tx', ' =1', '＝1', '\u200b=1', "=cmd|' /C calc'!A0"])(
  '%j would be run by a spreadsheet',
  (cell) => expect(looksLikeFormula(cell)).toBe(true),
);
test.each(['Aydın', 'a=b', '40', '', 'rechnung@x.example'])('%j would be shown', (cell) =>
  expect(looksLikeFormula(cell)).toBe(false),
);

test('whatever is written is read back, and time grows with the length alone', () => {
  const cell = fc
    .string({ maxLength: 20 })
    .map((text) => text.trim())
    .filter((text) => !text.startsWith('='));
  fc.assert(
    fc.property(
      fc.constantFrom(';', ',', '\t'),
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
      (delimiter, rows) => {
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');
        const filled = rows.filter((row) => row.some((one) => one !== ''));
        expect(cells(text)).toEqual(filled.length > 0 ? filled : { kind: 'fault', fault: 'empty', line: 1 });
      },
    ),
  );
  const started = performance.now();
  for (const text of [
    '"'.repeat(900_000),
    '""'.repeat(450_000),
    ';'.repeat(900_000),
    `"${' '.repeat(900_000)}`,
    '=" '.repeat(300_000),
  ])
    parseCsv(text, limits);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('any text is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ';', ',', '\n', '\r', 'a', ' ', '=', '\uFEFF') }), (text) => {
      expect(['table', 'fault']).toContain(parseCsv(text, limits).kind);
    }),
  );
});
