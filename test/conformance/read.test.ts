import { fromRecord, type Invoice, profileOf, readInvoice, type Reading, toRecord } from '@libs/xrechnung';
import { corpusFile, corpusJson, corpusLines, differences, goldenTermsOf, type Terms, termsOf } from './corpus';

type Sample = {
  file: string;
  kind: 'xml' | 'pdf';
  wellFormed?: boolean;
  syntax?: string | null;
  profile?: string | null;
  xsdValid?: boolean | null;
  terms?: Terms | null;
};

type Own = { file: string; syntax: string; goldenTerms: Terms };

type Mutant = {
  id: string;
  wellFormed: boolean;
  doctype?: boolean;
  xsdValid: boolean | null;
  syntax: string | null;
  mutation: { op: string; desc: string };
  xml?: string;
  xmlBase64?: string;
};

const syntaxes: Readonly<Record<string, string>> = {
  'UBL-Invoice': 'ubl-invoice',
  'UBL-CreditNote': 'ubl-creditnote',
  CII: 'cii',
};

const samples = (corpusJson('einvoice', 'expected.json') as Sample[]).filter(({ kind }) => kind === 'xml');
const own = corpusJson('einvoice', 'own', 'expected.json') as Own[];

const isSupported = ({ syntax }: { syntax?: string | null }): boolean =>
  syntax !== null && syntax !== undefined && syntax in syntaxes;

/** Supported documents that are refused all the same, and why. */
const refused: Readonly<Record<string, string>> = {
  'xml/mustang/library__src__test__resources__line-total-4-decimals.xml':
    'fails its schema: two URIID for one electronic address (BT-49); which one counts cannot be told',
};

/** Terms that are read otherwise than the list of the corpus has them, and why. */
const otherwise: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'xml/xrechnung-testsuite/test__technical-cases__cius__01.02_comprehensive_test_uncefact.xml': {
    ibans: 'the list leaves out ProprietaryID, which is BT-84 as well where the account is no IBAN',
  },
  'xml/en16931/test__testfiles__ubl-tc434-test-1.xml': {
    'BT-48': 'stands under the tax scheme VA; BT-48 is the registration under VAT',
  },
};

/** Golden terms that the file states otherwise, and why. */
const goldenOtherwise: readonly (readonly [file: RegExp, term: string, reason: string])[] = [
  [
    /^xml\/oos\./,
    'vat',
    'the model has no rate for category O, the files write the 0 that the schemas of both syntaxes allow',
  ],
];

const read = (...path: string[]): Reading => readInvoice(corpusFile('einvoice', ...path));

function invoiceOf(reading: Reading): Invoice {
  if (reading.kind === 'unreadable') throw new Error(`${reading.reason}: ${reading.message.en}`);
  return reading.invoice;
}

describe('published samples', () => {
  const supported = samples.filter(isSupported);

  test.each(supported.filter(({ file }) => !(file in refused)))('$file', ({ file, syntax, profile, terms }) => {
    const invoice = invoiceOf(read(file));
    expect(invoice.syntax).toBe(syntaxes[syntax ?? '']);
    expect(profileOf(invoice)).toBe(profile);
    const known = Object.keys(otherwise[file] ?? {});
    const found = differences(termsOf(invoice), terms ?? {});
    expect(found.map((one) => one.split(':')[0]).filter((term) => !known.includes(term ?? ''))).toEqual([]);
    expect(known.filter((term) => !found.some((one) => one.startsWith(`${term}:`)))).toEqual([]);
  });

  test('every one of them comes back from its stored form as it was read', () => {
    for (const { file } of supported.filter((sample) => !(sample.file in refused))) {
      const invoice = invoiceOf(read(file));
      expect(fromRecord(JSON.parse(JSON.stringify(toRecord(invoice))))).toStrictEqual(invoice);
    }
  });

  test.each(supported.filter(({ file }) => file in refused))(
    '$file is refused, and fails its schema too',
    ({ file, xsdValid }) => {
      expect(read(file)).toMatchObject({ kind: 'unreadable', reason: 'xml-schema', wellFormed: true });
      expect(xsdValid).toBe(false);
    },
  );

  test.each(samples.filter((sample) => !isSupported(sample)))('$file is called by its name', ({ file, syntax }) => {
    const reading = read(file);
    expect(reading).toMatchObject({ kind: 'unreadable', reason: 'unknown-syntax', wellFormed: true });
    if (syntax === 'ZUGFeRD-1.0')
      expect(reading).toMatchObject({ message: { de: expect.stringContaining('ZUGFeRD 1.0') } });
  });

  test('the lists of exceptions name files of the corpus', () => {
    const files = samples.map(({ file }) => file);
    expect([...Object.keys(refused), ...Object.keys(otherwise)].filter((file) => !files.includes(file))).toEqual([]);
  });
});

