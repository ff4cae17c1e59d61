import { Decimal } from '@libs/money';
import { type Invoice, type Syntax } from '../../model';
import { anInvoice } from '../an-invoice';
import { changed, findingsOf } from '../findings-of.fixture';

const taxed = (tax: string, syntax: Syntax = 'ubl-invoice'): Invoice =>
  changed(anInvoice({ syntax }), 'vat.0.tax', { text: tax, where: '/tax', value: Decimal.parse(tax) });

describe('BR-CO-14: the tax total is the sum of its breakdown', () => {
  test('points at the tax total of UBL', () => {
    expect(findingsOf(anInvoice(), 'BR-CO-14')).toEqual([]);
    expect(findingsOf(taxed('19.01'), 'BR-CO-14')).toMatchObject([
      { severity: 'fatal', location: '/ubl:Invoice[1]/cac:TaxTotal[1]', terms: ['BT-110', 'BT-117'] },
    ]);
  });

  test('points at the tax amount of CII', () => {
    expect(findingsOf(anInvoice({ syntax: 'cii' }), 'BR-CO-14')).toEqual([]);
    expect(findingsOf(taxed('19.01', 'cii'), 'BR-CO-14')).toMatchObject([
      { location: expect.stringMatching(/\/ram:TaxTotalAmount\[1\]$/) },
    ]);
  });

  test('UBL does not compare a total without breakdown, CII does', () => {
    expect(findingsOf(changed(anInvoice(), 'vat', []), 'BR-CO-14')).toEqual([]);
    expect(findingsOf(changed(anInvoice({ syntax: 'cii' }), 'vat', []), 'BR-CO-14')).toHaveLength(1);
  });

  test('UBL holds each tax total to its own breakdown', () => {
    const accounting = { ...anInvoice().totals.tax, text: '20.00', currency: 'CHF' };
    const second = { ...accounting, where: '/ubl:Invoice[1]/cac:TaxTotal[2]/cbc:TaxAmount[1]' };
    expect(findingsOf(changed(anInvoice(), 'totals.taxAccounting', second), 'BR-CO-14')).toEqual([]);
    expect(findingsOf(changed(anInvoice(), 'totals.tax'), 'BR-CO-14')).toHaveLength(1);
  });

  test('a further tax total is held to its breakdown too', () => {
    const further = (where: string): Invoice['totals']['otherTaxTotals'] => [
      { text: '20.00', where, value: Decimal.parse('20.00'), currency: 'EUR' },
    ];
    const inCii = '/settlement/ram:TaxTotalAmount[2]';
    expect(
      findingsOf(changed(anInvoice({ syntax: 'cii' }), 'totals.otherTaxTotals', further(inCii)), 'BR-CO-14'),
    ).toMatchObject([{ location: inCii }]);

    const [part] = anInvoice().vat;
    const second = { ...part, where: '/ubl:Invoice[1]/cac:TaxTotal[2]/cac:TaxSubtotal[1]' };
    const split = changed(anInvoice(), 'vat', [part, second]);
    const inUbl = further('/ubl:Invoice[1]/cac:TaxTotal[2]/cbc:TaxAmount[1]');
    expect(findingsOf(changed(split, 'totals.otherTaxTotals', inUbl), 'BR-CO-14')).toMatchObject([
      { location: '/ubl:Invoice[1]/cac:TaxTotal[2]' },
    ]);
  });

  test('CII is silent about an amount in another currency', () => {
    expect(findingsOf(changed(taxed('1', 'cii'), 'totals.tax.currency', 'CHF'), 'BR-CO-14')).toEqual([]);
  });
});

describe('BR-CO-17: the tax is base times rate', () => {
  test('points at the breakdown', () => {
    expect(findingsOf(anInvoice(), 'BR-CO-17')).toEqual([]);
    expect(findingsOf(taxed('29.00'), 'BR-CO-17')).toMatchObject([
      { severity: 'fatal', location: '/ubl:Invoice[1]/cac:TaxTotal[1]/cac:TaxSubtotal[1]' },
    ]);
  });

  test('allows a difference below 1 in UBL, up to and including 1 in CII', () => {
    expect(findingsOf(taxed('19.99'), 'BR-CO-17')).toEqual([]);
    expect(findingsOf(taxed('20.00'), 'BR-CO-17')).toHaveLength(1);
    expect(findingsOf(taxed('18.00'), 'BR-CO-17')).toHaveLength(1);
    expect(findingsOf(taxed('20.00', 'cii'), 'BR-CO-17')).toEqual([]);
    expect(findingsOf(taxed('18.00', 'cii'), 'BR-CO-17')).toEqual([]);
    expect(findingsOf(taxed('20.01', 'cii'), 'BR-CO-17')).toHaveLength(1);
  });

  test.each(['L', 'M', 'O'])('CII never judges category %s, UBL does', (category) => {
    const wrong = (syntax: Syntax): Invoice => changed(taxed('29.00', syntax), 'vat.0.category.text', category);
    expect(findingsOf(wrong('cii'), 'BR-CO-17')).toEqual([]);
    expect(findingsOf(wrong('ubl-invoice'), 'BR-CO-17')).toHaveLength(1);
  });

  test('does not look at the sign', () => {
    expect(findingsOf(taxed('-19.00'), 'BR-CO-17')).toEqual([]);
  });

  test('without a rate, or at zero, the tax rounds to nothing', () => {
    const free = (tax: string): Invoice => changed(taxed(tax), 'vat.0.rate');
    expect(findingsOf(free('0.49'), 'BR-CO-17')).toEqual([]);
    expect(findingsOf(free('0.50'), 'BR-CO-17')).toHaveLength(1);
    expect(findingsOf(free('-0.50'), 'BR-CO-17')).toEqual([]);
    expect(findingsOf(anInvoice({ rate: '0' }), 'BR-CO-17')).toEqual([]);
  });

  test.each(['ubl-invoice', 'cii'] as const)('a rate under another tax scheme does not count in %s', (syntax) => {
    const under = (scheme: string): Invoice => changed(anInvoice({ syntax }), 'vat.0.taxScheme.text', scheme);
    expect(findingsOf(under(' vat '), 'BR-CO-17')).toEqual([]);
    expect(findingsOf(under('GST'), 'BR-CO-17')).toHaveLength(1);
    expect(findingsOf(changed(anInvoice({ syntax }), 'vat.0.taxScheme'), 'BR-CO-17')).toHaveLength(1);
  });

  test('needs tax and base', () => {
    expect(findingsOf(changed(anInvoice(), 'vat.0.tax'), 'BR-CO-17')).toHaveLength(1);
    expect(findingsOf(changed(anInvoice(), 'vat.0.base'), 'BR-CO-17')).toHaveLength(1);
  });
});
