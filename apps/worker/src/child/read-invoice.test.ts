import { PDFDocument } from 'pdf-lib';
import { readPdf, readXml } from './read-invoice';

const cii = `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
  <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument><ram:ID>R-17</ram:ID><ram:TypeCode>380</ram:TypeCode></rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement/><ram:ApplicableHeaderTradeDelivery/><ram:ApplicableHeaderTradeSettlement/></rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>`;

const pdf = async (attachment?: string): Promise<Uint8Array> => {
  const document = await PDFDocument.create();
  document.addPage();
  if (attachment !== undefined)
    await document.attach(Buffer.from(attachment), 'factur-x.xml', { mimeType: 'text/xml' });
  return document.save();
};

describe('reading an invoice', () => {
  test('XML becomes a record with its report and what it is good for', () => {
    expect(readXml(Buffer.from(cii))).toMatchObject({
      kind: 'invoice',
      syntax: 'cii',
      profile: 'EN16931',
      record: { syntax: 'cii', number: { text: 'R-17' } },
      report: { findings: expect.any(Array), ruleSets: expect.any(Array) },
      usability: 'doubtful',
    });
  });

  test('the answer survives the border between processes', () => {
    const result = readXml(Buffer.from(cii));
    expect(structuredClone(result)).toEqual(result);
  });

  test('what is no invoice says why', () => {
    expect(readXml(Buffer.from('<a><b></a>'))).toMatchObject({ kind: 'unreadable', reason: 'xml-syntax' });
  });

  test('the XML of a hybrid PDF is read, and handed on as it was', async () => {
    const result = await readPdf(await pdf(cii));
    expect(result).toMatchObject({ kind: 'invoice', xmlName: 'factur-x.xml', record: { number: { text: 'R-17' } } });
    expect(result.kind === 'invoice' && Buffer.from(result.xml ?? []).toString()).toBe(cii);
  });

  test('a PDF without XML is a picture to be recognised', async () => {
    expect(await readPdf(await pdf())).toEqual({ kind: 'no-invoice', reason: 'needs-recognition' });
  });

  test('a hybrid PDF with broken XML is unreadable, not a picture', async () => {
    expect(await readPdf(await pdf('<a>'))).toMatchObject({ kind: 'unreadable', reason: 'xml-syntax' });
  });
});
