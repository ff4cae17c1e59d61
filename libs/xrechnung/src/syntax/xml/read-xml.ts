import { refusal } from '../unreadable';
import { decodeXml } from './decode';
import { type XmlElement } from './element';
import { XML_LIMITS as limits } from './limits';
import { parseXml } from './parse';
import { checkProlog } from './prolog';

/** Beginnings of files that are often sent under the name of an XML. */
const signatures: readonly (readonly [kind: string, bytes: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['ZIP', [0x50, 0x4b, 0x03, 0x04]],
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['TIFF', [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF', [0x4d, 0x4d, 0x00, 0x2a]],
  ['Microsoft Office', [0xd0, 0xcf, 0x11, 0xe0]],
];

function checkSize(bytes: Uint8Array): void {
  if (bytes.length === 0) throw refusal('empty', { de: 'Die Datei ist leer.', en: 'The file is empty.' });
  if (bytes.length > limits.bytes) {
    throw refusal('too-large', {
      de: `Die Datei ist größer als ${limits.bytes / 1_000_000} MB.`,
      en: `The file is larger than ${limits.bytes / 1_000_000} MB.`,
    });
  }
}

function checkKind(bytes: Uint8Array): void {
  const kind = signatures.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte))?.[0];
  if (kind !== undefined) {
    throw refusal('type-mismatch', {
      de: `Die Datei ist kein XML, sondern beginnt wie eine ${kind}-Datei.`,
      en: `The file is no XML; it begins like a ${kind} file.`,
    });
  }
  if (looksLikeXml(bytes)) return;
  throw refusal(
    'xml-syntax',
    {
      de: 'Die Datei ist kein XML: Sie beginnt nicht mit „<“.',
      en: 'The file is no XML: it does not begin with "<".',
    },
    { wellFormed: false },
  );
}

/** Whether the first byte that is neither byte order mark, NUL (UTF-16) nor white space is "<". */
function looksLikeXml(bytes: Uint8Array): boolean {
  const skipped = [0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x00, 0x20, 0x09, 0x0a, 0x0d];
  return bytes.find((byte) => !skipped.includes(byte)) === 0x3c;
}

/** Reads the bytes of a foreign XML document into plain data, or throws a `Refusal` at the first thing that is wrong. */
export function readXml(bytes: Uint8Array): XmlElement {
  checkSize(bytes);
  checkKind(bytes);
  const text = decodeXml(bytes);
  checkProlog(text);
  return parseXml(text);
}
