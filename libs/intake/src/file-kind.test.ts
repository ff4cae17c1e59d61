import fc from 'fast-check';
import { fileKind } from './file-kind';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

const mail = 'Received: from a by b\r\nFrom: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nHallo';

describe('xml', () => {
  test.each([
    ['plain', utf8('<?xml version="1.0"?><Invoice/>')],
    ['without declaration', utf8('<Invoice xmlns="urn:x"/>')],
    ['after blank lines', utf8('\r\n\n  <Invoice/>')],
    ['UTF-8 with byte order mark', utf8('\ufeff<Invoice/>')],
    ['UTF-16 little endian with mark', bytes([0xff, 0xfe], [...utf16('<Invoice/>')])],
    ['UTF-16 big endian with mark', bytes([0xfe, 0xff], [...utf16('<Invoice/>').swap16()])],
    ['UTF-16 without mark', bytes([...utf16('<?xml version="1.0"?>')])],
    ['EBCDIC', bytes([0x4c, 0x6f, 0xa7, 0x94])],
    ['a mark that was encoded twice', utf8('ï»¿<?xml version="1.0"?>')],
    ['a comment that names a PDF header', utf8('<?xml version="1.0"?><!-- %PDF-1.4 --><Invoice/>')],
    ['HTML, which its reader refuses', utf8('<!DOCTYPE html><html></html>')],
  ])('%s', (_name, content) => {
    expect(fileKind(content)).toBe('xml');
  });
});

describe('pdf', () => {
  test('at the start and behind junk of up to 1 KB', () => {
    expect(fileKind(utf8('%PDF-1.7\n'))).toBe('pdf');
    expect(fileKind(utf8(`HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4`))).toBe('pdf');
    expect(fileKind(utf8(`${'x'.repeat(1019)}%PDF-`))).toBe('pdf');
    expect(fileKind(utf8(`${'x'.repeat(1020)}%PDF-`))).toBe('unknown');
  });

  test('but not inside a web page: that is two things at once', () => {
    expect(fileKind(utf8('<html><script>1</script>\n%PDF-1.4'))).toBe('unknown');
  });
});

test.each([
  ['PNG', bytes([0x89], 'PNG\r\n\x1a\n')],
  ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0])],
  ['TIFF little endian', bytes('II*\0')],
  ['TIFF big endian', bytes('MM\0*')],
  ['GIF', bytes('GIF89a')],
  ['WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
  ['HEIC', bytes([0, 0, 0, 24], 'ftypheic')],
  ['BMP', bytes('BM', [9, 9, 9, 9, 0, 0, 0, 0])],
])('%s is an image', (_name, content) => {
  expect(fileKind(content)).toBe('image');
});

test.each([
  ['file', 'PK\x03\x04'],
  ['empty', 'PK\x05\x06'],
])('zip: %s', (_name, start) => {
  expect(fileKind(bytes(start, '%PDF-'))).toBe('zip');
});

describe('mail', () => {
  test.each([
    ['plain', mail],
    ['with bare line feeds', mail.replaceAll('\r', '')],
    ['from an mbox', `From a@b Mon Oct 5 09:12:44 2026\n${mail}`],
    ['with broken lines before', `Kaputt\r\n  gefaltet\r\n: leer\r\n${mail}`],
    ['with a PDF in its text', `${mail}\r\n%PDF-1.4`],
  ])('%s', (_name, content) => {
    expect(fileKind(utf8(content))).toBe('mail');
  });

  test('a letter that begins alike is none', () => {
    expect(fileKind(utf8('From: uns\nTo: euch\n\nGuten Tag'))).toBe('unknown');
  });
});

test.each([
  ['no bytes', utf8('')],
  ['blanks', utf8(' \r\n\t')],
  ['only a byte order mark', bytes([0xef, 0xbb, 0xbf])],
  ['zeros', new Uint8Array(4096)],
])('%s is empty', (_name, content) => {
  expect(fileKind(content)).toBe('empty');
});

test.each([
  ['text', utf8('Guten Tag')],
  ['gzip', bytes([0x1f, 0x8b, 8, 0])],
  ['a program', bytes('MZ', [0x90, 0])],
  ['an Outlook message', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ['zeros, then something', bytes([...new Array<number>(2000).fill(0)], 'x')],
])('%s is unknown', (_name, content) => {
  expect(fileKind(content)).toBe('unknown');
});

test('any bytes have a kind', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (content) => expect(fileKind(content)).toMatch(/^[a-z]+$/)),
  );
});
