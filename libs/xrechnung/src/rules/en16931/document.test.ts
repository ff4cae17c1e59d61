import { anInvoice } from '../an-invoice';
import { changed, findingsOf } from '../findings-of.fixture';

const presence = [
  ['BR-01', 'specification', 'BT-24'],
  ['BR-02', 'number', 'BT-1'],
  ['BR-03', 'issueDate', 'BT-2'],
  ['BR-04', 'typeCode', 'BT-3'],
  ['BR-05', 'currency', 'BT-5'],
] as const;

describe.each(presence)('%s: %s must be there', (rule, member, term) => {
  test.each(['ubl-invoice', 'ubl-creditnote', 'cii'] as const)('in %s', (syntax) => {
    const invoice = anInvoice({ syntax });
    expect(findingsOf(invoice, rule)).toEqual([]);
    for (const broken of [changed(invoice, member), changed(invoice, `${member}.text`, ' \n')]) {
      expect(findingsOf(broken, rule)).toMatchObject([{ severity: 'fatal', location: invoice.where, terms: [term] }]);
    }
  });

  test('says cause, consequence and next step in both languages', () => {
    const [finding] = findingsOf(changed(anInvoice(), member), rule);
    expect(finding?.message.de).toMatch(/fehlt\. Die Rechnung entspricht damit nicht der EN 16931\. Klären Sie/);
    expect(finding?.message.en).toMatch(/is missing\. The invoice therefore does not conform to EN 16931\. Clarify/);
  });
});

describe('BR-03: the issue date of CII', () => {
  test('counts only with format 102', () => {
    expect(findingsOf(changed(anInvoice({ syntax: 'cii' }), 'issueDate.format', '610'), 'BR-03')).toHaveLength(1);
    expect(findingsOf(changed(anInvoice({ syntax: 'cii' }), 'issueDate.format'), 'BR-03')).toHaveLength(1);
  });

  test('needs no format in UBL', () => {
    expect(findingsOf(changed(anInvoice(), 'issueDate.format'), 'BR-03')).toEqual([]);
  });
});

test('BR-16: an invoice has a line', () => {
  expect(findingsOf(anInvoice(), 'BR-16')).toEqual([]);
  expect(findingsOf(anInvoice({ lines: [] }), 'BR-16')).toMatchObject([
    { severity: 'fatal', location: '/ubl:Invoice[1]' },
  ]);
});
