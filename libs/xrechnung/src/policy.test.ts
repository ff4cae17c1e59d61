import { type Invoice } from './model';
import { defaultPolicy, usability } from './policy';
import { anInvoice } from './rules/an-invoice';
import { type CheckReport, checkInvoice } from './rules/check-invoice';
import { changed } from './rules/findings-of.fixture';
import { belegfluss, en16931, xrechnung } from './rules/rule-sets';

const judged = (invoice: Invoice, profile: string | null = 'XRECHNUNG', report: CheckReport = checkInvoice(invoice)) =>
  usability(invoice, report, profile);

describe('usability', () => {
  test('a conforming invoice is usable, with or without a German scenario', () => {
    expect(judged(anInvoice())).toMatchObject({ usability: 'usable', reason: 'conforms' });
    const foreign = changed(
      anInvoice(),
      'specification.text',
      'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended',
    );
    expect(checkInvoice(foreign).verdict).toBe('reject');
    expect(judged(foreign, 'EXTENDED')).toMatchObject({ usability: 'usable' });
  });

  test.each(['MINIMUM', 'BASIC WL'])('%s is an other invoice, whatever the findings', (profile) => {
    expect(judged(anInvoice({ lines: [] }), profile)).toMatchObject({
      usability: 'other-invoice',
      reason: 'profile-without-lines',
    });
  });

  test('findings of XRechnung alone do not make it unusable', () => {
    const invoice = changed(anInvoice(), 'buyerReference');
    expect(checkInvoice(invoice)).toMatchObject({
      verdict: 'reject',
      findings: [{ rule: 'BR-DE-15', severity: 'fatal' }],
    });
    expect(judged(invoice)).toMatchObject({ usability: 'usable' });
  });

  test('a fatal finding of EN 16931 makes it doubtful, a lowered level does not', () => {
    expect(judged(anInvoice({ gross: '1.00' }))).toMatchObject({ usability: 'doubtful', reason: 'en16931-violated' });
    const extension =
      'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0';
    expect(judged(changed(anInvoice({ due: '1.00' }), 'specification.text', extension))).toMatchObject({
      usability: 'usable',
    });
  });

  test('rules of EN 16931 that did not run make it doubtful, never valid by accident', () => {
    expect(judged(anInvoice(), null, checkInvoice(anInvoice(), []))).toMatchObject({ reason: 'rules-not-run' });
    expect(judged(anInvoice(), null, checkInvoice(anInvoice(), [xrechnung, belegfluss]))).toMatchObject({
      usability: 'doubtful',
      reason: 'rules-not-run',
    });
    const crashed = {
      rule: 'BR-01',
      set: 'EN16931',
      location: '/',
      reason: 'failed',
      message: { de: '', en: '' },
    } as const;
    const report = { ...checkInvoice(anInvoice(), [en16931]), notChecked: [crashed] };
    expect(judged(anInvoice(), null, report)).toMatchObject({ usability: 'doubtful', reason: 'rules-not-run' });
    const other = { ...report, notChecked: [{ ...crashed, set: 'XRECHNUNG' as const }] };
    expect(judged(anInvoice(), null, other)).toMatchObject({ usability: 'usable' });
  });

  test.each([
    ['totals.gross', { text: 'x', where: '/x', value: undefined }],
    ['dueDate', { text: 'x', where: '/x', iso: undefined }],
  ])('an unreadable value at %s makes it doubtful', (path, value) => {
    expect(judged(changed(anInvoice(), path, value))).toMatchObject({
      usability: 'doubtful',
      reason: 'value-unreadable',
    });
  });

  test('a wrong IBAN makes it doubtful, a wrong Leitweg-ID does not', () => {
    const account = changed(anInvoice(), 'payment.0.transfers.0.account.text', 'DE00');
    expect(judged(account)).toMatchObject({ usability: 'doubtful', reason: 'account-doubtful' });
    expect(judged(changed(anInvoice(), 'buyerReference.text', '05-99'))).toMatchObject({ usability: 'usable' });
  });

  test('an entity may lay down other doubts', () => {
    const invoice = changed(anInvoice(), 'payment.0.transfers.0.account.text', 'DE00');
    const lenient = { ...defaultPolicy, doubts: {} };
    expect(usability(invoice, checkInvoice(invoice), 'XRECHNUNG', lenient)).toMatchObject({ usability: 'usable' });
  });

  test('every answer says cause, consequence and next step in both languages', () => {
    const { message } = judged(anInvoice({ gross: '1.00' }));
    expect(message.de.split('. ')).toHaveLength(3);
    expect(message.en.split('. ')).toHaveLength(3);
  });
});
