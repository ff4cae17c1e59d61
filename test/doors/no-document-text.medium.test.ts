import { deflateSync } from 'node:zlib';
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Arrival } from '@libs/contracts';
import { createTransport } from 'nodemailer';
import { PDFDocument } from 'pdf-lib';
import { type Client, signedIn } from '../http/support/client';
import { breaches } from '../support/breaches';
import { hybridPdf, mailWith } from '../support/envelopes';
import { freePort } from '../support/free-port';
import { type House, openHouse } from '../support/house';
import { atRest, type RunningApp, startApp } from '../support/processes';
import { ciiInvoice, ublInvoice } from '../support/xrechnung-xml';

/**
 * Documents that cannot be read, bring their reader to its limits, lie damaged in the archive or are meant to do harm: each
 * holds the word, wherever a reader, a parser or a database could quote it. No line of api or worker does.
 */
const word = 'Zwetschgenwasser';
let house: House;
let api: RunningApp;
let worker: RunningApp;
let clerk: Client;
let smtpPort: number;

beforeAll(async () => {
  house = await openHouse();
  const port = await freePort();
  smtpPort = await freePort();
  api = await startApp('api', house, { PORT: String(port), LOG_LEVEL: 'trace' });
  clerk = await signedIn(`http://127.0.0.1:${port}`, 'clerk');
}, 60_000);
afterAll(async () => {
  clerk.close();
  await Promise.all([api.kill(), worker.kill()]);
  await house.close();
});

const prolog = '<?xml version="1.0" encoding="UTF-8"?>';
const ubl = (change: (xml: string) => string, number: string): string =>
  change(ublInvoice({ number, sellerName: word }));
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

const xmls: Readonly<Record<string, string | Buffer>> = {
  'a document type with entities': `${prolog}<!DOCTYPE ${word} [<!ENTITY ${word} SYSTEM "file:///${word}">]><${word}>&${word};</${word}>`,
  'tags that do not close': `${prolog}<Invoice ${word}="${word}"><${word}>${word}</falsch>`,
  'an entity that is unknown': ubl((xml) => xml.replace(word, `&${word};`), 'N-1'),
  'a prefix that is unknown': ubl((xml) => xml.replace('<cbc:ID>', `<${word}:ID>${word}</${word}:ID><cbc:ID>`), 'N-2'),
  'a root that is unknown': `${prolog}<${word} xmlns="urn:${word}">${word}</${word}>`,
  'an encoding that is unknown': `<?xml version="1.0" encoding="${word}"?><Invoice>${word}</Invoice>`,
  'bytes that are no UTF-8': latin(`${prolog}<Invoice>${word} für ü\xff\xfe ${word}</Invoice>`),
  'a control character': ubl((xml) => xml.replace(word, `${word}&#x1;${word}`), 'N-3'),
  'half a character in UTF-16': utf16(
    ubl((xml) => xml.replace('encoding="UTF-8"', 'encoding="UTF-16"').replace(word, `${word}\ud800${word}`), 'N-4'),
  ),
  'words where dates and amounts belong': ubl(
    (xml) => xml.replaceAll(/\d{4}-\d\d-\d\d/g, word).replaceAll(/>1190\.00</g, `>${word}<`),
    `${word}-5`,
  ),
  'words where codes belong': ubl(
    (xml) => xml.replaceAll('EUR', word).replaceAll('>380<', `>${word}<`).replaceAll('>S<', `>${word}<`),
    'N-6',
  ),
  'a day that does not exist': ubl((xml) => xml.replaceAll(/\d{4}-\d\d-\d\d/g, '2026-02-30'), 'N-10'),
  'a month that does not exist': ubl((xml) => xml.replaceAll(/\d{4}-\d\d-\d\d/g, '2026-13-01'), 'N-11'),
  'the year 0': ubl((xml) => xml.replaceAll(/\d{4}-\d\d-\d\d/g, '0000-01-01'), 'N-12'),
  'the year 9999': ubl((xml) => xml.replaceAll(/\d{4}-\d\d-\d\d/g, '9999-12-31'), 'N-13'),
  'more digits than a column takes': ubl((xml) => xml.replaceAll('>1190.00<', `>${'9'.repeat(60)}.00<`), 'N-14'),
  'a name that is cut within a character': ubl((xml) => xml.replaceAll(word, `x${word}${'😀'.repeat(200)}`), 'N-15'),
  'a number of a thousand letters': ubl((xml) => xml, word.repeat(70)),
  'a depth that nobody needs': `${prolog}${`<${word}>`.repeat(2_000)}${`</${word}>`.repeat(2_000)}`,
  'a name of a thousand letters': `${prolog}<${word.repeat(70)}/>`,
};

