import { profileOf } from './profile';
import { readInvoice } from './read';
import { UNREADABLE_REASONS } from './syntax/unreadable';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const specifiedAs = (id: string) => {
  const reading = readInvoice(
    utf8(
      `<Invoice xmlns="${UBL}:Invoice-2"><b:CustomizationID xmlns:b="${UBL}:CommonBasicComponents-2">${id}</b:CustomizationID></Invoice>`,
    ),
  );
  return reading.kind === 'invoice' ? profileOf(reading.invoice) : reading.reason;
};

describe('readInvoice', () => {
  test.each([
    ['ubl-invoice', `<x:Invoice xmlns:x="${UBL}:Invoice-2"/>`],
    ['ubl-creditnote', `<CreditNote xmlns="${UBL}:CreditNote-2"/>`],
    ['cii', '<y:CrossIndustryInvoice xmlns:y="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>'],
  ])('knows %s by namespace and name, whatever the prefix', (syntax, document) => {
    expect(readInvoice(utf8(document))).toMatchObject({
      kind: 'invoice',
      syntax,
      wellFormed: true,
      invoice: { syntax },
    });
  });

  test.each([
    ['ZUGFeRD 1.0', '<CrossIndustryDocument xmlns="urn:ferd:CrossIndustryDocument:invoice:1p0"/>'],
    ['FatturaPA', '<FatturaElettronica xmlns="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"/>'],
    ['UBL-Dokument', `<Order xmlns="${UBL}:Order-2"/>`],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['„Invoice“', '<Invoice/>'],
    // a letter O in place of a zero
    [
      '„CrossIndustryInvoice“',
      '<CrossIndustryInvoice xmlns="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:1O0"/>',
    ],
    ['„CreditNote“', `<CreditNote xmlns="${UBL}:Invoice-2"/>`],
  ])('calls what it does not read by its name: %s', (name, document) => {
    expect(readInvoice(utf8(document))).toMatchObject({
      kind: 'unreadable',
      reason: 'unknown-syntax',
      wellFormed: true,
      message: { de: expect.stringContaining(name), en: expect.stringContaining('Ask the sender') },
    });
  });

  test('the reasons are a closed list without repetition', () => {
    expect(new Set(UNREADABLE_REASONS).size).toBe(UNREADABLE_REASONS.length);
  });

  test('20,000 lines of a 2 MB invoice take about a second at most', () => {
    const line = (id: number) => `<a:InvoiceLine><b:ID>${id}</b:ID><a:Item><b:Name>T</b:Name></a:Item></a:InvoiceLine>`;
    const lines = Array.from({ length: 20_000 }, (_, index) => line(index)).join('');
    const document = utf8(
      `<Invoice xmlns="${UBL}:Invoice-2" xmlns:a="${UBL}:CommonAggregateComponents-2" xmlns:b="${UBL}:CommonBasicComponents-2">${lines}</Invoice>`,
    );
    const start = performance.now();
    const reading = readInvoice(document);
    expect(performance.now() - start).toBeLessThan(20_000); // the time limit of the step; figures stand in docs/bench.md
    expect(reading).toMatchObject({ kind: 'invoice', invoice: { lines: { length: 20_000 } } });
  });
});

describe('profileOf', () => {
  const EN = 'urn:cen.eu:en16931:2017';

  test.each([
    [EN, 'EN16931'],
    [`${EN}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0`, 'XRECHNUNG'],
    [
      `${EN}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0`,
      'XRECHNUNG-EXTENSION',
    ],
    [
      `${EN}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9`,
      'XRECHNUNG-CVD',
    ],
    [`${EN}#compliant#urn:xoev-de:kosit:standard:xrechnung_2.3`, 'XRECHNUNG (old)'],
    [`${EN}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0`, 'PEPPOL'],
    [`${EN}#conformant#urn:factur-x.eu:1p0:extended`, 'EXTENDED'],
    [`${EN}:compliant:factur-x.eu:1p0:basic`, 'BASIC'],
    ['urn:factur-x.eu:1p0:basicwl', 'BASIC WL'],
    ['urn:factur-x.eu:1p0:minimum', 'MINIMUM'],
    ['urn:ferd:CrossIndustryDocument:invoice:1p0:comfort', 'COMFORT'],
    [` ${EN}\n`, 'EN16931'],
    ['urn:something:else', 'urn:something:else'],
    ['', undefined],
  ])('%j is %s', (id, profile) => {
    expect(specifiedAs(id)).toBe(profile);
  });
});
