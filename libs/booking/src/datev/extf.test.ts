import { createHash } from 'node:crypto';
import { Decimal } from '@libs/money';
import fc from 'fast-check';
import { decode } from 'iconv-lite';
import { type OrderedCase } from './booking-rows';
import { columns } from './columns';
import { extfBatch, type ExtfFile, type ExtfRequest } from './extf';
import { cellProblems } from './field-rules';
import { headerFields } from './header';
import { type ClientSettings } from './settings';

const settings: ClientSettings = {
  adviser: '29098',
  client: '55003',
  fiscalYearStart: '2026-01-01',
  accountLength: 4,
  chart: 'SKR04',
  currency: 'EUR',
  formatVersion: 13,
  encoding: 'windows-1252',
  locked: false,
  dictation: 'BF',
  origin: 'BF',
  automaticAccounts: ['5400', '4400'],
};

const aCase = (more: Partial<OrderedCase> = {}): OrderedCase => ({
  caseId: 'case-1',
  invoiceNumber: 'RE-2026-1001',
  typeCode: '380',
  issueDate: '2026-11-15',
  dueDate: '2026-12-15',
  currency: 'EUR',
  gross: Decimal.of('1190.00'),
  sellerName: 'Bürobedarf Özgür GmbH',
  creditor: '70001',
  coding: [{ account: '6815', amount: Decimal.of('1190.00'), taxKey: '9', costCentre: '100', text: 'Papier' }],
  ...more,
});

const request = (cases: readonly OrderedCase[], more: Partial<ExtfRequest> = {}): ExtfRequest => ({
  settings,
  cases,
  createdAt: '20261121101112345',
  designation: 'Belegfluss 2026-000001',
  batchNumber: '2026-000001',
  ...more,
});

function file(cases: readonly OrderedCase[], more: Partial<ExtfRequest> = {}): ExtfFile {
  const batch = extfBatch(request(cases, more));
  if (batch.kind === 'refused') throw new Error(JSON.stringify(batch));
  return batch;
}

const withSettings = (more: Partial<ClientSettings>) => ({ settings: { ...settings, ...more } });

/** Text of the file and its cells, unquoted; throws where quoting differs from the column table. */
function read(bytes: Uint8Array): { lines: string[]; rows: string[][] } {
  const text = decode(Buffer.from(bytes), 'windows-1252');
  expect(text.endsWith('\r\n')).toBe(true);
  const lines = text.slice(0, -2).split('\r\n');
  return { lines, rows: lines.slice(2).map((line) => cells(line)) };
}

