import { refusedMail, type RefusedMail } from './refused-mail';

const MAX_HEAD_BYTES = 1024 * 1024;
const MAX_HEAD_LINES = 1000;
const MAX_ADDRESSES = 500;
const MAX_NODES = 200;

const addressHeader = /^(?:from|to|cc|bcc|reply-to|sender|resent-[a-z]+)[ \t]*:/i;

/**
 * Looks at a mail before the parser does. mailparser answers a head over 1 MB with an EMPTY mail and never answers at 1,000
 * MIME nodes or more; both would lose an invoice without an error.
 */
export function refuseBeforeParsing(bytes: Buffer): RefusedMail | undefined {
  if (bytes.length === 0) return refusedMail('empty');

  const head = bytes.toString('latin1', 0, Math.min(headEnd(bytes), MAX_HEAD_BYTES + 1));
  if (head.length > MAX_HEAD_BYTES) return refusedMail('head-too-large');
  const lines = head.split(/\r\n|\r|\n/);
  if (lines.length > MAX_HEAD_LINES) return refusedMail('head-too-large');
  if (unfold(lines).some(hasTooManyAddresses)) return refusedMail('too-many-addresses');

  if (boundaryMissing(unfold(lines), bytes)) return refusedMail('boundary-missing');
  return countNodes(bytes) > MAX_NODES ? refusedMail('too-many-parts') : undefined;
}

/** The first empty line. Whatever the line ends, mailsplit ends a line at LF. */
function headEnd(bytes: Buffer): number {
  const ends = [bytes.indexOf('\n\r\n'), bytes.indexOf('\n\n')].filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) : bytes.length;
}

function unfold(lines: readonly string[]): readonly string[] {
  const fields: string[][] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last) last.push(line);
    else fields.push([line]);
  }
  return fields.map((field) => field.join(''));
}

// A group marker costs the address parser as much as an address does.
const hasTooManyAddresses = (field: string): boolean =>
  addressHeader.test(field) && (field.match(/[,:;]/g)?.length ?? 0) > MAX_ADDRESSES;

/** A multipart whose delimiter never comes has no parts: an invoice that stands in it would not be seen. */
function boundaryMissing(fields: readonly string[], bytes: Buffer): boolean {
  const type = fields.find((field) => /^content-type[ \t]*:[ \t]*multipart\//i.test(field));
  const boundary = type && /;[ \t]*boundary[ \t]*=[ \t]*(?:"([^"]*)"|([^\s;]+))/i.exec(type);
  const name = boundary?.[1] ?? boundary?.[2];
  return name !== undefined && name !== '' && !bytes.includes(`\n--${name}`, 0, 'latin1');
}

/** An upper bound for the MIME nodes: every line that could be the delimiter of a declared boundary, and every mail in it. */
function countNodes(bytes: Buffer): number {
  const text = bytes.toString('latin1');
  const boundaries = new Set(
    [...text.matchAll(/boundary[ \t]*=[ \t\r\n]*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    ),
  );
  let nodes = 1 + (text.match(/^content-type[ \t]*:[ \t\r\n]*message\/rfc822/gim)?.length ?? 0);
  for (let at = text.indexOf('\n--'); at >= 0; at = text.indexOf('\n--', at + 3)) {
    const end = text.indexOf('\n', at + 3);
    const line = text.slice(at + 3, Math.min(end < 0 ? text.length : end, at + 300)).trimEnd();
    if (boundaries.has(line)) nodes += 1;
  }
  return nodes;
}
