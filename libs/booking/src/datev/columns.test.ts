import { columns, columnsOf, filledTogether } from './columns';
import { cellProblems } from './field-rules';

test('there are 125 columns, 124 in version 12, at their places', () => {
  expect(columns).toHaveLength(125);
  expect(columnsOf(12).at(-1)).toMatchObject({ no: 124, name: 'EU-Steuersatz (Ursprung)' });
  const at = (no: number) => columns[no - 1]!.name;
  expect([21, 36, 37, 48, 49, 87, 88, 90, 95, 114, 116, 118, 125].map(at)).toEqual([
    'Beleginfo - Art 1',
    'Beleginfo - Inhalt 8',
    'KOST1 - Kostenstelle',
    'Zusatzinformation - Art 1',
    'Zusatzinformation- Inhalt 1',
    'Zusatzinformation- Inhalt 20',
    'Stück',
    'Zahlweise',
    'Auftragsnummer',
    'Festschreibung',
    'Datum Zuord. Steuerperiode',
    'Generalumkehr (GU)',
    'Abw. Skontokonto',
  ]);
});

const row = (filled: Record<number, string>): string[] => columns.map(({ no }) => filled[no] ?? '');
const sound = { 1: '10,00', 2: 'H', 7: '70001', 8: '6815', 10: '0102' };
const problems = (filled: Record<number, string>) =>
  cellProblems(row({ ...sound, ...filled })).map(({ column }) => column.no);

test('a sound row has no problem; an empty one lacks what is required', () => {
  expect(problems({})).toEqual([]);
  expect(cellProblems(row({})).map(({ column }) => column.no)).toEqual([1, 2, 7, 8, 10]);
});

test.each<[number, string]>([
  [1, '0,00'],
  [1, '-1,00'],
  [1, '1.00'],
  [1, '12345678901,00'],
  [1, '1,0'],
  [2, 'D'],
  [7, '0000'],
  [7, '7000a'],
  [9, '12345'],
  [10, '3013'],
  [10, '102'],
  [11, 'RE 1'],
  [11, 'ü'],
  [4, '0,000000'],
  [14, 'x'.repeat(61)],
  [14, 'a\nb'],
  [37, 'Straße'],
  [93, '31121999'],
  [114, '2'],
  [118, 'x'],
])('column %i does not take %j', (no, cell) => {
  expect(problems({ [no]: cell })).toEqual([no]);
});

test.each(filledTogether)('columns %i and %i come together', (one, other) => {
  const cell = one === 5 ? '1,00' : one === 115 ? '01022026' : 'x';
  expect(problems({ [one]: cell })).toEqual([other]);
});
