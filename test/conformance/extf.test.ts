import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cellProblems,
  type ClientSettings,
  type CodingLine,
  columns,
  extfBatch,
  headerFields,
  type OrderedCase,
} from '@libs/booking';
import { Decimal } from '@libs/money';
import { decode } from 'iconv-lite';

/** Reads below the corpus; a missing corpus is a failure, never a silent skip. */
function corpus(...path: string[]): string {
  const root = process.env['BELEGFLUSS_CORPUS'];
  if (!root) throw new Error('BELEGFLUSS_CORPUS is not set: point it to the corpus folder.');
  return join(root, 'exports', ...path);
}

type Cell = { readonly text: string; readonly quoted: boolean };

const linesOf = (bytes: Uint8Array): string[] => decode(Buffer.from(bytes), 'windows-1252').trimEnd().split('\r\n');

const cells = (line: string): Cell[] =>
  [...line.matchAll(/(?:^|(?<=;))(?:"((?:[^"]|"")*)"|([^";]*))(?=;|$)/g)].map(([, text, plain]) => ({
    text: (text ?? plain ?? '').replaceAll('""', '"'),
    quoted: text !== undefined,
  }));

describe('the official sample of the Buchungsstapel', () => {
  const sample = () => linesOf(readFileSync(corpus('samples/datev-official/EXTF_Buchungsstapel.csv')));
  const rows = () => sample().slice(2).map(cells);

  test('has the headings of the column table', () => {
    expect(sample()[1]!.split(';')).toEqual(columns.map(({ name }) => name));
  });

  test('has a header that the header table takes', () => {
    const header = cells(sample()[0]!);
    expect(header.map(({ quoted }) => quoted)).toEqual(headerFields.map(({ quoted }) => quoted));
    expect(headerFields.filter(({ pattern }, index) => !pattern.test(header[index]!.text))).toEqual([]);
  });

  test('has 54 rows of 125 cells that fit their columns', () => {
    expect(rows()).toHaveLength(54);
    expect(rows().filter((row) => row.length !== 125)).toEqual([]);
    const wrong = rows().flatMap((row, index) =>
      cellProblems(row.map(({ text }) => text)).map(({ column, cell }) => `row ${index + 1}, ${column.no}: "${cell}"`),
    );
    // A sales row of the sample names the service date without the tax period; DATEV's words ask for both, and so do we.
    expect(wrong).toEqual(['row 44, 116: ""']);
  });

  test('quotes text and nothing else', () => {
    // The sample also writes some empty numbers as ""; we leave them bare, as its other rows do.
    const wrong = rows().flatMap((row, index) =>
      row.flatMap(({ quoted, text }, at) =>
        quoted === columns[at]!.quoted || text === '' ? [] : [`row ${index + 1}, ${columns[at]!.name}: ${text}`],
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the worked cases', () => {
  /** What needs the booking engine, which works out the coding by itself. */
  const later: Record<string, string> = {
    D03: 'one line is split over cost centres by largest remainder',
    D09: 'general reversal of an exported booking',
    D11: 'municipal chart: the case expects a journal, no EXTF rows',
    D12: 'municipal chart: the case expects a journal, no EXTF rows',
    D13: 'municipal chart: the case expects a journal, no EXTF rows',
    D14: 'final invoice with linked down payments',
    D15: 'municipal chart: the case expects a journal, no EXTF rows',
    D16: 'foreign currency with exchange rate',
  };

  type Case = {
    readonly id: string;
    readonly profile: { chart: string; accountLength: 4; fiscalYearStart: string };
    readonly invoice: {
      typeCode: string;
      issueDate: string;
      dueDate: string;
      currency: string;
      number: string;
      seller: { name: string; creditor: string };
      lines: { cat: string; rate: string; account: string; costCentre?: string }[];
      vat: { cat: string; rate: string; basis: string; tax: string }[];
      totals: { gross: string };
    };
    readonly expected: { extfRows?: Record<string, string>[] };
  };

  const files = readdirSync(corpus('cases')).filter((name) => name.endsWith('.json'));
  const cases = files.map((name) => JSON.parse(readFileSync(corpus('cases', name), 'utf8')) as Case);

  test('are all here, and each is compared or has its reason', () => {
    expect(cases.length).toBeGreaterThanOrEqual(16);
    for (const { id, expected } of cases) expect([id, Boolean(expected.extfRows) || id in later]).toEqual([id, true]);
  });

  test.each(cases.filter(({ id }) => !(id in later)).map((one) => [one.id, one] as const))(
    '%s gives its rows',
    (_id, one) => {
      const batch = extfBatch({
        settings: settingsOf(one),
        cases: [orderedCase(one)],
        createdAt: '20261121101112345',
        designation: 'Conformance',
        batchNumber: one.id,
      });
      if (batch.kind === 'refused') throw new Error(JSON.stringify(batch));

      const written = linesOf(batch.bytes).slice(2).map(cells);
      const rows = one.expected.extfRows!.map((expected, index) =>
        Object.fromEntries(Object.keys(expected).map((key) => [key, written[index]?.[place[key]! - 1]?.text])),
      );
      expect(written).toHaveLength(rows.length);
      expect(rows).toEqual(one.expected.extfRows);
    },
  );

  const place: Record<string, number> = {
    umsatz: 1,
    sh: 2,
    konto: 7,
    gegenkonto: 8,
    bu: 9,
    belegdatum: 10,
    belegfeld1: 11,
    kost1: 37,
    faelligkeit: 117,
  };

  const settingsOf = ({ profile }: Case): ClientSettings => ({
    adviser: '29098',
    client: '55003',
    fiscalYearStart: profile.fiscalYearStart,
    accountLength: profile.accountLength,
    chart: profile.chart,
    currency: 'EUR',
    formatVersion: 13,
    encoding: 'windows-1252',
    locked: false,
    dictation: 'BF',
    origin: 'BF',
    automaticAccounts: ['3400', '8400', '5400', '4400'],
  });

  const orderedCase = ({ id, invoice }: Case): OrderedCase => ({
    caseId: id,
    invoiceNumber: invoice.number,
    typeCode: invoice.typeCode,
    issueDate: invoice.issueDate,
    dueDate: invoice.dueDate,
    currency: invoice.currency,
    gross: Decimal.of(invoice.totals.gross),
    sellerName: invoice.seller.name,
    creditor: invoice.seller.creditor,
    coding: invoice.vat.map((group) => codingOf(group, invoice.lines)),
  });

  /** The coding as a clerk enters it: one line for each tax group, with the key of the client's table. */
  function codingOf(group: Case['invoice']['vat'][number], lines: Case['invoice']['lines']): CodingLine {
    const keys: Record<string, string> = { 'S 19': '9', 'S 7': '8', 'E 0': '', 'AE 0': '94', 'K 0': '19' };
    const same = lines.filter(({ cat, rate }) => cat === group.cat && rate === group.rate);
    if (same.length !== 1) throw new Error('A plain case has one line for each tax group.');
    const [{ account, costCentre }] = same as [(typeof same)[number]];
    return {
      account,
      amount: Decimal.of(group.basis).plus(Decimal.of(group.tax)),
      taxKey: keys[`${group.cat} ${group.rate}`]!,
      ...(costCentre !== undefined && { costCentre }),
    };
  }
});
