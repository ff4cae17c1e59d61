import { type ArrivalReason } from './arrival-reasons';
import { fileKind, type FileKind } from './file-kind';
import { safeFileName } from './file-name';
import { imageSize } from './image-size';

/** An attachment as the mail parser describes it. Name and type are claims of the sender. */
export type AttachedPart = {
  readonly filename?: string | undefined;
  readonly contentType?: string | undefined;
  readonly contentDisposition?: string | undefined;
  readonly cid?: string | undefined;
  readonly size: number;
  readonly bytes: Uint8Array;
};

/** A part that becomes a document of its own. */
export type DocumentPart = {
  /** Place among the attachments, from 1. */ readonly n: number;
  readonly name: string;
  readonly kind: Extract<FileKind, 'xml' | 'pdf' | 'image'>;
  readonly bytes: Uint8Array;
};

/** A part that does not, and why. It stays in the stored mail. `decoration` and `signature` need nobody's attention. */
export type OtherPart = {
  readonly n: number;
  readonly name: string;
  readonly reason: ArrivalReason | 'decoration' | 'signature';
};

/** Every part stands in exactly one of the two lists. */
export type MailParts = { readonly documents: readonly DocumentPart[]; readonly others: readonly OtherPart[] };

const MOST_BYTES = 50 * 1024 * 1024;

/** Sorts the attachments of a mail into documents and others, by their content. `html` is the body that may show images. */
export function mailParts(parts: readonly AttachedPart[], html?: string): MailParts {
  const shown = shownImages(html);
  const sorted = parts.map((part, index) => sort(part, index + 1, shown));
  const documents = sorted.filter((part) => 'kind' in part);
  if (documents.length > 0) return { documents, others: sorted.filter((part) => 'reason' in part) };

  // A phone puts the photographed invoice into the text of the mail: with nothing else there, a page-sized picture is no decoration.
  const pages = parts.flatMap((part, index) => {
    const other = sorted[index];
    const isPage = other && 'reason' in other && other.reason === 'decoration' && isPageSized(part.bytes);
    return isPage ? [{ n: other.n, name: other.name, kind: 'image' as const, bytes: part.bytes }] : [];
  });
  const taken = new Set(pages.map(({ n }) => n));
  return { documents: pages, others: sorted.filter((part) => 'reason' in part).filter(({ n }) => !taken.has(n)) };
}

function sort(part: AttachedPart, n: number, shown: ReadonlySet<string>): DocumentPart | OtherPart {
  const name = safeFileName(part.filename, n);
  const other = (reason: OtherPart['reason']): OtherPart => ({ n, name, reason });

  if (isSignature(part)) return other('signature');
  if (isEncrypted(part)) return other('mail-encrypted');
  if (isTnef(part.bytes)) return other('tnef');
  if (Math.max(part.size, part.bytes.length) > MOST_BYTES) return other('too-large');

  const kind = fileKind(part.bytes);
  switch (kind) {
    case 'xml':
    case 'pdf':
      return { n, name, kind, bytes: part.bytes };
    case 'image':
      return isDecoration(part, shown) ? other('decoration') : { n, name, kind, bytes: part.bytes };
    case 'empty':
      return other('empty');
    case 'zip':
      return other('archive');
    case 'mail':
      return other('attached-mail');
    case 'unknown':
      return other('unsupported-type');
  }
}

const typeOf = (part: AttachedPart): string => (part.contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** The detached signature of a signed mail. A document under that type is still looked at by its content. */
const isSignature = (part: AttachedPart): boolean =>
  /^application\/(x-)?(pkcs7|pgp)-signature$/.test(typeOf(part)) && fileKind(part.bytes) === 'unknown';

const isEncrypted = (part: AttachedPart): boolean =>
  /^application\/((x-)?pkcs7-mime|pgp-encrypted)$/.test(typeOf(part)) ||
  startsWith(part.bytes, new TextEncoder().encode('-----BEGIN PGP MESSAGE-----'));

/** winmail.dat, whatever it is called. */
const isTnef = (bytes: Uint8Array): boolean => startsWith(bytes, Uint8Array.of(0x78, 0x9f, 0x3e, 0x22));

const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Pictures that the body shows, and pictures too small to hold a readable invoice, such as logos sent along. */
function isDecoration(part: AttachedPart, shown: ReadonlySet<string>): boolean {
  if (part.cid !== undefined && shown.has(plainId(part.cid))) return true;
  const size = imageSize(part.bytes);
  return size !== undefined && size.width < 300 && size.height < 150;
}

const isPageSized = (bytes: Uint8Array): boolean => {
  const size = imageSize(bytes);
  return size !== undefined && Math.max(size.width, size.height) >= 1000 && Math.min(size.width, size.height) >= 600;
};

const plainId = (id: string): string => id.replace(/^<|>$/g, '').toLowerCase();

/** The Content-IDs that the HTML refers to, as `cid:` addresses, percent-encoded or not. */
function shownImages(html: string | undefined): ReadonlySet<string> {
  const ids = [...(html ?? '').matchAll(/cid:([^"'\s)>]+)/gi)].map(([, id = '']) => id.replaceAll('&amp;', '&'));
  return new Set(ids.flatMap((id) => [plainId(id), plainId(percentDecoded(id))]));
}

const percentDecoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
