import { type Syntax } from '../../model';
import { anInvoice } from '../an-invoice';
import { placesOf } from '../an-invoice-places';
import { changed, findingsOf } from '../findings-of.fixture';

const supplier = '/ubl:Invoice[1]/cac:AccountingSupplierParty[1]';

describe.each([
  ['BR-DE-3', 'seller.address.city', 'BT-37'],
  ['BR-DE-4', 'seller.address.postCode', 'BT-38'],
  ['BR-DE-5', 'seller.contact.name', 'BT-41'],
  ['BR-DE-6', 'seller.contact.phone', 'BT-42'],
  ['BR-DE-7', 'seller.contact.email', 'BT-43'],
  ['BR-DE-8', 'buyer.address.city', 'BT-52'],
  ['BR-DE-9', 'buyer.address.postCode', 'BT-53'],
  ['BR-DE-10', 'delivery.address.city', 'BT-77'],
  ['BR-DE-11', 'delivery.address.postCode', 'BT-78'],
] as const)('%s: %s must be there', (rule, path, term) => {
  const group = path.split('.').slice(0, 2).join('.');
  const place = (syntax: Syntax): string => {
    const places = placesOf(syntax);
    if (path.startsWith('seller.contact')) return places.sellerContact;
    if (path.startsWith('seller')) return places.sellerAddress;
    return path.startsWith('buyer') ? places.buyerAddress : places.delivery;
  };

  test.each(['ubl-invoice', 'ubl-creditnote', 'cii'] as const)('in %s, at its group', (syntax) => {
    const invoice = anInvoice({ syntax });
    expect(findingsOf(invoice, rule)).toEqual([]);
    for (const broken of [changed(invoice, path), changed(invoice, `${path}.text`, '\t')]) {
      const findings = findingsOf(broken, rule);
      expect(findings).toMatchObject([{ severity: 'fatal', location: place(syntax) }]);
      expect(findings[0]?.terms).toContain(term);
    }
  });

  test('is silent where the whole group is missing', () => {
    expect(findingsOf(changed(anInvoice(), group), rule)).toEqual([]);
  });
});

describe('BR-DE-1: payment instructions', () => {
  test('must be there', () => {
    expect(findingsOf(anInvoice(), 'BR-DE-1')).toEqual([]);
    expect(findingsOf(changed(anInvoice(), 'payment', []), 'BR-DE-1')).toMatchObject([
      { severity: 'fatal', location: '/ubl:Invoice[1]', terms: ['BG-16'] },
    ]);
  });
});

describe('BR-DE-2: the contact of the seller', () => {
  test('must be there; UBL points at the element around the party', () => {
    expect(findingsOf(anInvoice(), 'BR-DE-2')).toEqual([]);
    expect(findingsOf(changed(anInvoice(), 'seller.contact'), 'BR-DE-2')).toMatchObject([{ location: supplier }]);
    expect(findingsOf(changed(anInvoice({ syntax: 'cii' }), 'seller.contact'), 'BR-DE-2')).toMatchObject([
      { severity: 'fatal', location: placesOf('cii').seller, terms: ['BG-6'] },
    ]);
  });

  test('is silent without a seller: BR-06 speaks then', () => {
    expect(findingsOf(changed(anInvoice(), 'seller'), 'BR-DE-2')).toEqual([]);
  });
});

describe('BR-DE-14: the rate of each breakdown', () => {
  test('must be there, at the breakdown', () => {
    expect(findingsOf(anInvoice(), 'BR-DE-14')).toEqual([]);
    for (const broken of [changed(anInvoice(), 'vat.0.rate'), changed(anInvoice(), 'vat.0.rate.text', ' ')]) {
      expect(findingsOf(broken, 'BR-DE-14')).toMatchObject([
        { severity: 'fatal', location: placesOf('ubl-invoice').vat },
      ]);
    }
  });
});

describe('BR-DE-15: the buyer reference', () => {
  test('must be there', () => {
    expect(findingsOf(anInvoice(), 'BR-DE-15')).toEqual([]);
    for (const broken of [changed(anInvoice(), 'buyerReference'), changed(anInvoice(), 'buyerReference.text', '  ')]) {
      expect(findingsOf(broken, 'BR-DE-15')).toMatchObject([
        { severity: 'fatal', location: '/ubl:Invoice[1]', terms: ['BT-10'] },
      ]);
    }
  });
});
