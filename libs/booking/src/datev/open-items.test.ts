import { Decimal } from '@libs/money';
import { bookingRows, type OrderedCase } from './booking-rows';
import { OpenItems } from './open-items';
import { type ClientSettings } from './settings';

const settings: ClientSettings = {
  adviser: '29098',
  client: '55003',
  fiscalYearStart: '2026-01-01',
  accountLength: 6,
  chart: 'NKF',
  currency: 'EUR',
  formatVersion: 13,
  encoding: 'windows-1252',
  locked: false,
  dictation: '',
  origin: '',
  automaticAccounts: [],
};

const anInvoice = (facts: Partial<OrderedCase>): OrderedCase => ({
  caseId: 'case',
  invoiceNumber: 'RE-1',
  typeCode: '380',
  issueDate: '2026-11-12',
  currency: 'EUR',
  gross: Decimal.of('119.00'),
  sellerName: 'Nordlicht GmbH',
  creditor: '7999999',
  sharedCreditor: true,
  coding: [{ account: '524100', amount: Decimal.of('119.00') }],
  ...facts,
});

const numberIn = (items: OpenItems, facts: Partial<OrderedCase> = {}): string | undefined => {
  const one = anInvoice(facts);
  return items.claim(one, bookingRows(one, settings).rows)?.[0]?.documentField1;
};

describe('open items', () => {
  test('a free number stays as it is', () => {
    expect(numberIn(new OpenItems([]))).toBe('RE-1');
  });

  test('the same supplier and number again is held back', () => {
    const items = new OpenItems([]);
    numberIn(items);
    expect(numberIn(items)).toBeUndefined();
  });

  test('what an earlier batch holds counts too', () => {
    const items = new OpenItems([{ account: '7999999', documentField1: 'RE-1', sellerName: 'Nordlicht GmbH' }]);
    expect(numberIn(items)).toBeUndefined();
  });

  test('on a shared account another supplier may use the number, with a mark', () => {
    const items = new OpenItems([]);
    numberIn(items);
    expect(numberIn(items, { sellerName: 'Brandt OHG' })).toMatch(/^RE-1-[0-9a-f]{6}$/);
    expect(numberIn(items, { sellerName: 'Brandt OHG' })).toBeUndefined();
  });

  test('on an account of its own a creditor whose name changed has used the number already', () => {
    const items = new OpenItems([]);
    numberIn(items, { creditor: '7000101', sharedCreditor: false });
    expect(numberIn(items, { creditor: '7000101', sharedCreditor: false, sellerName: 'Nordlicht AG' })).toBeUndefined();
  });
});
