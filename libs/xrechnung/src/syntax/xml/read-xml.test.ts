import { attempt } from '../unreadable';
import { base64Bytes } from './attachments';
import { XmlElement } from './element';
import { readXml } from './read-xml';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf16le = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'));
const utf16be = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
const bytes = (...parts: (Uint8Array | number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const read = (document: Uint8Array | string): XmlElement =>
  readXml(typeof document === 'string' ? utf8(document) : document);

const outcome = (document: Uint8Array | string) => {
  const result = attempt(() => read(document));
  return result instanceof XmlElement ? 'read' : result.reason;
};

const CBC = 'xmlns:c="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';

describe('the tree', () => {
  test('names elements by namespace, whatever the prefix, and knows every place', () => {
    const root = read(`<x ${CBC}><c:ID>1</c:ID><y/><c:ID schemeID="0088">2</c:ID></x>`);
    expect(root.children.map((child) => [child.name, child.where])).toEqual([
      ['cbc:ID', '/Q{}x[1]/cbc:ID[1]'],
      ['Q{}y', '/Q{}x[1]/Q{}y[1]'],
      ['cbc:ID', '/Q{}x[1]/cbc:ID[2]'],
    ]);
    expect(root.children[2]?.attribute('schemeID')).toBe('0088');
    expect(root.attributes.size).toBe(0);
  });

  test('joins text and CDATA across comments and processing instructions', () => {
    expect(read('<a> R<!-- cut? -->E<![CDATA[-<1>]]><?pi x?>&amp;&#x41; </a>').text).toBe(' RE-<1>&A ');
  });

  test('keeps hostile names as data', () => {
    const root = read('<a __proto__="1" constructor="2"><__proto__><x>1</x></__proto__><toString/></a>');
    expect([...root.attributes]).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(root.children.map((child) => child.local)).toEqual(['__proto__', 'toString']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('tells attributes of a namespace from plain ones', () => {
    const root = read('<a id="1" p:id="2" xmlns:p="urn:p"/>');
    expect([root.attribute('id'), root.attribute('Q{urn:p}id')]).toEqual(['1', '2']);
  });
});

describe('encodings', () => {
  const declare = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>Größe</a>`;

  test.each<[string, Uint8Array]>([
    ['UTF-8 without declaration', utf8('<a>Größe</a>')],
    ['UTF-8 with byte order mark', bytes([0xef, 0xbb, 0xbf], utf8(declare('utf-8')))],
    ['UTF-16LE with byte order mark', bytes([0xff, 0xfe], utf16le(declare('UTF-16')))],
    ['UTF-16BE with byte order mark', bytes([0xfe, 0xff], utf16be(declare('UTF-16')))],
    ['UTF-16LE declared', utf16le(declare('UTF-16LE'))],
    ['UTF-16BE declared', utf16be(declare('UTF-16BE'))],
    ['ISO-8859-1', latin1(declare('ISO-8859-1'))],
    ['ISO-8859-15', latin1(declare('iso-8859-15'))],
    ['Windows-1252', latin1(declare('windows-1252'))],
  ])('reads %s', (_name, document) => {
    expect(read(document).text).toBe('Größe');
  });

  test.each([
    ['windows-1252', [0x80, 0x9f, 0xa4], '€Ÿ¤'],
    ['iso-8859-15', [0x80, 0xa4, 0xbd], '\u0080€œ'],
    // TextDecoder would give the Windows-1252 characters here.
    ['iso-8859-1', [0x80, 0xa4, 0xff], '\u0080¤ÿ'],
  ])('reads the upper half of %s by its own table', (encoding, middle, expected) => {
    const head = latin1(`<?xml version="1.0" encoding="${encoding}"?><a>`);
    expect(read(bytes(head, middle, latin1('</a>'))).text).toBe(expected);
  });

  test.each<[string, Uint8Array]>([
    ['Latin-1 bytes under the name of UTF-8', latin1(declare('UTF-8'))],
    ['an overlong sequence', bytes(utf8('<a>'), [0xc0, 0x80], utf8('</a>'))],
    ['a byte without a character in Windows-1252', bytes(latin1(declare('windows-1252')), [0x81])],
    ['UTF-7', utf8(declare('UTF-7'))],
    ['EBCDIC by name', utf8(declare('cp037'))],
    ['UTF-16 by name in 8-bit text', utf8(declare('UTF-16'))],
    ['UTF-16 under the name of UTF-8', bytes([0xff, 0xfe], utf16le(declare('UTF-8')))],
    ['a mark that contradicts the declaration', bytes([0xef, 0xbb, 0xbf], utf8(declare('iso-8859-1')))],
    ['half a character of UTF-16', bytes([0xff, 0xfe], utf16le('<a/>'), [0x20])],
    ['UTF-32', bytes([0xff, 0xfe, 0, 0], [0x3c, 0, 0, 0])],
  ])('refuses %s', (_name, document) => {
    expect(outcome(document)).toBe('xml-encoding');
  });

  test('never hands on a replacement character that nobody wrote', () => {
    expect(read('<a>\ufffd</a>').text).toBe('\ufffd');
  });
});

describe('before the root', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>`;

  test.each([
    laughs,
    '<!DOCTYPE a><a/>',
    '<!-- <a/> --><?pi ?>\n<!DOCTYPE a SYSTEM "http://127.0.0.1/"><a/>',
    '\ufeff<!doctype a><a/>',
  ])('refuses a DOCTYPE: %s', (document) => {
    expect(outcome(document)).toBe('xml-doctype');
  });

  test.each([
    '<!-- <!DOCTYPE a> --><a/>',
    '<?note <!DOCTYPE a> ?><a/>',
    '<a><![CDATA[<!DOCTYPE a>]]></a>',
    '<a>&lt;!DOCTYPE a></a>',
    '<a b="&lt;!DOCTYPE a>"/>',
  ])('lets the mere word pass: %s', (document) => {
    expect(outcome(document)).toBe('read');
  });

  test.each([
    ['<?xml version="1.1"?><a/>', 'xml-version'],
    ['<?xml version="2.0" encoding="utf-8"?><a/>', 'xml-version'],
    ['<!DOCTYPE html><html/>', 'unknown-syntax'],
    ['<HTML><body>', 'unknown-syntax'],
    ['', 'empty'],
    ['%PDF-1.7', 'type-mismatch'],
    ['{"a":1}', 'xml-syntax'],
    ['a,b,c', 'xml-syntax'],
  ])('%j ends as %s', (document, reason) => {
    expect(outcome(document)).toBe(reason);
  });
});

describe('well-formedness', () => {
  test.each([
    '<a><b></a></b>',
    '<a/><a/>',
    '<a',
    '<a>',
    '<a b="1" b="2"/>',
    '<a xmlns:p="urn:p" xmlns:q="urn:p" p:b="1" q:b="2"/>',
    '<p:a/>',
    '<a>&undefined;</a>',
    '<a>&#1;</a>',
    '<a>\u0000</a>',
    '<a b=1/>',
    '<a/> trailing',
    '<a><!DOCTYPE b></a>',
    ' <?xml version="1.0"?><a/>',
    '<a>]]></a>',
    '<!-- never closed',
  ])('refuses %j', (document) => {
    const result = attempt(() => read(document));
    expect(result).toMatchObject({ kind: 'unreadable', reason: 'xml-syntax', wellFormed: false });
  });

  test('names cause, consequence and next step in both languages', () => {
    const result = attempt(() => read('<a>'));
    expect(result).toMatchObject({
      message: {
        de: expect.stringMatching(/kein wohlgeformtes XML.*keine Rechnung gelesen.*Bitten Sie/s),
        en: expect.stringMatching(/not well-formed XML.*No invoice was read.*Ask the sender/s),
      },
    });
  });
});

describe('limits', () => {
  const seconds = (document: string): [string, number] => {
    const start = performance.now();
    return [outcome(document), (performance.now() - start) / 1000];
  };

  test('stops 100,000 nested elements on the way down', () => {
    const [result, took] = seconds('<a>'.repeat(100_000) + '</a>'.repeat(100_000));
    expect(result).toBe('xml-depth');
    expect(took).toBeLessThan(0.5);
  });

  test('reads 64 levels and refuses 65', () => {
    expect(outcome('<a>'.repeat(64) + '</a>'.repeat(64))).toBe('read');
    expect(outcome('<a>'.repeat(65) + '</a>'.repeat(65))).toBe('xml-depth');
  });

  test('stops a million attributes, and as many namespace declarations', () => {
    const many = (name: (index: number) => string) =>
      `<a ${Array.from({ length: 200_000 }, (_, index) => `${name(index)}="1"`).join(' ')}/>`;
    const [plain, tookPlain] = seconds(many((index) => `b${index}`));
    const [declared, tookDeclared] = seconds(many((index) => `xmlns:b${index}`));
    expect([plain, declared]).toEqual(['xml-too-many-attributes', 'xml-too-many-attributes']);
    expect(tookPlain + tookDeclared).toBeLessThan(1);
  });

  test('refuses a text of more than a million characters, also when each is a reference', () => {
    expect(outcome(`<a>${'x'.repeat(1_000_000)}</a>`)).toBe('read');
    expect(outcome(`<a>${'x'.repeat(1_000_001)}</a>`)).toBe('text-too-long');
    expect(outcome(`<a>${'&#65;'.repeat(200_001)}</a>`)).toBe('text-too-long');
    expect(outcome(`<a>${'<!-- -->x'.repeat(200_000)}</a>`)).toBe('text-too-long');
    expect(outcome(`<a b="${'x'.repeat(1_000_001)}"/>`)).toBe('text-too-long');
  });

  test('refuses names of absurd length', () => {
    expect(outcome(`<a><${'b'.repeat(200_000)}/></a>`)).toBe('xml-schema');
  });

  test('refuses more than 50 MB', () => {
    const document = new Uint8Array(50_000_001).fill(0x20);
    expect(outcome(document)).toBe('too-large');
  });

  test('lets an attachment be longer than a text, but not 101 of them, nor 30 MB', () => {
    const attachment = (text: string) => `<c:EmbeddedDocumentBinaryObject>${text}</c:EmbeddedDocumentBinaryObject>`;
    const document = (content: string) => `<a ${CBC}>${content}</a>`;
    expect(outcome(document(attachment('QUJD'.repeat(500_000))))).toBe('read');
    expect(outcome(document(attachment('QUJD').repeat(100)))).toBe('read');
    expect(outcome(document(attachment('QUJD').repeat(101)))).toBe('too-many-attachments');
    expect(outcome(document(attachment('QUJD'.repeat(10_000_001))))).toBe('too-large');
  });
});

describe('base64Bytes', () => {
  test.each(['', 'A', 'AB', 'ABC', 'ABCD', 'ABCDE'])('counts what encodes %j', (text) => {
    const encoded = Buffer.from(text).toString('base64');
    expect(base64Bytes(encoded)).toBe(text.length);
    expect(base64Bytes(` ${encoded}\n`)).toBe(text.length);
  });

  test.each(['A', 'AB', 'ABC', 'A===', 'AB=C', 'QUJ-', 'QÜJD', '===='])('%j is no base64', (text) => {
    expect(base64Bytes(text)).toBeUndefined();
  });
});
