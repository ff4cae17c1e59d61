import { readInvoice } from '../../read';
import { everyTerm, textsOf } from '../every-term.fixture';

const NS = 'urn:oasis:names:specification:ubl:schema:xsd';

const wrap = (root: 'Invoice' | 'CreditNote', content: string): Uint8Array =>
  new TextEncoder().encode(
    `<${root} xmlns="${NS}:${root}-2" xmlns:a="${NS}:CommonAggregateComponents-2" xmlns:b="${NS}:CommonBasicComponents-2">${content}</${root}>`,
  );

/** `b`: a value, `a`: a group. Short, so that the structure can be seen. */
const b = (name: string, text: string, attributes = ''): string =>
  `<b:${name}${attributes && ` ${attributes}`}>${text}</b:${name}>`;
const a = (name: string, ...content: string[]): string => `<a:${name}>${content.join('')}</a:${name}>`;
const eur = (name: string, amount: string): string => b(name, amount, 'currencyID="EUR"');

const taxScheme = (id: string, scheme: string) =>
  a('PartyTaxScheme', b('CompanyID', id), a('TaxScheme', b('ID', scheme)));

const seller = a(
  'AccountingSupplierParty',
  a(
    'Party',
    b('EndpointID', 'BT-34', 'schemeID="EM"'),
    a('PartyIdentification', b('ID', 'BT-29')),
    a('PartyIdentification', b('ID', 'BT-29b', 'schemeID="0088"')),
    a('PartyIdentification', b('ID', 'BT-90', 'schemeID="SEPA"')),
    a('PartyName', b('Name', 'BT-28')),
    a(
      'PostalAddress',
      b('StreetName', 'BT-35'),
      b('AdditionalStreetName', 'BT-36'),
      b('CityName', 'BT-37'),
      b('PostalZone', 'BT-38'),
      b('CountrySubentity', 'BT-39'),
      a('AddressLine', b('Line', 'BT-162')),
      a('Country', b('IdentificationCode', 'DE')),
    ),
    taxScheme('BT-32', 'FC'),
    taxScheme('BT-31', 'VAT'),
    a(
      'PartyLegalEntity',
      b('RegistrationName', 'BT-27'),
      b('CompanyID', 'BT-30', 'schemeID="0002"'),
      b('CompanyLegalForm', 'BT-33'),
    ),
    a('Contact', b('Name', 'BT-41'), b('Telephone', 'BT-42'), b('ElectronicMail', 'BT-43')),
  ),
);

const buyer = a(
  'AccountingCustomerParty',
  a(
    'Party',
    b('EndpointID', 'BT-49', 'schemeID="EM"'),
    a('PartyIdentification', b('ID', 'BT-46')),
    a('PartyName', b('Name', 'BT-45')),
    a('PostalAddress', b('StreetName', 'BT-50'), b('CityName', 'BT-52'), a('Country', b('IdentificationCode', 'DE'))),
    taxScheme('BT-48', 'VAT'),
    a('PartyLegalEntity', b('RegistrationName', 'BT-44'), b('CompanyID', 'BT-47')),
    a('Contact', b('Name', 'BT-56')),
  ),
);

const others = [
  a(
    'PayeeParty',
    a('PartyIdentification', b('ID', 'BT-60')),
    a('PartyName', b('Name', 'BT-59')),
    a('PartyLegalEntity', b('CompanyID', 'BT-61')),
  ),
  a(
    'TaxRepresentativeParty',
    a('PartyName', b('Name', 'BT-62')),
    a('PostalAddress', b('CityName', 'BT-66')),
    taxScheme('BT-63', 'VAT'),
  ),
  a(
    'Delivery',
    b('ActualDeliveryDate', '2026-01-08'),
    a('DeliveryLocation', b('ID', 'BT-71'), a('Address', b('CityName', 'BT-77'))),
    a('DeliveryParty', a('PartyName', b('Name', 'BT-70'))),
  ),
].join('');