async function pdfs(): Promise<Readonly<Record<string, Uint8Array>>> {
  const plain = await PDFDocument.create();
  plain.setTitle(word);
  plain.addPage([595, 842]).drawText(word);
  const whole = Buffer.from(await plain.save({ useObjectStreams: false }));
  return {
    'without an invoice': whole,
    'cut in half': whole.subarray(0, whole.length / 2),
    'with objects that are none': latin(whole.toString('latin1').replaceAll(/\d+ 0 obj/g, `${word} obj`)),
    'with an invoice that is none': await hybridPdf(xmls['tags that do not close']!.toString()),
    'with a document type': await hybridPdf(xmls['a document type with entities']!.toString()),
    'with a name for its invoice that is none': await hybridPdf(
      ciiInvoice({ number: 'N-7', sellerName: word }),
      `${word}.xml`,
    ),
    'with a stream that does not unpack': latin(
      `%PDF-1.7\n1 0 obj<</Type/Catalog/Names<</EmbeddedFiles<</Names[(${word}.xml)2 0 R]>>>>>>endobj\n` +
        `2 0 obj<</Type/Filespec/F(${word}.xml)/EF<</F 3 0 R>>>>endobj\n` +
        `3 0 obj<</Length 40/Filter/FlateDecode>>stream\n${deflateSync(word).toString('latin1').slice(0, 12)}${word}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF`,
    ),
  };
}

const attached = (name: string, bytes: string | Uint8Array, type = 'application/xml') => ({ name, type, bytes });
const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const mails: Readonly<Record<string, string>> = {
  'with nothing in it': mailWith(word, []),
  'with unreadable parts': mailWith(word, [
    attached(`${word}.xml`, `${xmls['tags that do not close']!.toString()}<!-- in a mail -->`),
    attached(`${word}.pdf`, `%PDF-1.7 ${word}`, 'application/pdf'),
    attached(`${word}.exe`, `MZ ${word}`, 'application/octet-stream'),
    attached(`${word}.zip`, `PK\x03\x04${word}`, 'application/zip'),
  ]),
  'with heads that hold what no database takes': mailWith('Betreff', [
    attached('Rechnung.xml', ublInvoice({ number: 'N-8', sellerName: word })),
  ])
    .replace('Subject: Betreff', `Subject: ${encoded(`${word}\u0000${word}\u202e`)}`)
    .replace(
      'From: Buero <buero@absender.example>',
      `From: ${encoded(`${word}\u0000`)} <${word}\u0000@absender.example>`,
    )
    .replaceAll('"Rechnung.xml"', `"${encoded(`${word}\u0000.xml`)}"`),
  'whose parts do not end': mailWith(word, [attached('a.xml', word)]).replaceAll('grenze--', word),
  'with an encoding that is unknown': mailWith(word, [attached('b.xml', word)]).replaceAll('base64', word),
  'with a mail that is none': mailWith(word, [
    attached(`${word}.eml`, `${word}: ${word}\r\n${word}`, 'message/rfc822'),
  ]),
};

