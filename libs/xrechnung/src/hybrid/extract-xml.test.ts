import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFHexString, PDFName, type PDFRef, PDFString } from 'pdf-lib';
import { extractXml, listEmbeddedFiles } from './extract-xml';

const XML = '<Invoice/>';

type File = { name: string; content?: string; stream?: (document: PDFDocument) => PDFRef | undefined };

type Ways = { names?: File[]; associated?: File[]; clipped?: File[] };

const flate =
  (content: string | Uint8Array) =>
  (document: PDFDocument): PDFRef =>
    document.context.register(document.context.flateStream(content));

const raw =
  (content: string | Uint8Array, dict: Record<string, string | string[]> = {}) =>
  (document: PDFDocument): PDFRef =>
    document.context.register(document.context.stream(content, dict));

function specification(document: PDFDocument, { name, content = XML, stream = flate(content) }: File): PDFRef {
  const { context } = document;
  const written = stream(document);
  const embedded = context.obj({});
  if (written) embedded.set(PDFName.of('F'), written);
  return context.register(
    context.obj({ Type: 'Filespec', F: PDFString.of(name), UF: PDFHexString.fromText(name), EF: embedded }),
  );
}

/** The smallest PDF that embeds the files in the ways asked for. */
async function aPdf(
  { names = [], associated = [], clipped = [] }: Ways,
  change: (document: PDFDocument) => void = () => undefined,
) {
  const document = await PDFDocument.create();
  const { context, catalog } = document;
  const page = document.addPage([200, 200]);
  if (names.length > 0) {
    const pairs = names.flatMap((file) => [PDFString.of(file.name), specification(document, file)]);
    catalog.set(PDFName.of('Names'), context.obj({ EmbeddedFiles: { Kids: [{ Kids: [{ Names: pairs }] }] } }));
  }
  if (associated.length > 0)
    catalog.set(PDFName.of('AF'), context.obj(associated.map((file) => specification(document, file))));
  if (clipped.length > 0) {
    const clips = clipped.map((file) =>
      context.obj({ Type: 'Annot', Subtype: 'FileAttachment', FS: specification(document, file) }),
    );
    page.node.set(PDFName.of('Annots'), context.obj(clips));
  }
  change(document);
  return document.save({ useObjectStreams: false });
}

async function outcome(pdf: Uint8Array): Promise<string> {
  const found = await extractXml(pdf);
  if (found.kind === 'unreadable') return found.reason;
  return found.kind === 'none' ? 'none' : `${found.fileName}: ${Buffer.from(found.bytes).toString()}`;
}

describe('where the XML is looked for', () => {
  test.each<[string, Ways]>([
    ['the name tree', { names: [{ name: 'factur-x.xml' }] }],
    ['associated files', { associated: [{ name: 'factur-x.xml' }] }],
    ['paper clips', { clipped: [{ name: 'factur-x.xml' }] }],
    [
      'beside others',
      { names: [{ name: 'a.pdf', content: 'x' }, { name: 'factur-x.xml' }, { name: 'z.xml', content: 'y' }] },
    ],
  ])('%s', async (_name, ways) => {
    expect(await outcome(await aPdf(ways))).toBe(`factur-x.xml: ${XML}`);
  });

  test.each([
    'factur-x.xml',
    'Factur-X.XML',
    'xrechnung.xml',
    'ZUGFeRD-invoice.xml',
    'zugferd-invoice.xml\0',
    '../../factur-x.xml',
  ])('takes %j', async (name) => {
    expect((await extractXml(await aPdf({ names: [{ name }] }))).kind).toBe('xml');
  });

  test.each(['invoice.xml', 'factur-x.xml.exe', 'order-x.xml', ''])('passes %j by', async (name) => {
    expect(await outcome(await aPdf({ names: [{ name }] }))).toBe('none');
  });

  test('finds nothing in a plain PDF', async () => {
    expect(await outcome(await aPdf({}))).toBe('none');
  });
});

describe('two invoices in one PDF', () => {
  test('that are the same count once', async () => {
    const pdf = await aPdf({ names: [{ name: 'factur-x.xml' }], clipped: [{ name: 'xrechnung.xml' }] });
    expect(await outcome(pdf)).toBe(`factur-x.xml: ${XML}`);
  });

  test('that differ are never chosen from', async () => {
    const pdf = await aPdf({
      names: [{ name: 'factur-x.xml' }],
      associated: [{ name: 'factur-x.xml', content: '<Other/>' }],
    });
    expect(await extractXml(pdf)).toMatchObject({
      reason: 'pdf-ambiguous-xml',
      message: { de: expect.stringMatching(/unterscheiden.*Keine davon.*Klären Sie/s) },
    });
  });
});