const paymentMeans = (...more: string[]) =>
  a(
    'PaymentMeans',
    b('PaymentMeansCode', '59', 'name="BT-82"'),
    ...more,
    b('PaymentID', 'BT-83'),
    a('CardAccount', b('PrimaryAccountNumberID', 'BT-87'), b('HolderName', 'BT-88')),
    a('PayeeFinancialAccount', b('ID', 'BT-84'), b('Name', 'BT-85'), a('FinancialInstitutionBranch', b('ID', 'BT-86'))),
    a('PaymentMandate', b('ID', 'BT-89'), a('PayerFinancialAccount', b('ID', 'BT-91'))),
  );

const allowance = (isCharge: boolean, amount: string, ...more: string[]) =>
  a('AllowanceCharge', b('ChargeIndicator', String(isCharge)), ...more, eur('Amount', amount));

const sums = [
  allowance(
    false,
    '92.00',
    b('AllowanceChargeReasonCode', '95'),
    b('AllowanceChargeReason', 'BT-97'),
    b('MultiplierFactorNumeric', '94'),
    eur('BaseAmount', '93.00'),
    a('TaxCategory', b('ID', 'S'), b('Percent', '96')),
  ),
  allowance(true, '99.00'),
  a('TaxTotal', b('TaxAmount', '111.00', 'currencyID="SEK"')),
  a(
    'TaxTotal',
    eur('TaxAmount', '110.00'),
    a(
      'TaxSubtotal',
      eur('TaxableAmount', '116.00'),
      eur('TaxAmount', '117.00'),
      a(
        'TaxCategory',
        b('ID', 'E'),
        b('Percent', '0'),
        b('TaxExemptionReasonCode', 'BT-121'),
        b('TaxExemptionReason', 'BT-120'),
        a('TaxScheme', b('ID', 'VAT')),
      ),
    ),
  ),
  a(
    'LegalMonetaryTotal',
    eur('LineExtensionAmount', '106.00'),
    eur('TaxExclusiveAmount', '109.00'),
    eur('TaxInclusiveAmount', '112.00'),
    eur('AllowanceTotalAmount', '107.00'),
    eur('ChargeTotalAmount', '108.00'),
    eur('PrepaidAmount', '113.00'),
    eur('PayableRoundingAmount', '0.14'),
    eur('PayableAmount', '115.00'),
  ),
].join('');

const line = (group: string, quantity: string, ...more: string[]) =>
  a(
    group,
    b('ID', 'BT-126'),
    b('Note', 'BT-127'),
    b(quantity, '129', 'unitCode="HUR"'),
    eur('LineExtensionAmount', '131.00'),
    b('AccountingCost', 'BT-133'),
    a('InvoicePeriod', b('StartDate', '2026-01-05'), b('EndDate', '2026-01-06')),
    a('OrderLineReference', b('LineID', 'BT-132')),
    a('DocumentReference', b('ID', 'BT-128'), b('DocumentTypeCode', '130')),
    allowance(false, '136.00'),
    allowance(true, '141.00'),
    a(
      'Item',
      b('Description', 'BT-154'),
      b('Name', 'BT-153'),
      a('BuyersItemIdentification', b('ID', 'BT-156')),
      a('SellersItemIdentification', b('ID', 'BT-155')),
      a('StandardItemIdentification', b('ID', 'BT-157', 'schemeID="0160"')),
      a('OriginCountry', b('IdentificationCode', 'AT')),
      a('CommodityClassification', b('ItemClassificationCode', 'BT-158', 'listID="STI" listVersionID="1"')),
      a('ClassifiedTaxCategory', b('ID', 'S'), b('Percent', '19')),
      a('AdditionalItemProperty', b('Name', 'BT-160'), b('Value', 'BT-161')),
    ),
    a(
      'Price',
      eur('PriceAmount', '146.00'),
      b('BaseQuantity', '149', 'unitCode="HUR"'),
      a('AllowanceCharge', b('ChargeIndicator', 'false'), eur('Amount', '147.00'), eur('BaseAmount', '148.00')),
    ),
    ...more,
  );

const reference = (name: string, id: string) => a(name, b('ID', id));

const additional = (id: string, type: string, scheme = '') =>
  a('AdditionalDocumentReference', b('ID', id, scheme), b('DocumentTypeCode', type));

const supporting = a(
  'AdditionalDocumentReference',
  b('ID', 'BT-122'),
  b('DocumentDescription', 'BT-123'),
  a(
    'Attachment',
    b('EmbeddedDocumentBinaryObject', 'QUJD', 'mimeCode="application/pdf" filename="plan.pdf"'),
    a('ExternalReference', b('URI', 'BT-124')),
  ),
);

