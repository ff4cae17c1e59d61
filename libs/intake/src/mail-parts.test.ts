import { type AttachedPart, mailParts } from './mail-parts';

const ascii = (text: string) => new TextEncoder().encode(text);
const part = (bytes: Uint8Array, more: Partial<AttachedPart> = {}): AttachedPart => ({
  size: bytes.length,
  bytes,
  ...more,
});

const png = (width: number, height: number): Uint8Array => {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
};

const pdf = ascii('%PDF-1.7');
const xml = ascii('<Invoice/>');

const kinds = (parts: AttachedPart[], html?: string) => mailParts(parts, html).documents.map(({ kind }) => kind);
const reasons = (parts: AttachedPart[], html?: string) => mailParts(parts, html).others.map(({ reason }) => reason);

test('content decides, whatever name and type say', () => {
  const parts = [
    part(xml, { filename: 'rechnung.exe', contentType: 'application/octet-stream' }),
    part(pdf, { contentType: 'text/plain', contentDisposition: 'inline' }),
  ];
  expect(mailParts(parts)).toEqual({
    documents: [
      { n: 1, name: 'rechnung.exe', kind: 'xml', bytes: xml },
      { n: 2, name: 'Anhang-2', kind: 'pdf', bytes: pdf },
    ],
    others: [],
  });
});

describe('a picture', () => {
  const html = '<p>Gruß <img src="cid:Logo%40x"> <img src=cid:scan></p>';

  test('attached is a document', () => {
    expect(kinds([part(png(1700, 2400))])).toEqual(['image']);
  });

  test('shown by the text is decoration', () => {
    expect(reasons([part(pdf), part(png(800, 600), { cid: '<logo@X>' })], html)).toEqual(['decoration']);
  });

  test('with a Content-ID nobody refers to is a document', () => {
    expect(kinds([part(pdf), part(png(800, 600), { cid: 'other' })], html)).toEqual(['pdf', 'image']);
  });

  test('too small to hold an invoice is decoration', () => {
    expect(reasons([part(png(299, 149))])).toEqual(['decoration']);
    expect(kinds([part(png(300, 149))])).toEqual(['image']);
  });

  test('of page size in the text of a mail without anything else is a document', () => {
    const photo = part(png(3000, 2000), { cid: 'scan' });
    const logo = part(png(400, 200), { cid: 'logo@x' });
    expect(mailParts([logo, photo], html)).toMatchObject({
      documents: [{ n: 2 }],
      others: [{ n: 1, reason: 'decoration' }],
    });
    expect(kinds([part(xml), photo], html)).toEqual(['xml']);
  });

  test('in JPEG is measured too', () => {
    const small = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 17, 8, 0, 100, 0, 200, 3, 1);
    expect(reasons([part(small)])).toEqual(['decoration']);
    expect(kinds([part(small.slice(0, 9))])).toEqual(['image']);
  });
});

test.each<[string, AttachedPart]>([
  ['signature', part(Uint8Array.of(0x30, 0x82), { contentType: 'application/pkcs7-signature; name=smime.p7s' })],
  ['mail-encrypted', part(Uint8Array.of(0x30, 0x82), { contentType: 'application/pkcs7-mime' })],
  ['mail-encrypted', part(ascii('-----BEGIN PGP MESSAGE-----\n'))],
  ['tnef', part(Uint8Array.of(0x78, 0x9f, 0x3e, 0x22, 1), { filename: 'rechnung.pdf' })],
  ['too-large', part(pdf, { size: 50 * 1024 * 1024 + 1 })],
  ['empty', part(ascii(''))],
  ['archive', part(ascii('PK\x03\x04'))],
  ['attached-mail', part(ascii('From: a@b.example\nTo: c@d.example\nSubject: x\n\n'))],
  ['unsupported-type', part(ascii('BEGIN:VCALENDAR'), { contentType: 'text/calendar' })],
])('is no document: %s', (reason, one) => {
  expect(mailParts([one])).toMatchObject({ documents: [], others: [{ n: 1, reason }] });
});

test('a document under the type of a signature is still seen', () => {
  expect(kinds([part(xml, { contentType: 'application/pkcs7-signature' })])).toEqual(['xml']);
});

test('every part stands in exactly one list', () => {
  const parts = [part(pdf), part(ascii('')), part(png(10, 10)), part(xml), part(ascii('x'))];
  const { documents, others } = mailParts(parts);
  expect([...documents, ...others].map(({ n }) => n).sort()).toEqual([1, 2, 3, 4, 5]);
});
