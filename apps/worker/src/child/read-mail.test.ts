import { type MailResult } from '@libs/platform';
import { readMail } from './read-mail';

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const head = (more = ''): string =>
  `From: Bauhof <rechnung@bauhof.example>\nTo: rechnung@musterstadt.example\nSubject: Rechnung\n${more}`;
const part = (headers: string, body: string): string => `--grenze\n${headers}\n\n${body}\n`;
const xmlPart = part(
  'Content-Type: application/xml; name="r.xml"\nContent-Disposition: attachment; filename="r.xml"',
  '<Invoice/>',
);
const aMail = (parts: readonly string[], more = ''): string =>
  `${head(more)}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="grenze"\n\n${parts.join('')}--grenze--\n`;

const read = (text: string): Promise<MailResult> => readMail(Buffer.from(crlf(text), 'latin1'));

describe('a mail', () => {
  test('gives sender, subject and its parts with their bytes', async () => {
    const result = await read(aMail([part('Content-Type: text/plain', 'Guten Tag'), xmlPart]));
    expect(result).toMatchObject({
      kind: 'mail',
      from: ['rechnung@bauhof.example'],
      to: ['rechnung@musterstadt.example'],
      subject: 'Rechnung',
      automatic: [],
      parts: [{ fileName: 'r.xml', contentType: 'application/xml', disposition: 'attachment', depth: 0, size: 10 }],
    });
    expect(result.kind === 'mail' && Buffer.from(result.parts[0]?.bytes ?? []).toString()).toBe('<Invoice/>');
  });

  test('the sender is the address, whatever the name says', async () => {
    const spoofed = head().replace('Bauhof', '"kaemmerei@musterstadt.example"');
    expect(await read(`${spoofed}\nHallo\n`)).toMatchObject({ from: ['rechnung@bauhof.example'], text: 'Hallo\n' });
  });

  test('a forwarded mail is opened, and its parts say how deep they lay', async () => {
    const forwarded = part(
      'Content-Type: message/rfc822\nContent-Disposition: attachment',
      aMail([xmlPart]).replaceAll('grenze', 'innen'),
    );
    expect(await read(aMail([forwarded]))).toMatchObject({ parts: [{ fileName: 'r.xml', depth: 1 }] });
  });

  test('a forwarded mail without attachments stays a part itself: nothing is dropped', async () => {
    const forwarded = part('Content-Type: message/rfc822\nContent-Disposition: attachment', `${head()}\nnur Text`);
    expect(await read(aMail([forwarded]))).toMatchObject({ parts: [{ contentType: 'message/rfc822', depth: 0 }] });
  });

  test.each([
    ['Auto-Submitted: auto-replied\n', 'auto-submitted'],
    ['Precedence: bulk\n', 'precedence'],
    ['List-Id: <rundbrief.example>\n', 'list'],
    ['X-Auto-Response-Suppress: All\n', 'auto-response-suppress'],
    ['Return-Path: <>\n', 'no-return-path'],
  ])('%j shows that a machine wrote it', async (field, sign) => {
    expect(await read(`${head(field)}\nText\n`)).toMatchObject({ automatic: [sign] });
  });

  test('Auto-Submitted: no is a person', async () => {
    expect(await read(`${head('Auto-Submitted: no\n')}\nText\n`)).toMatchObject({ automatic: [] });
  });

  test('HTML is kept as it came and never turned into text', async () => {
    expect(await read(`${head('Content-Type: text/html\n')}\n<p>Hallo</p>\n`)).toMatchObject({
      html: '<p>Hallo</p>\n',
      text: null,
    });
  });
});

describe('what is not opened', () => {
  const nested = (depth: number): string =>
    depth === 0
      ? `${head()}\ninnerste\n`
      : aMail([part('Content-Type: message/rfc822\nContent-Disposition: attachment', nested(depth - 1))]).replaceAll(
          'grenze',
          `g${depth}x`,
        );
  const reportTo = (count: number): string =>
    `To: ${Array.from({ length: count }, (_, i) => `a${i}@example.com`).join(', ')}\n`;

  test.each([
    ['an empty mail', '', 'empty'],
    ['a head over 1 MB', `${head(`X-Lang: ${'x'.repeat(1_100_000)}\n`)}\nText`, 'mail-damaged'],
    ['a head of more than 1,000 lines', `${head('X-A: b\n'.repeat(1001))}\nText`, 'mail-damaged'],
    ['more than 500 addresses in a field', `${head(reportTo(502))}\nText`, 'mail-damaged'],
    ['20,000 group markers', `${head(`Cc: ${'g:'.repeat(20_000)}\n`)}\nText`, 'mail-damaged'],
    ['a delimiter that never comes', aMail([xmlPart]).replaceAll('--grenze', ''), 'mail-damaged'],
    ['101 attachments', aMail(Array.from({ length: 101 }, () => xmlPart)), 'too-many-attachments'],
    [
      '1,200 parts, at which the parser never ends',
      aMail(Array.from({ length: 1200 }, () => xmlPart)),
      'too-many-attachments',
    ],
    ['mails 12 deep', nested(12), 'nested-too-deep'],
  ])('%s', async (_what, text, reason) => {
    expect(await read(text)).toMatchObject({ kind: 'unreadable', reason, message: { de: expect.any(String) } });
  });

  test.each([
    ['100 attachments', aMail(Array.from({ length: 100 }, () => xmlPart))],
    ['490 addresses', `${head().replace('To: rechnung@musterstadt.example\n', reportTo(490))}\nText`],
    ['mails 9 deep', nested(9)],
  ])('%s pass', async (_what, text) => {
    expect(await read(text)).toMatchObject({ kind: 'mail' });
  });
});
