import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { reasonCodes } from '@libs/operations';
import { hybridPdf } from '../support/envelopes';
import { openServer, type TestServer } from '../support/server';
import { ciiInvoice, ublInvoice } from '../support/xrechnung-xml';
import { type Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';

let server: TestServer;
let clerk: Client;

beforeAll(async () => {
  server = await openServer();
  clerk = await signedIn(server.url, 'clerk');
}, 60_000);

afterAll(() => server.close());

const nobody = '0190b0c0-0000-7000-8000-000000000000';
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const zip = (name: string): Buffer => Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\0\0'), Buffer.from(name)]);
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(64, 7)]);
const doctype = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`;

async function plainPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([300, 300]).drawText('Rechnung 4711');
  return document.save();
}

describe('what is no invoice', () => {
  const kinds: readonly [what: string, name: string, reason: string, bytes: () => Promise<Uint8Array> | Uint8Array][] =
    [
      ['a picture', 'Scan.png', 'needs-recognition', () => png],
      ['an archive', 'alles.zip', 'archive', () => zip('a.txt')],
      ['a Word file', 'Brief.docx', 'archive', () => zip('word/document.xml')],
      ['text', 'Notiz.txt', 'unsupported-type', () => Buffer.from('Bitte überweisen Sie 100 Euro.')],
      ['broken XML', 'kaputt.xml', 'xml-syntax', () => Buffer.from('<Invoice><ID>1</Invoice>')],
      ['XML of another kind', 'fremd.xml', 'unknown-syntax', () => Buffer.from('<html><body/></html>')],
      ['XML with a DOCTYPE', 'list.xml', 'xml-doctype', () => Buffer.from(doctype)],
      ['a broken PDF', 'halb.pdf', 'pdf-damaged', () => Buffer.from('%PDF-1.7\n1 0 obj\n<<')],
      ['a PDF without XML', 'Rechnung.pdf', 'needs-recognition', plainPdf],
    ];

  test.each(kinds)('%s lies on the clarify shelf with its reason', async (_, name, reason, make) => {
    const bytes = await make();
    const received = await clerk.received(bytes, name);
    const arrival = await clerk.concluded(received.id);
    expect(arrival).toMatchObject({ outcome: 'quarantined', reason, fileName: name });
    expect(reasonCodes).toContain(arrival.reason);
    expect(arrival.message?.de).not.toBe(arrival.message?.en);

    const detail = await clerk.case(arrival.documents[0]!.caseId);
    expect(detail).toMatchObject({ stage: 'clarify', reason: { code: reason, message: arrival.message } });
    expect(detail.may.return.allowed).toBe(true);
    const shelf = await clerk.cases('view=clarify&limit=200');
    expect(shelf.items.map(({ id }) => id)).toContain(detail.id);
    await expectSameBytes(detail.documents[0]!.id, bytes);
  });

  async function expectSameBytes(documentId: string, bytes: Uint8Array): Promise<void> {
    const original = await clerk.get(`/documents/${documentId}/original`);
    expect(original.status).toBe(200);
    expect(original.body.equals(bytes)).toBe(true);
  }
});

describe('the original', () => {
  test('leaves the house as a download that nothing runs, sniffs or keeps', async () => {
    const name = `Straße 'A' (1) – 100 %.xml`;
    const arrival = await clerk.concluded((await clerk.received(ublInvoice({ number: 'D-1' }), name)).id);
    const { headers, body } = await clerk.get(`/documents/${arrival.documents[0]!.id}/original`);
    expect(headers).toMatchObject({
      'content-type': 'application/xml',
      'content-length': String(body.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
    });
    const [, coded] = /^attachment; filename\*=UTF-8''([A-Za-z0-9%._~!#$&+^`|-]+)$/.exec(
      headers['content-disposition']!,
    )!;
    expect(decodeURIComponent(coded!)).toBe(name);
  });

  test.each([
    ['short', 60, 500],
    ['long', 300_000, 'cut off'],
  ])('that rotted in the archive is not handed out as if it were whole: %s', async (_, length, expected) => {
    const content = `<a>${randomUUID()}${'x'.repeat(length)}</a>`;
    const arrival = await clerk.concluded((await clerk.received(content)).id);
    rot(sha256(content), content.replace('a', 'b'));
    const asked = clerk.get(`/documents/${arrival.documents[0]!.id}/original`);
    if (expected === 'cut off') await expect(asked).rejects.toThrow(/aborted/);
    else expect(expectProblem(await asked, 500, 'archive-failed').message.de).toMatch(/beschädigt.*Sicherung/);
    expect((await clerk.get('/session')).status).toBe(200);
  });

  function rot(hash: string, content: string): void {
    const inside = readdirSync(server.house.folder, { recursive: true, encoding: 'utf8' });
    const file = join(
      server.house.folder,
      inside.find((one) => one.endsWith(hash))!,
    );
    chmodSync(file, 0o600);
    writeFileSync(file, content);
  }

  test.each([
    ['unknown', nobody, 404],
    ['malformed', 'eins', 422],
    ['a path', '..%2f..%2fetc%2fpasswd', 422],
  ])('of an id that is %s: %s', async (_, id, status) => {
    expectProblem(await clerk.get(`/documents/${id}/original`), status);
  });
});

describe('the list of arrivals', () => {
  test('finds by SHA-256, says what was read, and nothing for other bytes', async () => {
    const xml = ublInvoice({ number: 'A-17', lines: ['0.10', '99.95'] });
    const { id } = await clerk.received(xml);
    await clerk.caseOf(id, 'code');
    const { items } = await clerk.arrivals(`sha256=${sha256(xml)}`);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id,
      outcome: 'accepted',
      reason: null,
      documents: [{ kind: 'xml', facts: { invoiceNumber: 'A-17', net: '100.05', gross: '119.06', lines: 2 } }],
    });
    expect((await clerk.arrivals(`sha256=${sha256('other')}`)).items).toEqual([]);
  });

  test('calls a PDF with XML inside hybrid', async () => {
    const { id } = await clerk.received(await hybridPdf(ciiInvoice({ number: 'Z-1' })), 'Rechnung.pdf');
    await clerk.caseOf(id, 'code');
    const arrival = await clerk.concluded(id);
    expect(arrival.documents[0]).toMatchObject({ kind: 'hybrid-pdf', facts: { invoiceNumber: 'Z-1' } });
  });

  test('is walked by cursor without gap or repetition while more arrives', async () => {
    for (let n = 0; n < 5; n += 1) await clerk.received(`<a>${randomUUID()}</a>`);
    const before = (await clerk.arrivals('limit=200')).items.map(({ id }) => id);
    const walked: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await clerk.arrivals(`limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      walked.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (walked.length === 2) await clerk.received(`<a>${randomUUID()}</a>`);
    }
    expect(walked).toEqual(before);
  });

  test.each([
    'cursor=quatsch',
    'cursor=%00',
    'limit=0',
    'limit=201',
    'limit=x',
    'sha256=abc',
    `sha256=${'A'.repeat(64)}`,
    'sha256=a&sha256=b',
  ])('refuses %s', async (query) => {
    expectProblem(await clerk.get(`/arrivals?${query}`), 422);
  });

  test('knows what is not there and what is no id', async () => {
    expectProblem(await clerk.get(`/arrivals/${nobody}`), 404, 'not-found');
    const problem = expectProblem(await clerk.get('/arrivals/17'), 422, 'invalid-request');
    expect(problem.message.de).not.toContain('undefined');
  });
});
