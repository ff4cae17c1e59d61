import { Decimal } from '@libs/money';
import fc from 'fast-check';
import { type Amount, type Invoice } from './model';
import { fromRecord, toRecord } from './record';

const text = fc.string({ unit: 'grapheme' }).map((written) => ({ text: written, where: '/x[1]' }));

const amount: fc.Arbitrary<Amount> = fc
  .oneof(fc.constantFrom('12.50', '-0.00', '.5', '7.', 'NaN', '1,00', ''), fc.integer().map(String))
  .map((written) => ({ text: written, where: '/x[1]', value: Decimal.parse(written), currency: 'EUR' }));

/** fast-check also builds objects without a prototype; the reader never does. */
const plain = { noNullPrototype: true };

const attribute = fc.record({ where: fc.constant('/a'), name: text, value: text }, plain);

const item = fc.record(
  {
    where: fc.constant('/i'),
    classifications: fc.array(text, { maxLength: 2 }),
    attributes: fc.array(attribute, { maxLength: 2 }),
  },
  plain,
);

const none = fc.constant([]);

const line = fc.record(
  { where: fc.constant('/l'), net: amount, item, allowances: none, charges: none, subLines: none },
  plain,
);

const attachment = fc.constantFrom({ where: '/b', bytes: 3 }, { where: '/b', bytes: undefined });

const invoices: fc.Arbitrary<Invoice> = fc.record(
  {
    where: fc.constant('/x[1]'),
    syntax: fc.constantFrom('ubl-invoice' as const, 'ubl-creditnote' as const, 'cii' as const),
    number: text,
    issueDate: fc.constantFrom(
      { text: '2026-01-02', where: '/d', iso: '2026-01-02' },
      { text: '2026-02-30', where: '/d', iso: undefined, format: '102' },
    ),
    totals: fc.record(
      { where: fc.constant('/t'), net: amount, otherTaxTotals: fc.array(amount, { maxLength: 2 }), due: amount },
      { requiredKeys: ['where', 'otherTaxTotals'], noNullPrototype: true },
    ),
    notes: fc.array(fc.record({ where: fc.constant('/n'), text }, plain)),
    supportingDocuments: fc.array(fc.record({ where: fc.constant('/s'), attachment }, plain)),
    lines: fc.array(line),
    precedingInvoices: none,
    payment: none,
    allowances: none,
    charges: none,
    vat: none,
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'where',
      'syntax',
      'totals',
      'notes',
      'supportingDocuments',
      'lines',
      'precedingInvoices',
      'payment',
      'allowances',
      'charges',
      'vat',
    ],
  },
);

describe('the stored form of an invoice', () => {
  test('comes back as it was, through JSON', () => {
    fc.assert(
      fc.property(invoices, (invoice) => {
        expect(fromRecord(JSON.parse(JSON.stringify(toRecord(invoice))))).toStrictEqual(invoice);
      }),
    );
  });

  test('holds amounts as they were written', () => {
    fc.assert(
      fc.property(invoices, (invoice) => {
        const { due } = fromRecord(JSON.parse(JSON.stringify(toRecord(invoice)))).totals;
        expect(due?.value?.written).toBe(invoice.totals.due?.value?.written);
        expect(due?.value?.scale).toBe(invoice.totals.due?.value?.scale);
      }),
    );
  });

  test('an older record has no further tax totals', () => {
    fc.assert(
      fc.property(invoices, (invoice) => {
        const older = JSON.parse(
          JSON.stringify(toRecord(invoice), (key, value: unknown) => (key === 'otherTaxTotals' ? undefined : value)),
        ) as unknown;
        expect(fromRecord(older)).toStrictEqual({ ...invoice, totals: { ...invoice.totals, otherTaxTotals: [] } });
      }),
    );
  });

  test.each([undefined, null, 1, 'invoice', [], {}, { where: '/x', syntax: 'cii', totals: {}, lines: [] }])(
    'refuses %j',
    (record) => {
      expect(() => fromRecord(record)).toThrow(TypeError);
    },
  );

  test('a foreign __proto__ stays data', () => {
    const record = JSON.parse('{"__proto__": {"where": "/x"}}') as unknown;
    expect(() => fromRecord(record)).toThrow(TypeError);
  });
});