const cells = (line: string): string[] => {
  const found = [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^";]*))/g)];
  expect(found.filter(([, text], index) => (text !== undefined) !== columns[index]!.quoted)).toEqual([]);
  return found.map(([, text, plain]) => (text ?? plain ?? '').replaceAll('""', '"'));
};

const codes = (one: Partial<OrderedCase>, more: Partial<ExtfRequest> = {}): string[] => {
  const batch = extfBatch(request([aCase(one), aCase({ caseId: 'other', invoiceNumber: 'OTHER' })], more));
  return batch.blocked.filter(({ caseId }) => caseId === 'case-1').map(({ code }) => code);
};

const coded = (amount: string, more: Partial<OrderedCase['coding'][number]> = {}): Partial<OrderedCase> => ({
  gross: Decimal.of(amount),
  coding: [{ account: '6815', amount: Decimal.of(amount), ...more }],
});

describe('the header', () => {
  test('equals the official one for its values', () => {
    const { bytes } = file([aCase({ issueDate: '2024-01-15', dueDate: '2024-02-14' })], {
      settings: {
        ...settings,
        fiscalYearStart: '2024-01-01',
        chart: 'SKR03',
        dictation: 'WD',
        origin: 'RE',
      },
      createdAt: '20240130140440439',
      period: { from: '2024-01-01', to: '2024-08-31' },
      designation: 'Buchungsstapel',
      batchNumber: '',
    });
    expect(read(bytes).lines[0]).toBe(
      '"EXTF";700;21;"Buchungsstapel";13;20240130140440439;;"RE";"";"";29098;55003;20240101;4;20240101;20240831;"Buchungsstapel";"WD";1;0;0;"EUR";;"";;;"03";;;"";""',
    );
  });

  test('has 31 fields, spans the invoice dates and carries the batch number', () => {
    const { bytes } = file([aCase(), aCase({ invoiceNumber: 'B', issueDate: '2026-10-01' })]);
    const fields = read(bytes).lines[0]!.split(';');
    expect(fields).toHaveLength(31);
    expect(headerFields).toHaveLength(31);
    expect([fields[14], fields[15], fields[20], fields[30]]).toEqual(['20261001', '20261115', '0', '"2026-000001"']);
  });

  test.each<[string, Partial<ExtfRequest>]>([
    ['an adviser number out of range', withSettings({ adviser: '1000' })],
    ['a client number out of range', withSettings({ client: '0' })],
    ['a designation with umlauts', { designation: 'Müll' }],
    ['a batch number that is too long', { batchNumber: 'x'.repeat(17) }],
    ['a creation time that is none', { createdAt: '20261321101112345' }],
    ['a fiscal year that begins on no day', withSettings({ fiscalYearStart: '2026-02-30' })],
    ['a period outside the fiscal year', { period: { from: '2026-01-01', to: '2027-01-01' } }],
    ['a period that ends before it begins', { period: { from: '2026-12-01', to: '2026-11-01' } }],
  ])('refuses %s', (_name, more) => {
    expect(extfBatch(request([aCase()], more))).toMatchObject({
      kind: 'refused',
      problems: [{ de: expect.stringContaining('Es wurde keine Datei geschrieben') }],
    });
  });
});

describe('a row', () => {
  test('is the official vendor pattern: creditor on H, the key acts on the expense', () => {
    const { lines, rows } = read(file([aCase()]).bytes);
    expect(lines[2]).toMatch(
      /^1190,00;"H";"";;;"";70001;6815;"9";1511;"RE-2026-1001";"151226";;"Bürobedarf Özgür GmbH, Papier";;/,
    );
    expect(rows[0]).toHaveLength(125);
    expect([rows[0]![36], rows[0]![113], rows[0]![116]]).toEqual(['100', '0', '15122026']);
  });

  test.each([
    ['380', '10.00', 'H'],
    ['380', '-10.00', 'S'],
    ['384', '-10.00', 'S'],
    ['381', '10.00', 'S'],
    ['381', '-10.00', 'H'],
    ['396', '10.00', 'S'],
  ])('type %s with %s stands on %s, above zero', (typeCode, amount, side) => {
    const [row] = read(file([aCase({ typeCode, ...coded(amount) })]).bytes).rows;
    expect(row!.slice(0, 2)).toEqual(['10,00', side]);
  });

  test('has service date and tax period only together', () => {
    const service = { date: '2026-11-10', taxPeriod: '2026-11-15' };
    const [row] = read(file([aCase({ service })]).bytes).rows;
    expect(row!.slice(114, 116)).toEqual(['10112026', '15112026']);
  });

  test('carries the lock of the header', () => {
    const { lines, rows } = read(file([aCase()], withSettings({ locked: true })).bytes);
    expect([lines[0]!.split(';')[20], rows[0]![113]]).toEqual(['1', '1']);
  });

  test('carries the document link with doubled quotes', () => {
    const { bytes } = file([aCase({ link: { store: 'BEDI', id: '019a-4711' }, orderNumber: 'B;4 "eilig"' })]);
    expect(decode(Buffer.from(bytes), 'windows-1252')).toContain(';"BEDI ""019a-4711""";');
    expect(read(bytes).rows[0]![94]).toBe('B;4 "eilig"');
  });

  test('of zero is left out, the others stay', () => {
    const coding = ['10.00', '0.00', '-4.00'].map((amount) => ({ account: '6815', amount: Decimal.of(amount) }));
    const { rows, totals } = file([aCase({ gross: Decimal.of('6.00'), coding })]);
    expect(rows.map(({ amount, side }) => `${amount} ${side}`)).toEqual(['10 H', '4 S']);
    expect(totals).toMatchObject({ cases: 1, rows: 2 });
    expect([totals.debit.toFixed(2), totals.credit.toFixed(2)]).toEqual(['4.00', '10.00']);
  });
});

describe('the file', () => {
  test('of version 12 has 124 columns', () => {
    const { lines, rows } = read(file([aCase()], withSettings({ formatVersion: 12 })).bytes);
    expect(lines[0]!.split(';')[4]).toBe('12');
    expect(lines[1]!.split(';')).toHaveLength(124);
    expect(rows[0]).toHaveLength(124);
  });

  test('can be UTF-8 with byte order mark', () => {
    const { bytes } = file([aCase({ sellerName: 'Παπαδόπουλος ΕΠΕ' })], withSettings({ encoding: 'utf-8-bom' }));
    expect([...bytes.slice(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x22]);
    expect(new TextDecoder('utf-8').decode(bytes)).toContain('"Παπαδόπουλος ΕΠΕ, Papier"');
  });

  test('is the same when it is written again', () => {
    const hash = () =>
      createHash('sha256')
        .update(file([aCase()]).bytes)
        .digest('hex');
    expect(hash()).toBe(hash());
    expect(file([aCase()]).fileName).toBe('EXTF_Buchungsstapel_2026-000001.csv');
  });

  test('is not written without a row', () => {
    expect(extfBatch(request([]))).toMatchObject({
      kind: 'refused',
      problems: [{ en: expect.stringContaining('no case') }],
    });
  });
});

describe('a case is held back with its reason', () => {
  test.each<[string, Partial<OrderedCase>]>([
    ['coding', { gross: Decimal.of('1190.01') }],
    ['coding', { coding: [], gross: Decimal.of('0') }],
    ['creditor-invalid', { creditor: '7001' }],
    ['creditor-invalid', { creditor: '700001' }],
    ['creditor-invalid', { creditor: 'K7001' }],
    ['creditor-missing', { creditor: ' ' }],
    ['account-invalid', coded('5.00', { account: '68150' })],
    ['account-invalid', coded('5.00', { account: '68x' })],
    ['account-invalid', coded('5.00', { account: '０' })],
    ['account-invalid', coded('5.00', { account: '0000' })],
    ['tax-key-invalid', coded('5.00', { taxKey: 'V9' })],
    ['tax-key-on-automatic-account', coded('5.00', { account: '5400', taxKey: '9' })],
    ['cost-field-invalid', coded('5.00', { costCentre: '11.111' })],
    ['cost-field-invalid', coded('5.00', { costObject: 'Straße' })],
    ['amount-zero', coded('0.00')],
    ['amount-too-large', coded('10000000000.00')],
    ['foreign-currency', { currency: 'CHF' }],
    ['partly-paid', { due: Decimal.of('0.01') }],
    ['number-missing', { invoiceNumber: ' ' }],
    ['number-taken', { invoiceNumber: 'OTHER-', caseId: 'case-1' }],
    ['date-invalid', { issueDate: '2026-02-30' }],
    ['date-invalid', { dueDate: '1999-12-31' }],
    ['outside-fiscal-year', { issueDate: '2025-12-31' }],
    ['outside-fiscal-year', { issueDate: '2027-01-01' }],
    ['text-not-representable', { sellerName: 'ООО Ромашка' }],
    ['link-invalid', { link: { store: 'BEDI', id: '"; x' } }],
  ])('%s %j', (code, one) => {
    if (code === 'number-taken') {
      const batch = extfBatch(request([aCase({ caseId: 'a' }), aCase({ caseId: 'b' })]));
      expect(batch.blocked).toMatchObject([{ caseId: 'b', code }]);
      return;
    }
    expect(codes(one)).toEqual([code]);
  });

  test('key 40 is welcome on an automatic account', () => {
    expect(codes(coded('5.00', { account: '5400', taxKey: '40' }))).toEqual([]);
  });

  test('outside the chosen period', () => {
    expect(codes({ issueDate: '2026-10-31' }, { period: { from: '2026-11-01', to: '2026-11-30' } })).toEqual([
      'outside-period',
    ]);
  });

  test('when the file is full', () => {
    const line = { account: '6815', amount: Decimal.of('0.01') };
    const full = (caseId: string, count: number) =>
      aCase({
        caseId,
        invoiceNumber: caseId,
        gross: Decimal.of('0.01').times(Decimal.of(`${count}`)),
        coding: Array.from({ length: count }, () => line),
      });
    const batch = file([full('big', 99_998), full('two', 2), full('one', 1)]);
    expect(batch.blocked).toMatchObject([{ caseId: 'two', code: 'batch-full' }]);
    expect(batch.totals.rows).toBe(99_999);
  });

  test('says cause, consequence and next step', () => {
    const [held] = extfBatch(request([aCase({ creditor: '' })])).blocked;
    expect(held!.message.de).toBe(
      'Für den Lieferanten „Bürobedarf Özgür GmbH“ ist kein Kreditorenkonto hinterlegt. Der Vorgang ist deshalb nicht in der Exportdatei. Bitte tragen Sie beim Lieferanten ein gültiges Kreditorenkonto ein.',
    );
  });
});

describe('changes are reported', () => {
  test('of the number, the order number and the text', () => {
    const { changes } = file([
      aCase({ invoiceNumber: 'RE 1', orderNumber: 'x'.repeat(31), sellerName: '=SUMME(A1)\n\u202eGmbH' }),
    ]);
    expect(changes.map(({ field, to }) => [field, to])).toEqual([
      ['Belegfeld 1', expect.stringMatching(/^RE-1-[0-9a-f]{6}$/)],
      ['Auftragsnummer', 'x'.repeat(30)],
      ['Buchungstext', 'SUMME(A1) GmbH, Papier'],
    ]);
  });

  test('but not where nothing changed', () => {
    expect(file([aCase()]).changes).toEqual([]);
  });
});

test('whatever the text, each cell fits its column, and the totals are those of the rows', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 80 });
  const arbitrary = fc.record({
    invoiceNumber: anyText,
    sellerName: anyText,
    orderNumber: anyText,
    typeCode: fc.constantFrom('380', '381'),
    cents: fc.array(fc.integer({ min: -100000, max: 100000 }), { minLength: 1, maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(arbitrary, { maxLength: 6 }), fc.constantFrom<12 | 13>(12, 13), (drawn, formatVersion) => {
      const cases = drawn.map(({ cents, ...one }, index) => {
        const coding = cents.map((cent) => ({
          account: '6815',
          amount: Decimal.of(`${cent}`).times(Decimal.of('0.01')),
          text: one.orderNumber,
        }));
        const gross = Decimal.sum(coding.map(({ amount }) => amount));
        return aCase({ ...one, caseId: `case-${index}`, coding, gross });
      });
      const batch = extfBatch(request(cases, withSettings({ formatVersion })));
      const seen = new Set([...batch.blocked.map(({ caseId }) => caseId)]);
      if (batch.kind === 'file') {
        const { rows } = read(batch.bytes);
        for (const row of rows) {
          expect(cellProblems(row)).toEqual([]);
          expect(row[13]).not.toMatch(/^[=+\-@]/);
        }
        const sum = (side: string) =>
          Decimal.sum(rows.filter((row) => row[1] === side).map((row) => Decimal.of(row[0]!.replace(',', '.'))));
        expect(sum('S').equals(batch.totals.debit) && sum('H').equals(batch.totals.credit)).toBe(true);
        batch.rows.forEach(({ caseId }) => seen.add(caseId));
      }
      expect(seen.size).toBe(cases.length); // written or held back, never lost
    }),
    { numRuns: 100 },
  );
});