/** Overwrites what lies in the archive. */
function damage(sha256: string): void {
  const found = readdirSync(house.folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    basename(path).includes(sha256),
  );
  if (found === undefined) throw new Error(`${sha256} is not in the archive.`);
  writeFileSync(join(house.folder, found), `${word} anders`);
}

async function send(raw: string, to = 'rechnung@musterstadt.example'): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true, socketTimeout: 20_000 });
  const envelope = { from: `${word}@absender.example`, to };
  await transport.sendMail({ envelope, raw }).finally(() => transport.close());
}

/** So many lines that reading takes longer than a second. */
function endless(): string {
  const xml = ublInvoice({ number: 'N-9', sellerName: word, lines: ['1.00'] });
  const line = /<cac:InvoiceLine>.*<\/cac:InvoiceLine>/s.exec(xml)![0].replace('Leistung 1', word);
  return xml.replace('</Invoice>', `${line.repeat(20_000)}</Invoice>`);
}

let arrivals: Arrival[];

test('all of them come to their end', async () => {
  // these two are tried until they are given up
  const [lost, slow] = [await clerk.received(`<a>${word}</a>`), await clerk.received(endless())];
  damage(lost.sha256);
  worker = await startApp('worker', house, { SMTP_PORT: String(smtpPort), LOG_LEVEL: 'trace', XML_SECONDS: '1' });

  const files = [
    ...Object.values(xmls),
    ...Object.values(await pdfs()),
    ...Object.values(mails),
    `\u0000\u0001${word}`,
  ];
  const received: Arrival[] = [];
  for (const file of files) received.push(await clerk.received(file));
  for (const [name, mail] of Object.entries(mails)) await send(mail.concat(`\r\n${name}`));
  await expect(send(mails['with nothing in it']!, `${word}@nirgends.example`)).rejects.toThrow();
  await atRest(house, 120);
  expect(await breaches(house)).toEqual([expect.stringContaining('is damaged in the archive')]);

  arrivals = await house.arrivals.many(house.sight, [lost.id, slow.id, ...received.map(({ id }) => id)]);
  expect([arrivals[0], arrivals[1]]).toMatchObject([{ reason: 'reader-failed' }, { reason: 'reader-timeout' }]);
  expect(arrivals.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['xml-doctype', 'xml-syntax', 'xml-encoding', 'xml-depth', 'xml-schema', 'unknown-syntax']),
  );
  expect(arrivals.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['date-invalid', 'amount-invalid', 'pdf-damaged', 'no-invoice', 'unsupported-type', null]),
  );
}, 180_000);

test('requests that fail with the word in them', async () => {
  const lines = { lines: [{ account: word, product: word, costCentre: word, amount: word, taxKey: word }] };
  const [first] = arrivals;
  const document = first!.documents[0]!;
  const answers = [
    await clerk.put(`/cases/${document.caseId}/coding`, lines),
    await clerk.post(`/cases/${document.caseId}/acts`, { kind: 'object', covers: word, reason: word }),
    await clerk.get(`/documents/${document.id}/original`),
    await clerk.get(`/cases?q=${word}`),
    await clerk.raw('POST', '/api/v1/exports', {
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(`{"profile": ${word}`),
    }),
    await clerk.raw('POST', '/api/v1/documents', {
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'idempotency-key': word },
      body: Buffer.from(`--x\r\nContent-Disposition: form-data; name="${word}"; filename="${word}"\r\n\r\n${word}`),
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 500, 200, 400, 422]);
});

test('no line of either process holds the word', () => {
  const log = api.log() + worker.log();
  for (const line of ['step failed', 'reading process failed', 'case-unreadable', 'case-parked', 'request failed'])
    expect({ line, found: log.includes(line) }).toEqual({ line, found: true });
  const forms = [word, Buffer.from(word).toString('hex'), Buffer.from(word).toString('base64').slice(0, 18)];
  for (const form of forms) {
    expect(log.split('\n').filter((line) => line.toLowerCase().includes(form.toLowerCase()))).toEqual([]);
  }
});
