import { checkInvoice, extractXml, readInvoice, usability } from '@libs/xrechnung';
import { hybridPdf } from './envelopes';
import { ciiInvoice, ublInvoice } from './xrechnung-xml';

function judged(bytes: Uint8Array) {
  const reading = readInvoice(bytes);
  if (reading.kind === 'unreadable') throw new Error(reading.message.en);
  const { invoice } = reading;
  const report = checkInvoice(invoice);
  return { invoice, findings: report.findings, usability: usability(invoice, report, 'XRECHNUNG').usability };
}

const wanted = { number: 'A & B/7', lines: ['0.10', '99.95'], sellerName: '<Groß> & Söhne' };

test.each([
  ['UBL', ublInvoice(wanted)],
  ['CII', ciiInvoice(wanted)],
])('the %s invoices for tests are without a finding and say what was wanted', (_syntax, xml) => {
  const { invoice, findings, usability: verdict } = judged(Buffer.from(xml));
  expect(findings).toEqual([]);
  expect(verdict).toBe('usable');
  expect(invoice.number?.text).toBe('A & B/7');
  expect(invoice.seller?.name?.text).toBe('<Groß> & Söhne');
  expect(invoice.totals.gross?.text).toBe('119.06');
});

test('the PDF for tests carries the XML byte for byte', async () => {
  const found = await extractXml(await hybridPdf(ciiInvoice()));
  expect(found).toMatchObject({ kind: 'xml', fileName: 'factur-x.xml' });
  expect(found.kind === 'xml' && Buffer.from(found.bytes).toString()).toBe(ciiInvoice());
});
