export type FileKind = 'xml' | 'pdf' | 'image' | 'zip' | 'mail' | 'empty' | 'unknown';

/** Readers of PDF accept junk before the header up to here (ISO 32000, Annex H). */
const PDF_HEADER_WITHIN = 1024;
const MAIL_HEAD = 64 * 1024;

/** What the bytes are, whatever name and type they came with. Only the beginning is looked at; nothing is parsed. */
export function fileKind(bytes: Uint8Array): FileKind {
  const start = latin1(bytes.subarray(0, PDF_HEADER_WITHIN));
  const text = withoutEncoding(start);
  if (text === '' && bytes.every((byte) => blanks.has(byte))) return 'empty';

  if (images.some((image) => image.test(start))) return 'image';
  if (/^PK(\x03\x04|\x05\x06|\x07\x08)/.test(start)) return 'zip';
  const pdf = start.includes('%PDF-');
  // a page with a PDF header inside is two things at once: neither reader shall have it
  if (text.startsWith('<') && pdf) return /^<(!doctype\s+html|html|script|body|svg)/i.test(text) ? 'unknown' : 'xml';
  if (text.startsWith('<') || start.startsWith(EBCDIC_XML)) return 'xml';
  if (isMail(latin1(bytes.subarray(0, MAIL_HEAD)))) return 'mail';
  if (pdf) return 'pdf';
  // an XML declaration behind junk: the reader says what is wrong with it
  return text.slice(0, 64).includes('<?xml') ? 'xml' : 'unknown';
}

/** Blank, tab, line ends, form feed, NUL and the byte order marks: a file of these says nothing. */
const blanks = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);

/** Each byte one character, so that patterns can speak of bytes. */
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** The ASCII part of the beginning, whether it is UTF-8, UTF-16 or UTF-32, with or without byte order mark. */
const withoutEncoding = (start: string): string =>
  start
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff|\0\0\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();

/** `<?xm` in EBCDIC: not read, but named as XML in a wrong encoding. */
const EBCDIC_XML = '\x4c\x6f\xa7\x94';

const images: readonly RegExp[] = [
  /^\x89PNG\r\n\x1a\n/,
  /^\xff\xd8\xff/,
  /^(II[*+]\0|MM\0[*+])/, // TIFF, BigTIFF
  /^GIF8[79]a/,
  /^BM[^]{4}\0{4}/,
  /^RIFF[^]{4}WEBP/,
  /^[^]{4}ftyp(heic|heix|hevc|mif1|msf1|avif)/,
  /^\0\0\0\x0cjP {2}\r\n\x87\n/, // JPEG 2000
];

const sources = new Set(['from', 'sender', 'return-path', 'received', 'delivered-to', 'x-envelope-from']);
const others = new Set([
  ...['to', 'cc', 'subject', 'date', 'message-id', 'mime-version', 'content-type', 'reply-to', 'dkim-signature'],
  ...['content-transfer-encoding', 'x-mailer', 'user-agent', 'references', 'in-reply-to', 'list-id'],
]);

/**
 * A mail in RFC 5322 form (.eml): a head that names where it comes from and two things more. Broken lines between are borne, as
 * mail systems do.
 */
function isMail(start: string): boolean {
  const [head = ''] = start.replace(/^(\xef\xbb\xbf)?\s*(From [^\n]*\n)?/, '').split(/\r?\n\r?\n/, 1);
  const lines = head.split(/\r?\n|\r/);
  const names = new Set(lines.map((line) => /^([!-9;-~]+)[ \t]*:/.exec(line)?.[1]?.toLowerCase() ?? ''));
  const known = [...names].filter((name) => sources.has(name) || others.has(name));
  return known.length >= 3 && known.some((name) => sources.has(name));
}