describe('synthetic invoices', () => {
  test.each(own)('$file', ({ file, syntax, goldenTerms }) => {
    const invoice = invoiceOf(read('own', file));
    expect(invoice.syntax).toBe(syntaxes[syntax]);
    const all = goldenTermsOf(invoice);
    const compared = Object.fromEntries(Object.keys(goldenTerms).map((term) => [term, all[term]]));
    const known = goldenOtherwise.filter(([files]) => files.test(file)).map(([, term]) => term);
    expect(differences(compared, goldenTerms).map((one) => one.split(':')[0])).toEqual(known);
  });
});

describe('mutants', () => {
  const mutants = corpusLines<Mutant>('einvoice', 'mutants.jsonl.gz');
  const bytesOf = ({ xml, xmlBase64 }: Mutant): Uint8Array =>
    xmlBase64 === undefined ? new TextEncoder().encode(xml) : Buffer.from(xmlBase64, 'base64');
  const outcomes = mutants.map((mutant) => ({ ...mutant, reading: readInvoice(bytesOf(mutant)) }));
  const described = (some: typeof outcomes): string[] =>
    some.map(
      ({ id, mutation, reading }) =>
        `${id} ${mutation.op} ${mutation.desc}: ${'reason' in reading ? reading.reason : 'read'}`,
    );

  /** Valid by its schema, but without one truth: the schema of CII lets amounts repeat. */
  const contradicting = ['d-00473'];

  test('every supported document that is valid by its schema is read', () => {
    const valid = outcomes.filter((one) => isSupported(one) && one.xsdValid === true);
    expect(valid.length).toBeGreaterThan(3000);
    const unread = valid.filter(({ reading }) => reading.kind === 'unreadable');
    expect(described(unread.filter(({ id }) => !contradicting.includes(id)))).toEqual([]);
    expect(unread.map(({ id }) => id)).toEqual(contradicting);
  });

  test('what is invalid by its schema is read or refused for that', () => {
    const invalid = outcomes.filter((one) => isSupported(one) && one.xsdValid === false);
    const other = invalid.filter(({ reading }) => reading.kind === 'unreadable' && reading.reason !== 'xml-schema');
    expect(described(other)).toEqual([]);
  });

  test('nothing that is not well-formed is read', () => {
    const broken = outcomes.filter(({ wellFormed }) => !wellFormed);
    expect(broken.length).toBeGreaterThan(0);
    expect(described(broken.filter(({ reading }) => reading.kind === 'invoice'))).toEqual([]);
    expect(broken.filter(({ reading }) => reading.wellFormed === true)).toEqual([]);
  });

  test('a DOCTYPE is refused by its name', () => {
    const withDoctype = outcomes.filter(({ doctype }) => doctype);
    expect(withDoctype.length).toBeGreaterThan(0);
    expect(withDoctype.map(({ reading }) => 'reason' in reading && reading.reason)).toEqual(
      withDoctype.map(() => 'xml-doctype'),
    );
  });
});
