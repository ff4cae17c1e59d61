import { type AutomaticSign, type MailPart, type MailResult } from '@libs/platform';
import { type AddressObject, type Attachment, type ParsedMail, simpleParser } from 'mailparser';
import { refuseBeforeParsing } from './mail-head';
import { type RefusedMail, refusedMail } from './refused-mail';

const MAX_MAIL_BYTES = 60 * 1024 * 1024;
const MAX_ATTACHMENTS = 100;
const MAX_DEPTH = 10;
const SHOWN_TEXT = 100_000;
const KEPT_HTML = 1_000_000;

/** Takes a mail apart, and the mails attached to it. Which parts are documents is decided elsewhere. */
export async function readMail(bytes: Buffer): Promise<MailResult> {
  if (bytes.length > MAX_MAIL_BYTES) return refusedMail('too-large');
  const opened = await open(bytes, 0);
  if ('reason' in opened) return opened;

  const { mail, parts } = opened;
  return {
    kind: 'mail',
    from: addressesOf(mail.from),
    to: addressesOf(mail.to),
    subject: mail.subject ?? null,
    messageId: mail.messageId ?? null,
    date: dateOf(mail),
    automatic: automaticSigns(mail),
    contentType: headerOf(mail, 'content-type'),
    text: mail.text === undefined || mail.text === '' ? null : mail.text.slice(0, SHOWN_TEXT),
    html: typeof mail.html === 'string' ? mail.html.slice(0, KEPT_HTML) : null,
    parts,
  };
}

type Opened = { readonly mail: ParsedMail; readonly parts: readonly MailPart[] };

async function open(bytes: Buffer, depth: number): Promise<Opened | RefusedMail> {
  if (depth > MAX_DEPTH) return refusedMail('too-deep');
  const refused = refuseBeforeParsing(bytes);
  if (refused) return refused;

  const mail = await parse(bytes);
  if (!mail) return refusedMail('unparsable');
  const parts: MailPart[] = [];
  for (const attachment of mail.attachments) {
    const found = await partsOf(attachment, depth);
    if ('reason' in found) return found;
    parts.push(...found);
    if (parts.length > MAX_ATTACHMENTS) return refusedMail('too-many-parts');
  }
  return { mail, parts };
}

/** `skipImageLinks` and its kin: 8 MB of odd HTML would keep the parser busy for longer than the child may live. */
const options = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  keepCidLinks: true,
  maxHtmlLengthToParse: 5 * 1024 * 1024,
};

const parse = (bytes: Buffer): Promise<ParsedMail | undefined> => simpleParser(bytes, options).catch(() => undefined);

/** A mail that somebody forwarded as an attachment is opened; if nothing is attached to it, it stays the part itself. */
async function partsOf(attachment: Attachment, depth: number): Promise<readonly MailPart[] | RefusedMail> {
  const itself = [partOf(attachment, depth)];
  if (attachment.contentType !== 'message/rfc822') return itself;

  const inner = await open(attachment.content, depth + 1);
  if ('reason' in inner) return inner.reason === 'mail-damaged' || inner.reason === 'empty' ? itself : inner;
  return inner.parts.length > 0 ? inner.parts : itself;
}

const partOf = (
  { filename, contentType, contentDisposition, cid, size, content }: Attachment,
  depth: number,
): MailPart => ({
  fileName: filename ?? null,
  contentType,
  disposition: contentDisposition === 'attachment' || contentDisposition === 'inline' ? contentDisposition : null,
  cid: cid ?? null,
  depth,
  size,
  bytes: content,
});

function addressesOf(field: AddressObject | AddressObject[] | undefined): readonly string[] {
  const fields = field === undefined ? [] : [field].flat();
  const mailboxes = fields.flatMap(({ value }) => value.flatMap((one) => [one, ...(one.group ?? [])]));
  return mailboxes.flatMap(({ address }) => (address === undefined || address === '' ? [] : [address]));
}

const dateOf = ({ date }: ParsedMail): string | null =>
  date === undefined || Number.isNaN(date.getTime()) ? null : date.toISOString();

/** The value of a header field without its parameters, in lower case; empty when it is not there. */
function headerOf(mail: ParsedMail, name: string): string {
  const value = mail.headers.get(name);
  if (typeof value === 'string') return value.trim().toLowerCase();
  return typeof value === 'object' && 'value' in value && typeof value.value === 'string'
    ? value.value.toLowerCase()
    : '';
}

/** RFC 3834 and what is usual beside it. */
function automaticSigns(mail: ParsedMail): readonly AutomaticSign[] {
  const lines = mail.headerLines.map(({ key, line }) => ({
    key,
    value: line
      .slice(line.indexOf(':') + 1)
      .trim()
      .toLowerCase(),
  }));
  const field = (key: string): string | undefined => lines.find((line) => line.key === key)?.value;
  const submitted = field('auto-submitted');
  const sender = addressesOf(mail.from)[0]?.toLowerCase() ?? '';

  const signs: readonly (readonly [AutomaticSign, boolean])[] = [
    ['auto-submitted', submitted !== undefined && !/^no\b/.test(submitted)],
    ['report', headerOf(mail, 'content-type') === 'multipart/report'],
    ['precedence', /^(?:bulk|list|junk|auto_reply)\b/.test(field('precedence') ?? '')],
    ['list', field('list-id') !== undefined],
    ['auto-response-suppress', field('x-auto-response-suppress') !== undefined],
    ['no-return-path', field('return-path') === '<>'],
    ['mailer-daemon', /^(?:mailer-daemon|postmaster)@/.test(sender)],
  ];
  return signs.filter(([, holds]) => holds).map(([sign]) => sign);
}
