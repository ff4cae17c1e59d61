import { Decimal } from '@libs/money';
import { type Invoice } from '../../model';
import { anInvoice } from '../an-invoice';
import { changed, findingsOf } from '../findings-of.fixture';

const unreadable = (text: string, where: string): object => ({ text, where, value: undefined });
const noDate = { text: '2026-02-30', where: '/date', iso: undefined };
const sub = { ...anInvoice().lines[0]!, where: '/sub' };
const reduction = {
  where: '/a',
  amount: unreadable('x', '/a/1'),
  base: unreadable('x', '/a/2'),
  percent: unreadable('x', '/a/3'),
};
const ofDocument = { ...reduction, vatRate: unreadable('x', '/a/4') };

describe('BF-AMOUNT: what claims to be a number is one', () => {
  test('names term, place and text', () => {
    expect(findingsOf(anInvoice(), 'BF-AMOUNT')).toEqual([]);
    const [finding] = findingsOf(changed(anInvoice(), 'totals.gross', unreadable('1.190,00', '/gross')), 'BF-AMOUNT');
    expect(finding).toMatchObject({ severity: 'fatal', location: '/gross', terms: ['BT-112'] });
    expect(finding?.message.de).toContain('In BT-112 steht „1.190,00“: das ist keine Zahl.');
  });

  const everywhere: readonly (readonly [path: string, value: unknown, terms: readonly string[]])[] = [
    ...(
      [
        ['lineNet', 'BT-106'],
        ['allowances', 'BT-107'],
        ['charges', 'BT-108'],
        ['net', 'BT-109'],
        ['tax', 'BT-110'],
        ['taxAccounting', 'BT-111'],
        ['gross', 'BT-112'],
        ['prepaid', 'BT-113'],
        ['rounding', 'BT-114'],
        ['due', 'BT-115'],
      ] as const
    ).map(([total, term]) => [`totals.${total}`, unreadable('x', '/x'), [term]] as const),
    ['totals.otherTaxTotals', [unreadable('x', '/x')], ['BT-110']],
    ['vat.0.base', unreadable('x', '/x'), ['BT-116']],
    ['vat.0.tax', unreadable('x', '/x'), ['BT-117']],
    ['vat.0.rate', unreadable('x', '/x'), ['BT-119']],
    ['allowances', [ofDocument], ['BT-92', 'BT-93', 'BT-94', 'BT-96']],
    ['charges', [ofDocument], ['BT-99', 'BT-100', 'BT-101', 'BT-103']],
    ['lines.0.quantity', unreadable('x', '/x'), ['BT-129']],
    ['lines.0.net', unreadable('x', '/x'), ['BT-131']],
    ['lines.0.price.net', unreadable('x', '/x'), ['BT-146']],
    ['lines.0.price.discount', unreadable('x', '/x'), ['BT-147']],
    ['lines.0.price.gross', unreadable('x', '/x'), ['BT-148']],
    ['lines.0.price.baseQuantity', unreadable('x', '/x'), ['BT-149']],
    ['lines.0.vat.rate', unreadable('x', '/x'), ['BT-152']],
    ['lines.0.allowances', [reduction], ['BT-136', 'BT-137', 'BT-138']],
    ['lines.0.charges', [reduction], ['BT-141', 'BT-142', 'BT-143']],
    ['lines.0.subLines', [{ ...sub, net: unreadable('x', '/x') }], ['BT-131']],
  ];

  test.each(everywhere)('at %s', (path, value, terms) => {
    const found = findingsOf(changed(anInvoice(), path, value), 'BF-AMOUNT');
    expect(found.flatMap((finding) => finding.terms)).toEqual(terms);
  });
});

describe('BF-DATE: what claims to be a date is one', () => {
  test('accepts real days', () => {
    expect(findingsOf(anInvoice(), 'BF-DATE')).toEqual([]);
  });

  test.each([
    ['issueDate', noDate, 'BT-2'],
    ['taxPointDate', noDate, 'BT-7'],
    ['dueDate', noDate, 'BT-9'],
    ['deliveryDate', noDate, 'BT-72'],
    ['period', { where: '/p', start: noDate }, 'BT-73'],
    ['period', { where: '/p', end: noDate }, 'BT-74'],
    ['precedingInvoices', [{ where: '/p', date: noDate }], 'BT-26'],
    ['lines.0.period', { where: '/p', start: noDate }, 'BT-134'],
    ['lines.0.period', { where: '/p', end: noDate }, 'BT-135'],
  ])('at %s', (path, value, term) => {
    expect(findingsOf(changed(anInvoice(), path, value), 'BF-DATE')).toMatchObject([
      { severity: 'fatal', location: '/date', terms: [term] },
    ]);
  });
});

describe('BF-IBAN: an account that can be paid to', () => {
  const paidTo = (iban: string): Invoice => changed(anInvoice(), 'payment.0.transfers.0.account.text', iban);

  test('points at a wrong account and says what is wrong', () => {
    expect(findingsOf(anInvoice(), 'BF-IBAN')).toEqual([]);
    const [finding] = findingsOf(paidTo('DE75512108001245126198'), 'BF-IBAN');
    expect(finding).toMatchObject({
      severity: 'warning',
      location: '/ubl:Invoice[1]/cac:PaymentMeans[1]/account/iban',
      terms: ['BT-84'],
    });
    expect(finding?.message.de).toContain('ihre Prüfziffern stimmen nicht');
  });

  test('is silent where no account is stated', () => {
    expect(findingsOf(changed(anInvoice(), 'payment.0.transfers.0.account'), 'BF-IBAN')).toEqual([]);
    expect(findingsOf(paidTo(' '), 'BF-IBAN')).toEqual([]);
    expect(findingsOf(changed(anInvoice(), 'payment', []), 'BF-IBAN')).toEqual([]);
  });
});

describe('BF-LEITWEG: a Leitweg-ID has right check digits', () => {
  const to = (text: string): Invoice => changed(anInvoice(), 'buyerReference.text', text);

  test('points at wrong check digits', () => {
    expect(findingsOf(anInvoice(), 'BF-LEITWEG')).toEqual([]);
    expect(findingsOf(to('053820072072-31001-74'), 'BF-LEITWEG')).toMatchObject([
      { severity: 'warning', location: '/ubl:Invoice[1]/buyerReference', terms: ['BT-10'] },
    ]);
  });

  test('leaves other buyer references alone', () => {
    expect(findingsOf(to('Bestellung 4711'), 'BF-LEITWEG')).toEqual([]);
    expect(findingsOf(changed(anInvoice(), 'buyerReference'), 'BF-LEITWEG')).toEqual([]);
  });
});

test('a number of our own test invoice is a Decimal', () => {
  expect(anInvoice().totals.gross?.value).toBeInstanceOf(Decimal);
});
