import { Decimal } from '@libs/money';
import fc from 'fast-check';
import { anInvoice } from '../an-invoice';
import { changed, findingsOf } from '../findings-of.fixture';

const totals = '/ubl:Invoice[1]/cac:LegalMonetaryTotal[1]';

describe.each([
  ['BR-12', 'lineNet', 'BT-106'],
  ['BR-13', 'net', 'BT-109'],
  ['BR-14', 'gross', 'BT-112'],
  ['BR-15', 'due', 'BT-115'],
] as const)('%s: the total %s must be there', (rule, member, term) => {
  test('and is reported at the totals', () => {
    expect(findingsOf(anInvoice(), rule)).toEqual([]);
    expect(findingsOf(changed(anInvoice(), `totals.${member}`), rule)).toMatchObject([
      { severity: 'fatal', location: totals, terms: [term] },
    ]);
  });

  test('is silent where there are no totals at all, as the official rule is', () => {
    expect(findingsOf(changed(anInvoice(), 'totals', { where: '/ubl:Invoice[1]' }), rule)).toEqual([]);
  });
});

describe('BR-CO-10: the line total is the sum of the lines', () => {
  test('accepts a sum that is exact, however it is written', () => {
    expect(findingsOf(anInvoice({ lines: ['0.10', '0.20'], lineNet: '0.3' }), 'BR-CO-10')).toEqual([]);
  });

  test('points at the totals when it is a cent off', () => {
    const [finding, ...more] = findingsOf(anInvoice({ lines: ['0.10', '0.20'], lineNet: '0.31' }), 'BR-CO-10');
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: 'fatal', location: totals, terms: ['BT-106', 'BT-131'] });
    expect(finding?.message.de).toContain('steht 0.31, richtig wäre 0.30');
  });

  test('rounds the sum, not the total, and halves go up', () => {
    expect(findingsOf(anInvoice({ lines: ['1.005'], lineNet: '1.01' }), 'BR-CO-10')).toEqual([]);
    expect(findingsOf(anInvoice({ lines: ['1.005'], lineNet: '1.005' }), 'BR-CO-10')).toHaveLength(1);
    expect(findingsOf(anInvoice({ lines: ['-1.005'], lineNet: '-1.00' }), 'BR-CO-10')).toEqual([]);
  });

  test('a line without amount adds nothing, a missing total fails', () => {
    expect(findingsOf(changed(anInvoice({ lines: ['1', '2'], lineNet: '1' }), 'lines.1.net'), 'BR-CO-10')).toEqual([]);
    expect(findingsOf(changed(anInvoice(), 'totals.lineNet'), 'BR-CO-10')).toHaveLength(1);
  });
});

describe.each([
  ['BR-CO-11', 'allowances', 'allowanceTotal'],
  ['BR-CO-12', 'charges', 'chargeTotal'],
] as const)('%s: the total of %s is their sum', (rule, parts, total) => {
  test('holds', () => {
    expect(findingsOf(anInvoice({ [parts]: ['1.10', '2.20'], [total]: '3.30' }), rule)).toEqual([]);
    expect(findingsOf(anInvoice({ [total]: '0.00' }), rule)).toEqual([]);
  });

  test('fails', () => {
    expect(findingsOf(anInvoice({ [parts]: ['1.10'], [total]: '1.11' }), rule)).toMatchObject([{ location: totals }]);
    expect(findingsOf(anInvoice({ [total]: '0.01' }), rule)).toHaveLength(1);
  });

  test('may be left out only where there is nothing to add up', () => {
    expect(findingsOf(changed(anInvoice({ [parts]: ['1.10'] }), `totals.${parts}`), rule)).toHaveLength(1);
    expect(findingsOf(anInvoice(), rule)).toEqual([]);
  });
});

describe('BR-CO-13: net is lines minus allowances plus charges', () => {
  test('holds and fails', () => {
    const wanted = { lines: ['100'], allowances: ['10'], charges: ['5'] };
    expect(findingsOf(anInvoice({ ...wanted, net: '95.00' }), 'BR-CO-13')).toEqual([]);
    expect(findingsOf(anInvoice({ ...wanted, net: '95.01' }), 'BR-CO-13')).toMatchObject([{ location: totals }]);
    expect(findingsOf(changed(anInvoice(), 'totals.net'), 'BR-CO-13')).toHaveLength(1);
    expect(findingsOf(changed(anInvoice(), 'totals.lineNet'), 'BR-CO-13')).toHaveLength(1);
  });

  test('a third decimal passes in UBL only as written, in CII only rounded', () => {
    const written = { lineNet: '1.004', net: '1.004' };
    const rounded = { lineNet: '1.004', net: '1.00' };
    expect(findingsOf(anInvoice(written), 'BR-CO-13')).toEqual([]);
    expect(findingsOf(anInvoice(rounded), 'BR-CO-13')).toHaveLength(1);
    expect(findingsOf(anInvoice({ ...written, syntax: 'cii' }), 'BR-CO-13')).toHaveLength(1);
    expect(findingsOf(anInvoice({ ...rounded, syntax: 'cii' }), 'BR-CO-13')).toEqual([]);
  });
});

