import { gunzipSync } from 'node:zlib';
import { extractXml, type Invoice, readInvoice, type Reading, type UnreadableReason } from '@libs/xrechnung';
import { corpusFile, corpusJson } from './corpus';

type Facts = Readonly<Record<string, string | number>>;

type Case = {
  id: string;
  file: string;
  storedAs: 'raw' | 'gzip';
  kind: string;
  expected: 'accepted' | 'rejected' | 'quarantined';
  reason: string;
  what: string;
  maxSeconds: number;
  facts?: Facts;
};

const { cases } = corpusJson('hostile', 'manifest.json') as { cases: Case[] };

const PAGES = 'the station that looks at the pages';
const RULES = 'the rules, over the values as written';
const ATTACHMENTS = 'the station that serves attachments';

/** Reasons that are no matter of reading: the document is read, or has no XML, and a later station stops it. */
const laterByReason: Readonly<Record<string, string>> = {
  'amount-invalid': RULES,
  'date-invalid': RULES,
  totals: RULES,
  'iban-invalid': RULES,
  'attachment-encoding': RULES,
  'attachment-type': ATTACHMENTS,
  'attachment-name': ATTACHMENTS,
  'pdf-active-content': PAGES,
  'pdf-too-large': PAGES,
  'pdf-too-many-pages': PAGES,
  'pdf-page-size': PAGES,
  'pdf-xml-mismatch': PAGES,
  'pdf-hidden-text': PAGES,
  'image-too-large': PAGES,
  'nothing-readable': PAGES,
};

/** The same for single cases whose reason is a matter of reading elsewhere. */
const laterByFile: Readonly<Record<string, string>> = {
  'xml/proto-attribute.xml': 'the check against the schema: unknown attributes do not hide any value',
  'pdf/fontmatrix-string.pdf': PAGES,
  'pdf/cyclic-pages.pdf': PAGES,
  'pdf/xref-prev-loop.pdf': PAGES,
  'pdf/polyglot-html.pdf': 'the look at the kind of file at the door',
};

const bytesOf = ({ file, storedAs }: Case): Uint8Array => {
  const stored = corpusFile('hostile', file);
  return storedAs === 'gzip' ? gunzipSync(stored) : stored;
};

/** The facts of the manifest, out of our model. */
const factsOf = (invoice: Invoice): Readonly<Record<string, string | number | undefined>> => ({
  invoiceNumber: invoice.number?.text,
  sellerName: invoice.seller?.name?.text,
  net: invoice.totals.net?.text,
  tax: invoice.totals.tax?.text,
  payable: invoice.totals.due?.text,
  // As the station that pays will clean it: white space of any kind out.
  iban: invoice.payment[0]?.transfers[0]?.account?.text.replace(/[\s\u200b\u00a0]/g, ''),
  note: invoice.notes[0]?.text?.text,
  lines: invoice.lines.length,
  attachmentUri: invoice.supportingDocuments.find(({ uri }) => uri)?.uri?.text,
});

type Outcome = 'none' | UnreadableReason | Invoice;

const outcomeOf = (reading: Reading): Outcome => (reading.kind === 'invoice' ? reading.invoice : reading.reason);

async function outcome(one: Case): Promise<Outcome> {
  if (one.kind === 'xml') return outcomeOf(readInvoice(bytesOf(one)));
  const found = await extractXml(bytesOf(one));
  if (found.kind === 'xml') return outcomeOf(readInvoice(found.bytes));
  return found.kind === 'none' ? 'none' : found.reason;
}

/** Accepted PDFs that have no XML: they go on to recognition. */
const withoutXml = ['pdf/control-plain.pdf', 'pdf/null-array.pdf.gz'];

const readable = cases.filter(({ kind }) => kind === 'xml' || kind === 'pdf');
const accepted = readable.filter(({ expected }) => expected === 'accepted');
const stopped = readable.filter(({ expected }) => expected !== 'accepted');

async function timed(one: Case): Promise<Outcome> {
  const start = performance.now();
  const result = await outcome(one);
  expect((performance.now() - start) / 1000).toBeLessThan(one.maxSeconds);
  return result;
}

describe('documents that must be accepted', () => {
  test.each(accepted)('$file: $what', async (one) => {
    const result = await timed(one);
    if (withoutXml.includes(one.file)) {
      expect(result).toBe('none');
      return;
    }
    if (typeof result === 'string') throw new Error(`${one.file} was not read: ${result}`);
    const facts = factsOf(result);
    expect(Object.fromEntries(Object.keys(one.facts ?? {}).map((key) => [key, facts[key]]))).toEqual(one.facts ?? {});
  });
});

describe('documents that must not pass', () => {
  test.each(stopped)('$file: $what', async (one) => {
    const result = await timed(one);
    const isLater = one.reason in laterByReason || one.file in laterByFile;
    expect(typeof result === 'string' && result !== 'none' ? result : 'left to a later station').toBe(
      isLater ? 'left to a later station' : one.reason,
    );
  });

  test('nothing of it touched what all objects share', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
