import { anInvoice } from '../an-invoice';
import { changed, findingsOf } from '../findings-of.fixture';

const atDocument = [
  ['BR-06', 'seller.name', 'BT-27'],
  ['BR-07', 'buyer.name', 'BT-44'],
  ['BR-08', 'seller.address', 'BG-5'],
  ['BR-10', 'buyer.address', 'BG-8'],
] as const;

describe.each(atDocument)('%s: %s must be there', (rule, path, term) => {
  test.each(['ubl-invoice', 'ubl-creditnote', 'cii'] as const)('in %s', (syntax) => {
    const invoice = anInvoice({ syntax });
    expect(findingsOf(invoice, rule)).toEqual([]);
    expect(findingsOf(changed(invoice, path), rule)).toMatchObject([
      { severity: 'fatal', location: invoice.where, terms: [term] },
    ]);
  });

  test('also where the whole party is missing', () => {
    expect(findingsOf(changed(anInvoice(), path.split('.')[0]!), rule)).toHaveLength(1);
  });
});

describe.each([
  ['BR-09', 'seller', '/ubl:Invoice[1]/cac:AccountingSupplierParty[1]/cac:Party[1]/cac:PostalAddress[1]'],
  ['BR-11', 'buyer', '/ubl:Invoice[1]/cac:AccountingCustomerParty[1]/cac:Party[1]/cac:PostalAddress[1]'],
])('%s: the address of the %s names its country', (rule, party, place) => {
  test('UBL points at the address', () => {
    expect(findingsOf(anInvoice(), rule)).toEqual([]);
    expect(findingsOf(changed(anInvoice(), `${party}.address.country`), rule)).toMatchObject([{ location: place }]);
    expect(findingsOf(changed(anInvoice(), `${party}.address.country.text`, ' '), rule)).toHaveLength(1);
  });

  test('UBL is silent where there is no address, CII is not', () => {
    expect(findingsOf(changed(anInvoice(), `${party}.address`), rule)).toEqual([]);
    expect(findingsOf(changed(anInvoice({ syntax: 'cii' }), `${party}.address`), rule)).toMatchObject([
      { location: '/rsm:CrossIndustryInvoice[1]' },
    ]);
  });
});
