import { createHash } from 'node:crypto';
import { extractXml, listEmbeddedFiles, profileOf, readInvoice } from '@libs/xrechnung';
import { corpusFile, corpusJson, differences, type Terms, termsOf } from './corpus';

type Attachment = { name: string; sha256: string; bytes: number };

type Sample = {
  file: string;
  kind: 'xml' | 'pdf';
  attachments: Attachment[];
  xmlAttachment: string | null;
  xmlSha256: string | null;
  syntax?: string | null;
  profile?: string | null;
  wellFormed?: boolean;
  terms?: Terms | null;
};

const samples = (corpusJson('einvoice', 'expected.json') as Sample[]).filter(({ kind }) => kind === 'pdf');

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const TWO_INVOICES = 'holds a ZUGFeRD 1.0 and a Factur-X invoice that differ; the list takes the first';

/** PDFs whose XML is found otherwise than the list of the corpus has it: what is found, and why. */
const otherwise: Readonly<Record<string, readonly [found: string, reason: string]>> = {
  'pdf/mustang/Mustang-CLI__src__test__resources__corrupt-factur-x-waytoosmall.pdf': [
    'pdf-damaged',
    'has no catalog; the list calls it a PDF without XML',
  ],
  'pdf/mustang/validator__src__test__resources__invalidXMP.pdf': ['pdf-ambiguous-xml', TWO_INVOICES],
  'pdf/mustang/validator__src__test__resources__validV2PDF.pdf': ['pdf-ambiguous-xml', TWO_INVOICES],
  'pdf/mustang/validator__src__test__resources__invalidXMP-ParseError.pdf': ['pdf-ambiguous-xml', TWO_INVOICES],
  'pdf/mustang/validator__src__test__resources__ORDER-X_EX01_ORDER_FULL_DATA-COMFORT.pdf': [
    'none',
    'holds an order, no invoice',
  ],
};

/** Embedded files that come out otherwise, and why. */
const otherFiles: Readonly<Record<string, string>> = {
  'pdf/mustang/Mustang-CLI__src__test__resources__corrupt-factur-x-waytoosmall.pdf': 'not opened, see above',
  'pdf/mustang/validator__src__test__resources__invalidXMP-ParseError.pdf':
    'states its stream two bytes longer than what stands before endstream; the list counts the line end',
};

/** The buyer reference of these has no namespace: it is no BT-10, the list reads it by its local name. */
const withoutNamespace = /MustangGnuaccountingBeispielRE-20190610_507[ab]\.pdf$/;

const bytesOf = (file: string): Uint8Array => corpusFile('einvoice', file);

async function extracted(file: string): Promise<{ fileName: string; bytes: Uint8Array }> {
  const found = await extractXml(bytesOf(file));
  if (found.kind !== 'xml') throw new Error(`No XML in ${file}: ${found.kind}`);
  return found;
}

describe('files embedded in PDFs', () => {
  test.each(samples.filter(({ file }) => !(file in otherFiles)))('$file', async ({ file, attachments }) => {
    const listed = await listEmbeddedFiles(bytesOf(file));
    const files = listed.kind === 'files' ? listed.files : [];
    expect(files.map(({ name, bytes }) => ({ name, sha256: sha256(bytes), bytes: bytes.length }))).toEqual(attachments);
  });
});

describe('the invoice inside a PDF', () => {
  test.each(samples.filter(({ file }) => !(file in otherwise)))('$file', async ({ file, xmlAttachment, xmlSha256 }) => {
    const found = await extractXml(bytesOf(file));
    const xml = found.kind === 'xml' ? { name: found.fileName, sha256: sha256(found.bytes) } : found.kind;
    expect(xml).toEqual(xmlAttachment === null ? 'none' : { name: xmlAttachment, sha256: xmlSha256 });
  });

  test.each(Object.entries(otherwise))('%s is an exception', async (file, [wanted]) => {
    const found = await extractXml(bytesOf(file));
    expect(found.kind === 'unreadable' ? found.reason : found.kind).toBe(wanted);
  });
});

describe('the terms of the invoice inside a PDF', () => {
  const withXml = samples.filter(({ file, xmlAttachment }) => xmlAttachment !== null && !(file in otherwise));

  test.each(withXml.filter(({ syntax }) => syntax === 'CII'))('$file', async ({ file, profile, terms }) => {
    const reading = readInvoice((await extracted(file)).bytes);
    if (reading.kind === 'unreadable') throw new Error(`${reading.reason}: ${reading.message.en}`);
    expect(profileOf(reading.invoice)).toBe(profile);
    const wanted = withoutNamespace.test(file) ? { ...terms, 'BT-10': null } : (terms ?? {});
    expect(differences(termsOf(reading.invoice), wanted)).toEqual([]);
  });

  test.each(withXml.filter(({ syntax }) => syntax === 'ZUGFeRD-1.0'))(
    '$file is called ZUGFeRD 1.0',
    async ({ file }) => {
      const reading = readInvoice((await extracted(file)).bytes);
      expect(reading).toMatchObject({
        reason: 'unknown-syntax',
        message: { de: expect.stringContaining('ZUGFeRD 1.0') },
      });
    },
  );

  test.each(withXml.filter(({ wellFormed }) => wellFormed === false))('$file is refused', async ({ file }) => {
    const reading = readInvoice((await extracted(file)).bytes);
    expect(reading.kind).toBe('unreadable');
    expect(reading.wellFormed).not.toBe(true);
  });
});