const head = (typeCode: string, dueDate: string) =>
  [
    b('CustomizationID', 'BT-24'),
    b('ProfileID', 'BT-23'),
    b('ID', 'BT-1'),
    b('IssueDate', '2026-01-02'),
    dueDate,
    typeCode,
    b('Note', '#ADU#BT-22'),
    b('Note', '#no subject'),
    b('TaxPointDate', '2026-01-07'),
    b('DocumentCurrencyCode', 'EUR'),
    b('TaxCurrencyCode', 'SEK'),
    b('AccountingCost', 'BT-19'),
    b('BuyerReference', 'BT-10'),
    a('InvoicePeriod', b('StartDate', '2026-01-03'), b('EndDate', '2026-01-04'), b('DescriptionCode', '35')),
    a('OrderReference', b('ID', 'BT-13'), b('SalesOrderID', 'BT-14')),
    a('BillingReference', a('InvoiceDocumentReference', b('ID', 'BT-25'), b('IssueDate', '2026-01-26'))),
    a('BillingReference', a('InvoiceDocumentReference', b('ID', 'BT-25b'))),
    reference('DespatchDocumentReference', 'BT-16'),
    reference('ReceiptDocumentReference', 'BT-15'),
    reference('OriginatorDocumentReference', 'BT-17'),
    reference('ContractDocumentReference', 'BT-12'),
    additional('BT-18', '130', 'schemeID="ABC"'),
    supporting,
  ].join('');

const terms = a('PaymentTerms', b('Note', 'BT-20'));

const invoice = [
  head(b('InvoiceTypeCode', '380'), b('DueDate', '2026-01-09')),
  reference('ProjectReference', 'BT-11'),
  seller,
  buyer,
  others,
  paymentMeans(),
  terms,
  sums,
  line('InvoiceLine', 'InvoicedQuantity'),
].join('');

const creditNote = [
  head(b('CreditNoteTypeCode', '381'), ''),
  additional('BT-11', '50'),
  seller,
  buyer,
  others,
  paymentMeans(b('PaymentDueDate', '2026-01-09')),
  terms,
  sums,
  line('CreditNoteLine', 'CreditedQuantity'),
].join('');

function read(document: Uint8Array) {
  const reading = readInvoice(document);
  if (reading.kind === 'unreadable') throw new Error(reading.message.en);
  return reading.invoice;
}

const change = (from: string, to: string): Uint8Array => {
  expect(invoice).toContain(from);
  return wrap('Invoice', invoice.replace(from, to));
};

/** UBL marks BT-90 by its scheme; CII has an element for it. */
const inUbl = {
  ...everyTerm,
  'payment.0.directDebit.creditorId.scheme': 'SEPA',
  'paymentHeader.creditorId.scheme': 'SEPA',
};

