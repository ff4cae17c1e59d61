import { refusal } from '../unreadable';

/** Differences of ISO-8859-15 from ISO-8859-1, by byte. */
const latin9: ReadonlyMap<string, string> = new Map(
  Object.entries({ '¤': '€', '¦': 'Š', '¨': 'š', '´': 'Ž', '¸': 'ž', '¼': 'Œ', '½': 'œ', '¾': 'Ÿ' }),
);

/** Bytes 0x80 to 0x9F of Windows-1252; the five without a character are U+FFFF here and refused. */
const windows1252 = '€\uffff‚ƒ„…†‡ˆ‰Š‹Œ\uffffŽ\uffff' + '\uffff‘’“”•–—˜™š›œ\uffffžŸ';

type Charset = (bytes: Uint8Array) => string;

const latin1: Charset = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

const fatal =
  (label: string): Charset =>
  (bytes) =>
    new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);

const utf8 = fatal('utf-8');
const utf16le = fatal('utf-16le');
const utf16be = fatal('utf-16be');

/**
 * Charsets by declared name. The single-byte ones are tables of our own: TextDecoder reads "iso-8859-1" as Windows-1252
 * and lets the five empty places of Windows-1252 through as control characters.
 */
const charsets: ReadonlyMap<string, Charset> = new Map<string, Charset>([
  ['utf-8', utf8],
  ['utf8', utf8],
  ['iso-8859-1', latin1],
  ['iso_8859-1', latin1],
  ['latin1', latin1],
  ['iso-8859-15', (bytes) => latin1(bytes).replace(/[¤¦¨´¸¼½¾]/g, (one) => latin9.get(one) ?? one)],
  ['windows-1252', decodeWindows1252],
  ['cp1252', decodeWindows1252],
]);

const wide: ReadonlySet<string> = new Set(['utf-16', 'utf16', 'utf-16le', 'utf-16be', 'iso-10646-ucs-2', 'ucs-2']);

function decodeWindows1252(bytes: Uint8Array): string {
  const text = latin1(bytes).replace(/[\x80-\x9f]/g, (one) => windows1252.charAt(one.charCodeAt(0) - 0x80));
  if (text.includes('\uffff')) throw new RangeError('byte without a character in windows-1252');
  return text;
}

/** The encoding named in the XML declaration, in lower case. The declaration must stand at the very beginning. */
const declared = (head: string): string | undefined =>
  /^<\?xml[\t\n\r ][^>]{0,400}?[\t\n\r ]encoding[\t\n\r ]*=[\t\n\r ]*["']([^"'<>]{0,80})["']/
    .exec(head)?.[1]
    ?.toLowerCase();

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

const HEAD = 1024;

/** How the bytes are to be read: charset, its name for messages, and how many bytes of byte order mark go before. */
function charsetOf(bytes: Uint8Array): { charset: Charset; name: string; mark: number } | { conflict: string } {
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) return { conflict: 'UTF-32' };
  if (startsWith(bytes, 0xff, 0xfe)) return utf16(bytes, utf16le, 'UTF-16LE', 2);
  if (startsWith(bytes, 0xfe, 0xff)) return utf16(bytes, utf16be, 'UTF-16BE', 2);
  if (startsWith(bytes, 0x3c, 0, 0x3f, 0)) return utf16(bytes, utf16le, 'UTF-16LE', 0);
  if (startsWith(bytes, 0, 0x3c, 0, 0x3f)) return utf16(bytes, utf16be, 'UTF-16BE', 0);

  const mark = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
  const name = declared(latin1(bytes.subarray(mark, mark + HEAD)));
  const charset = charsets.get(name ?? 'utf-8');
  if (!charset) return { conflict: name ?? '' };
  if (mark > 0 && charset !== utf8) return { conflict: `UTF-8 / ${name ?? ''}` };
  return { charset, name: name ?? 'utf-8', mark };
}

function utf16(bytes: Uint8Array, charset: Charset, name: string, mark: number): ReturnType<typeof charsetOf> {
  const label = declared(latin1(bytes.subarray(mark, mark + 2 * HEAD)).replace(/\0/g, ''));
  // Without a byte order mark only the declaration can vouch for the pattern seen.
  if (label === undefined) return mark > 0 ? { charset, name, mark } : { conflict: `${name} ?` };
  return wide.has(label) ? { charset, name, mark } : { conflict: `${name} / ${label}` };
}

/** The characters of an XML document, without byte order mark. A byte that is no character is refused, never replaced. */
export function decodeXml(bytes: Uint8Array): string {
  const found = charsetOf(bytes);
  if ('conflict' in found) {
    const shown = found.conflict.slice(0, 80);
    throw refusal('xml-encoding', {
      de: `Die Datei nennt eine Zeichenkodierung, die nicht gelesen wird oder zu ihrem Inhalt nicht passt („${shown}“); zulässig sind UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 und Windows-1252.`,
      en: `The file names a character encoding that is not read or does not fit its content ("${shown}"); UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 and Windows-1252 are.`,
    });
  }
  try {
    return found.charset(bytes.subarray(found.mark));
  } catch {
    // The decoder says only "invalid data"; where it stood is of no use to the sender.
    throw refusal('xml-encoding', {
      de: `Die Datei enthält Bytes, die in ihrer Zeichenkodierung (${found.name}) kein Zeichen sind.`,
      en: `The file holds bytes that are no character in its encoding (${found.name}).`,
    });
  }
}
