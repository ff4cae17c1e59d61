import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { hybridPdf, mailWith } from '../../support/envelopes';
import { ciiInvoice, leitwegIdOf, ublInvoice, type Wanted } from '../../support/xrechnung-xml';
import { type PlannedDocument } from './load-plan';

export type File = { readonly name: string; readonly type: string; readonly bytes: Buffer };

/** The creditors of the demonstration town, and one that it does not know. */
const sellers = [
  ['Nordlicht Gebäudereinigung GmbH', 'DE314159262'],
  ['Elektro Brandt & Söhne OHG', 'DE271828182'],
  ['Tiefbau Harkort GmbH', 'DE161803398'],
  ['Papier & Büro Lehnert GmbH', 'DE141421356'],
  ['Wasserverband Mittlere Aue', 'DE264575131'],
  ['Zaunbau Heller GmbH & Co. KG', 'DE299792458'],
] as const;

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** "17-00042": no two documents of a run carry the same number. */
export const invoiceNumber = (seed: number, index: number): string => `${seed}-${String(index).padStart(5, '0')}`;

function wanted(seed: number, { index, unit }: PlannedDocument): Wanted {
  const [sellerName, sellerVatId] = sellers[index % sellers.length] ?? sellers[0];
  return {
    number: invoiceNumber(seed, index),
    leitwegId: leitwegIdOf(unit),
    sellerName,
    sellerVatId,
    lines: Array.from(
      { length: 1 + (index % 4) },
      (_, line) => `${10 + ((index * 7 + line * 13) % 900)}.${10 + (index % 90)}`,
    ),
  };
}

/** The bytes of a planned document. */
export async function fileOf(seed: number, planned: PlannedDocument): Promise<File> {
  const number = invoiceNumber(seed, planned.index);
  switch (planned.kind) {
    case 'ubl':
      return { name: `${number}.xml`, type: 'application/xml', bytes: Buffer.from(ublInvoice(wanted(seed, planned))) };
    case 'cii':
      return { name: `${number}.xml`, type: 'application/xml', bytes: Buffer.from(ciiInvoice(wanted(seed, planned))) };
    case 'hybrid':
      return {
        name: `${number}.pdf`,
        type: 'application/pdf',
        bytes: Buffer.from(await hybridPdf(ciiInvoice(wanted(seed, planned)))),
      };
    case 'plain-pdf':
      return { name: `${number}.pdf`, type: 'application/pdf', bytes: await plainPdf(number) };
    case 'scan':
      return { name: `${number}.png`, type: 'image/png', bytes: picture(planned.index) };
  }
}

export const mailOf = (subject: string, files: readonly File[]): Buffer => Buffer.from(mailWith(subject, files));

async function plainPdf(number: string): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]).drawText(`Rechnung ${number}`, { x: 60, y: 760, size: 18 });
  return Buffer.from(await document.save());
}

/** A PNG of grey noise, 640 × 400: what a scanner would hand over, no two alike. */
function picture(index: number): Buffer {
  const [width, height] = [640, 400];
  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < rows.length; at += 1) rows[at] = at % (width + 1) === 0 ? 0 : 200 + ((at * (index + 3)) % 55);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