describe('BR-CO-15: gross is net plus tax', () => {
  test('holds and fails, at the document', () => {
    expect(findingsOf(anInvoice(), 'BR-CO-15')).toEqual([]);
    expect(findingsOf(anInvoice({ gross: '119.01' }), 'BR-CO-15')).toMatchObject([
      { severity: 'fatal', location: '/ubl:Invoice[1]' },
    ]);
  });

  test('asks for exactly one tax total in the invoice currency', () => {
    const other = changed(anInvoice(), 'totals.tax.currency', 'CHF');
    expect(findingsOf(other, 'BR-CO-15')).toHaveLength(1);
    expect(findingsOf(changed(anInvoice(), 'totals.tax'), 'BR-CO-15')).toHaveLength(1);
    expect(findingsOf(changed(anInvoice(), 'totals.taxAccounting', anInvoice().totals.tax), 'BR-CO-15')).toHaveLength(
      1,
    );
    expect(findingsOf(changed(anInvoice(), 'currency.text', ' EUR'), 'BR-CO-15')).toHaveLength(1);
  });

  test('counts the tax totals that have no term of their own', () => {
    const again = { ...anInvoice().totals.tax, where: '/ubl:Invoice[1]/cac:TaxTotal[2]/cbc:TaxAmount[1]' };
    const [twice] = findingsOf(changed(anInvoice(), 'totals.otherTaxTotals', [again]), 'BR-CO-15');
    expect(twice?.message.de).toContain('steht mehrfach in der Währung der Rechnung');
    expect(findingsOf(changed(anInvoice(), 'totals.tax'), 'BR-CO-15')[0]?.message.en).toContain('is not stated');
    const foreign = { ...again, currency: 'CHF' };
    expect(findingsOf(changed(anInvoice(), 'totals.otherTaxTotals', [foreign]), 'BR-CO-15')).toEqual([]);
  });

  test('an unreadable total in another currency does not keep it from being checked', () => {
    const foreign = { text: '', where: '/x', value: undefined, currency: 'NOK' };
    expect(findingsOf(changed(anInvoice(), 'totals.tax', foreign), 'BR-CO-15')).toHaveLength(1);
  });

  test('is silent without a currency', () => {
    expect(findingsOf(changed(anInvoice({ gross: '1' }), 'currency'), 'BR-CO-15')).toEqual([]);
  });

  test('CII is content where gross equals net, UBL is not', () => {
    const untaxed = { gross: '100.00', tax: '19.00' };
    expect(findingsOf(anInvoice({ ...untaxed, syntax: 'cii' }), 'BR-CO-15')).toEqual([]);
    expect(findingsOf(anInvoice(untaxed), 'BR-CO-15')).toHaveLength(1);
  });
});

describe('BR-CO-16: the amount due is gross minus prepaid plus rounding', () => {
  test.each(['ubl-invoice', 'cii'] as const)('holds and fails in %s', (syntax) => {
    const wanted = { syntax, prepaid: '19.00', rounding: '0.01' };
    expect(findingsOf(anInvoice({ ...wanted, due: '100.01' }), 'BR-CO-16')).toEqual([]);
    expect(findingsOf(anInvoice({ ...wanted, due: '100.00' }), 'BR-CO-16')).toHaveLength(1);
    expect(findingsOf(anInvoice({ syntax, prepaid: '0' }), 'BR-CO-16')).toEqual([]);
    expect(findingsOf(anInvoice({ syntax, rounding: '0.02', due: '119.00' }), 'BR-CO-16')).toHaveLength(1);
    expect(findingsOf(changed(anInvoice({ syntax }), 'totals.due'), 'BR-CO-16')).toHaveLength(1);
    expect(findingsOf(changed(anInvoice({ syntax }), 'totals.gross'), 'BR-CO-16')).toHaveLength(1);
  });

  test('UBL rounds the difference, CII does not', () => {
    const wanted = { prepaid: '19.004', due: '100.00' };
    expect(findingsOf(anInvoice(wanted), 'BR-CO-16')).toEqual([]);
    expect(findingsOf(anInvoice({ ...wanted, syntax: 'cii' }), 'BR-CO-16')).toHaveLength(1);
  });

  test('the XRechnung extension makes it an information', () => {
    const extension =
      'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0';
    const invoice = changed(anInvoice({ due: '1.00' }), 'specification.text', extension);
    expect(findingsOf(invoice, 'BR-CO-16')).toMatchObject([{ severity: 'information' }]);
  });
});

const cents = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
const money = (value: bigint): string => Decimal.of(value.toString()).times(Decimal.of('0.01')).toFixed(2);

test('whatever the amounts are: the exact totals pass, a cent more fails', () => {
  fc.assert(
    fc.property(
      fc.array(cents, { minLength: 1, maxLength: 30 }),
      fc.array(cents, { maxLength: 5 }),
      fc.array(cents, { maxLength: 5 }),
      fc.constantFrom('ubl-invoice', 'ubl-creditnote', 'cii' as const),
      (lines, allowances, charges, syntax) => {
        const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
        const wanted = {
          syntax,
          lines: lines.map(money),
          ...(allowances.length > 0 && { allowances: allowances.map(money) }),
          ...(charges.length > 0 && { charges: charges.map(money) }),
        };
        const net = sum(lines) - sum(allowances) + sum(charges);
        const right = anInvoice(wanted);
        for (const rule of ['BR-CO-10', 'BR-CO-11', 'BR-CO-12', 'BR-CO-13', 'BR-CO-14', 'BR-CO-15', 'BR-CO-16']) {
          expect(findingsOf(right, rule)).toEqual([]);
        }
        expect(right.totals.net?.value?.equals(Decimal.of(money(net)))).toBe(true);
        expect(findingsOf(anInvoice({ ...wanted, lineNet: money(sum(lines) + 1n) }), 'BR-CO-10')).toHaveLength(1);
        expect(findingsOf(anInvoice({ ...wanted, net: money(net + 1n) }), 'BR-CO-13')).toHaveLength(1);
      },
    ),
    { numRuns: 300 },
  );
});