describe('packing', () => {
  const packed = (stream: File['stream']) => aPdf({ names: [{ name: 'factur-x.xml', ...(stream && { stream }) }] });

  test('none', async () => {
    expect(await outcome(await packed(raw(XML)))).toBe(`factur-x.xml: ${XML}`);
  });

  test('hexadecimal and ASCII85', async () => {
    const hex = `${Buffer.from(XML).toString('hex')}>`;
    expect(await outcome(await packed(raw(hex, { Filter: 'ASCIIHexDecode' })))).toBe(`factur-x.xml: ${XML}`);
    expect(await outcome(await packed(raw('87cURD]j7BEbo80~>', { Filter: ['ASCII85Decode'] })))).toBe(
      'factur-x.xml: Hello world!',
    );
    expect(await outcome(await packed(raw('87cURDZ~>', { Filter: ['A85'] })))).toBe('factur-x.xml: Hello');
  });

  test('a bomb stops at 30 MB', async () => {
    const start = performance.now();
    expect(await outcome(await packed(flate(new Uint8Array(60_000_000))))).toBe('too-large');
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test.each<[string, File['stream']]>([
    ['broken', raw('no zlib', { Filter: 'FlateDecode' })],
    ['in a way that is not read', raw(XML, { Filter: 'LZWDecode' })],
    ['not there', () => undefined],
  ])('%s is damage', async (_name, stream) => {
    expect(await outcome(await packed(stream))).toBe('pdf-damaged');
  });
});

describe('files that are no usable PDF', () => {
  test.each([
    ['', 'empty'],
    ['<Invoice/>', 'type-mismatch'],
    ['%PDF-1.7\n', 'pdf-damaged'],
    ['%PDF-1.7\n1 0 obj\n<< /Type /Catalog', 'pdf-damaged'],
  ])('%j is %s', async (content, reason) => {
    expect(await outcome(new TextEncoder().encode(content))).toBe(reason);
  });

  test('one that needs a password', async () => {
    const pdf = await aPdf({ names: [{ name: 'factur-x.xml' }] }, (document) => {
      document.encrypt({ userPassword: 'secret', ownerPassword: 'owner' });
    });
    expect(await outcome(pdf)).toBe('pdf-encrypted');
  });

  test('one that opens for everyone though it is encrypted', async () => {
    const pdf = await aPdf({ names: [{ name: 'factur-x.xml' }] }, (document) => {
      document.encrypt({ userPassword: '', ownerPassword: 'owner' });
    });
    // The writer at hand encrypts streams but not strings, so the name does not survive; the bytes do.
    const listed = await listEmbeddedFiles(pdf);
    expect(listed.kind === 'files' && listed.files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([XML]);
  });
});

describe('hostile structure', () => {
  test('trees that contain themselves come to an end', async () => {
    const pdf = await aPdf({}, ({ context, catalog }) => {
      const node = context.obj({});
      const ref = context.register(node);
      node.set(PDFName.of('Kids'), context.obj([ref, ref]));
      catalog.set(PDFName.of('Names'), context.obj({ EmbeddedFiles: ref }));
    });
    expect(await outcome(pdf)).toBe('none');
  });

  test.each([
    ['once', deflateSync(Buffer.alloc(60_000_000)), '/FlateDecode'],
    ['twice', deflateSync(deflateSync(Buffer.alloc(60_000_000))), '[/FlateDecode /FlateDecode]'],
  ])('a bomb of packed objects, packed %s, is not opened', async (_name, packed, filter) => {
    const head = `%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter ${filter} /Length ${packed.length} >>\nstream\n`;
    const pdf = Buffer.concat([
      Buffer.from(head),
      packed,
      Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n'),
    ]);
    const start = performance.now();
    expect(await outcome(pdf)).toBe('pdf-too-large');
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('packed objects of ordinary size are read', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    await document.attach(new TextEncoder().encode(XML), 'factur-x.xml');
    expect(await outcome(await document.save({ useObjectStreams: true }))).toBe(`factur-x.xml: ${XML}`);
  });

  test('a name that leads nowhere is damage', async () => {
    const pdf = await aPdf({}, ({ context, catalog }) => {
      const names = [PDFString.of('factur-x.xml'), context.nextRef()];
      catalog.set(PDFName.of('Names'), context.obj({ EmbeddedFiles: { Names: names } }));
    });
    expect(await outcome(pdf)).toBe('pdf-damaged');
  });

  test('more than 50 files are refused, 50 are read', async () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `${index}.txt`, content: `${index}` }));
    expect(await outcome(await aPdf({ names: files(51) }))).toBe('too-many-attachments');
    expect(await listEmbeddedFiles(await aPdf({ names: files(50) }))).toMatchObject({
      kind: 'files',
      files: { length: 50 },
    });
  });
});
