import { deflateSync } from 'node:zlib';
import { AFRelationship, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { type File } from '../plan/documents';
import { type Random } from '../plan/random';
import { ublInvoice } from '../../support/xrechnung-xml';

/** What makes a reader loop, grow or die, and what only looks as if it did. */
export const poisons = [
  'endless',
  'greedy',
  'deadly',
  'many-lines',
  'deep',
  'bomb',
  'many-parts',
  'long-text',
  'broken-pdf',
] as const;
export type Poison = (typeof poisons)[number];

const MB = 1_000_000;

/** Documents that lead a reading child to its limits of time, memory or form. Made here; `index` makes each unlike the others. */
export async function poisonOf(kind: Poison, index: number, random: Random): Promise<File> {
  const name = `gift-${index}`;
  switch (kind) {
    case 'endless':
    case 'deadly':
      return { name: `${name}.pdf`, type: 'application/pdf', bytes: endlessPdf(index) };
    case 'greedy':
      return { name: `${name}.pdf`, type: 'application/pdf', bytes: greedyPdf(index) };
    case 'many-lines':
      return xml(name, manyLines(index, random.whole(14, 22) * MB));
    case 'deep':
      return xml(name, `<?xml version="1.0"?>${'<a>'.repeat(100_000 + index)}${'</a>'.repeat(100_000 + index)}`);
    case 'long-text':
      return xml(name, ublInvoice({ number: `G-${index}`, sellerName: 'x'.repeat(20 * MB) }));
    case 'many-parts':
      return { name: `${name}.eml`, type: 'message/rfc822', bytes: manyParts(index) };
    case 'bomb':
      return { name: `${name}.pdf`, type: 'application/pdf', bytes: await bomb(index) };
    case 'broken-pdf':
      return { name: `${name}.pdf`, type: 'application/pdf', bytes: loopingPdf(index) };
  }
}

const xml = (name: string, text: string): File => ({
  name: `${name}.xml`,
  type: 'application/xml',
  bytes: Buffer.from(text),
});

/** A proper invoice whose record is large: what the worker gets back from its child fills its own memory. */
export const heavyInvoice = (index: number): File => xml(`schwer-${index}`, manyLines(index, 3 * MB));

/** An invoice of so many lines that reading it takes longer than its step may take. */
function manyLines(index: number, bytes: number): string {
  const whole = ublInvoice({ number: `G-${index}`, lines: ['1.00'] });
  const from = whole.indexOf('<cac:InvoiceLine>');
  const to = whole.indexOf('</cac:InvoiceLine>') + '</cac:InvoiceLine>'.length;
  const line = whole.slice(from, to);
  return whole.slice(0, from) + line.repeat(Math.ceil(bytes / line.length)) + whole.slice(to);
}

/** An embedded "invoice" of 400 MB behind two filters. */
async function bomb(index: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]).drawText(`Rechnung ${index}`);
  await document.attach(Buffer.from(`<a>${index}</a>`), 'factur-x.xml', {
    mimeType: 'text/xml',
    afRelationship: AFRelationship.Alternative,
  });
  await document.flush();
  const packed = deflateSync(deflateSync(Buffer.alloc(400 * MB, 0x20), { level: 9 }));
  for (const [ref, one] of document.context.enumerateIndirectObjects()) {
    if (!(one instanceof PDFRawStream) || one.dict.get(PDFName.of('Type'))?.toString() !== '/EmbeddedFile') continue;
    const { dict } = one;
    dict.set(PDFName.of('Filter'), document.context.obj(['FlateDecode', 'FlateDecode']));
    document.context.assign(ref, PDFRawStream.of(dict, packed));
  }
  return Buffer.from(await document.save());
}

/** Strings that never end, each begun anew inside the one before: looking for their ends takes the square of their number. */
const endlessPdf = (index: number): Buffer =>
  Buffer.from(`%PDF-1.7\n%${index}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n${'3 0 obj ('.repeat(100_000)}`);

/** Empty lists, two bytes each in the file and many more in memory. */
const greedyPdf = (index: number): Buffer =>
  Buffer.from(
    `%PDF-1.7\n%${index}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n` +
      `2 0 obj<</Type/Pages/Kids[]/Count 0/X [${'[]'.repeat(10_000_000)}]>>endobj\n` +
      'trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n',
  );

/** A page tree that contains itself, named by a table that points back to its own start. */
const loopingPdf = (index: number): Buffer =>
  Buffer.from(
    `%PDF-1.7\n%${index}\n1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>>>endobj\n` +
      '2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>endobj\n' +
      '3 0 obj<</Kids[3 0 R 3 0 R]>>endobj\n' +
      'trailer<</Root 1 0 R/Size 4/Prev 0>>\nstartxref\n0\n%%EOF\n',
  );

function manyParts(index: number): Buffer {
  const part = '--grenze\r\nContent-Type: application/xml; name="a.xml"\r\n\r\n<a/>\r\n';
  return Buffer.from(
    `From: a@absender.example\r\nTo: b@absender.example\r\nSubject: Gift ${index}\r\nDate: Mon, 2 Mar 2026 08:00:00 +0100\r\n` +
      'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="grenze"\r\n\r\n' +
      `${part.repeat(5000)}--grenze--\r\n`,
  );
}