describe('UBL', () => {
  test('an invoice gives every term', () => {
    expect(textsOf(read(wrap('Invoice', invoice)))).toEqual(inUbl);
  });

  test('a credit note gives the same terms from its own places', () => {
    const note = read(wrap('CreditNote', creditNote));
    expect(textsOf(note)).toEqual({ ...inUbl, typeCode: '381' });
    expect(note.syntax).toBe('ubl-creditnote');
  });

  test('an additional reference of type 50 is a project in credit notes only', () => {
    const read50 = read(change('<a:ProjectReference><b:ID>BT-11</b:ID></a:ProjectReference>', additional('X', '50')));
    expect(read50.project).toBeUndefined();
    expect(read50.supportingDocuments.map(({ id }) => id?.text)).toEqual(['BT-122', 'X']);
  });

  test('every value knows its place', () => {
    const { number, totals, lines } = read(wrap('Invoice', invoice));
    expect(number?.where).toBe('/ubl:Invoice[1]/cbc:ID[1]');
    expect(totals.tax?.where).toBe('/ubl:Invoice[1]/cac:TaxTotal[2]/cbc:TaxAmount[1]');
    expect(lines[0]?.charges[0]?.where).toBe('/ubl:Invoice[1]/cac:InvoiceLine[1]/cac:AllowanceCharge[2]');
  });

  test('a creditor identifier is kept where no payment instruction can carry it', () => {
    const { payment, paymentHeader } = read(change(paymentMeans(), ''));
    expect(payment).toEqual([]);
    expect(paymentHeader).toMatchObject({ where: '/ubl:Invoice[1]', creditorId: { text: 'BT-90' } });
  });

  test.each(['Supplier', 'Customer'])('an Accounting%sParty without its Party is a party at that place', (role) => {
    const { seller, buyer } = read(wrap('Invoice', a(`Accounting${role}Party`)));
    const place = { where: `/ubl:Invoice[1]/cac:Accounting${role}Party[1]`, identifiers: [] };
    expect([seller, buyer]).toEqual(role === 'Supplier' ? [place, undefined] : [undefined, place]);
  });

  test('a credit note with the lines of an invoice loses none of them', () => {
    const { lines } = read(wrap('CreditNote', creditNote + line('InvoiceLine', 'InvoicedQuantity')));
    expect(lines.map(({ where }) => where)).toEqual([
      '/cn:CreditNote[1]/cac:InvoiceLine[1]',
      '/cn:CreditNote[1]/cac:CreditNoteLine[1]',
    ]);
  });

  test('sub lines are lines again', () => {
    const sub = line('SubInvoiceLine', 'InvoicedQuantity', line('SubInvoiceLine', 'InvoicedQuantity'));
    const { lines } = read(wrap('Invoice', invoice + line('InvoiceLine', 'InvoicedQuantity', sub)));
    expect(lines[1]?.subLines[0]?.subLines[0]?.net?.value?.written).toBe('131.00');
  });

  test('a number that is none stays as written', () => {
    const { totals } = read(change('>115.00<', '>115,00<'));
    expect(totals.due).toMatchObject({ text: '115,00', currency: 'EUR' });
    expect(totals.due?.value).toBeUndefined();
  });

  test.each([
    ['2024-02-29', '2024-02-29'],
    ['2026-02-29', undefined],
    ['2026-02-30', undefined],
    ['2026-13-01', undefined],
    ['2026-1-1', undefined],
    ['2026-01-02+01:00', '2026-01-02'],
    [' 2026-01-02 ', '2026-01-02'],
    ['02.01.2026', undefined],
    ['', undefined],
  ])('the date %j is %s', (text, iso) => {
    expect(read(change('>2026-01-02<', `>${text}<`)).issueDate).toMatchObject({ text, iso });
  });

  test.each([
    ['BT-1', '<b:ID>BT-1</b:ID>', '<b:ID>BT-1</b:ID><b:ID>other</b:ID>'],
    ['BT-1, even if equal', '<b:ID>BT-1</b:ID>', '<b:ID>BT-1</b:ID><b:ID>BT-1</b:ID>'],
    ['BT-115', '<b:PayableAmount', '<b:PayableAmount currencyID="EUR">1</b:PayableAmount><b:PayableAmount'],
    ['BT-84', '<b:ID>BT-84</b:ID>', '<b:ID>BT-84</b:ID><b:ID>DE1</b:ID>'],
    ['the seller', '<a:AccountingSupplierParty>', '<a:AccountingSupplierParty/><a:AccountingSupplierParty>'],
    ['an element inside a value', 'BT-20', 'BT-20<x xmlns="urn:x"/>'],
  ])('%s twice is refused', (_name, from, to) => {
    expect(readInvoice(change(from, to))).toMatchObject({ kind: 'unreadable', reason: 'xml-schema', wellFormed: true });
  });

  test('a value is not cut at a comment', () => {
    expect(read(change('BT-84', 'BT<!-- DE00 -->-84')).payment[0]?.transfers[0]?.account?.text).toBe('BT-84');
  });

  test('what is not stated is left out, not made empty or zero', () => {
    expect(read(wrap('Invoice', b('ID', '1')))).toEqual({
      where: '/ubl:Invoice[1]',
      syntax: 'ubl-invoice',
      number: { text: '1', where: '/ubl:Invoice[1]/cbc:ID[1]' },
      notes: [],
      precedingInvoices: [],
      payment: [],
      allowances: [],
      charges: [],
      totals: { where: '/ubl:Invoice[1]', otherTaxTotals: [] },
      vat: [],
      supportingDocuments: [],
      lines: [],
    });
  });
});
