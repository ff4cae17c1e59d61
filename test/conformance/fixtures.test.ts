import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractXml, type Invoice, profileOf, readInvoice } from '@libs/xrechnung';
import { type Terms, termsOf } from './corpus';

const fixture = (name: string): Uint8Array => readFileSync(join(__dirname, '../fixtures/invoices', name));

function invoiceOf(bytes: Uint8Array): Invoice {
  const reading = readInvoice(bytes);
  if (reading.kind === 'unreadable') throw new Error(reading.message.en);
  return reading.invoice;
}

async function insideOf(pdf: Uint8Array): Promise<Uint8Array> {
  const found = await extractXml(pdf);
  if (found.kind !== 'xml') throw new Error(`No XML in the PDF: ${found.kind}`);
  return found.bytes;
}

/** What differs from shape to shape by design. */
function shared(invoice: Invoice): Terms {
  const {
    'BT-1': _number,
    'BT-2': _date,
    'BT-3': _type,
    'BT-9': _due,
    'BT-24': _specification,
    'BT-72': _delivered,
    ...terms
  } = termsOf(invoice);
  return { ...terms, dates: [invoice.issueDate?.iso, invoice.dueDate?.iso, invoice.deliveryDate?.iso] };
}

describe('the invoices for tests', () => {
  test('say the same in every shape', async () => {
    const [ubl, creditNote, cii] = ['xrechnung-ubl.xml', 'xrechnung-ubl-creditnote.xml', 'xrechnung-cii.xml'].map(
      (name) => invoiceOf(fixture(name)),
    );
    const hybrid = invoiceOf(await insideOf(fixture('zugferd.pdf')));
    expect([creditNote!, cii!, hybrid].map(shared)).toEqual([shared(ubl!), shared(ubl!), shared(ubl!)]);
    expect([ubl!, creditNote!, cii!, hybrid].map(profileOf)).toEqual([
      'XRECHNUNG',
      'XRECHNUNG',
      'XRECHNUNG',
      'EN16931',
    ]);
    expect(shared(ubl!)).toMatchObject({
      'BT-115': '1190.00',
      dates: ['2026-03-02', '2026-04-01', '2026-02-27'],
      lines: 2,
    });
  });
});
