import { readInvoice } from '../../read';
import { everyTerm, textsOf } from '../every-term.fixture';

const NS = 'urn:un:unece:uncefact:data:standard';

const wrap = (context: string, document: string, transaction: string): Uint8Array =>
  new TextEncoder().encode(
    `<CrossIndustryInvoice xmlns="${NS}:CrossIndustryInvoice:100" xmlns:r="${NS}:ReusableAggregateBusinessInformationEntity:100" xmlns:u="${NS}:UnqualifiedDataType:100" xmlns:q="${NS}:QualifiedDataType:100">` +
      `<ExchangedDocumentContext>${context}</ExchangedDocumentContext><ExchangedDocument>${document}</ExchangedDocument>` +
      `<SupplyChainTradeTransaction>${transaction}</SupplyChainTradeTransaction></CrossIndustryInvoice>`,
  );

/** `v`: a value, `g`: a group. Short, so that the structure can be seen. */
const v = (name: string, text: string, attributes = ''): string =>
  `<r:${name}${attributes && ` ${attributes}`}>${text}</r:${name}>`;
const g = (name: string, ...content: string[]): string => `<r:${name}>${content.join('')}</r:${name}>`;
const day = (name: string, date: string): string =>
  g(name, `<u:DateTimeString format="102">${date}</u:DateTimeString>`);
const tax = (id: string, scheme: string): string => g('SpecifiedTaxRegistration', v('ID', id, `schemeID="${scheme}"`));
const mail = (id: string): string => g('URIUniversalCommunication', v('URIID', id, 'schemeID="EM"'));

const context =
  g('BusinessProcessSpecifiedDocumentContextParameter', v('ID', 'BT-23')) +
  g('GuidelineSpecifiedDocumentContextParameter', v('ID', 'BT-24'));

const document = [
  v('ID', 'BT-1'),
  v('TypeCode', '380'),
  day('IssueDateTime', '20260102'),
  g('IncludedNote', v('Content', 'BT-22'), v('SubjectCode', 'ADU')),
  g('IncludedNote', v('Content', '#no subject')),
].join('');

const allowance = (isCharge: boolean, amount: string, ...more: string[]): string =>
  g(
    'SpecifiedTradeAllowanceCharge',
    g('ChargeIndicator', `<u:Indicator>${String(isCharge)}</u:Indicator>`),
    ...more,
    v('ActualAmount', amount),
  );

const additional = (id: string, type: string, ...more: string[]): string =>
  g('AdditionalReferencedDocument', v('IssuerAssignedID', id), v('TypeCode', type), ...more);

const line = g(
  'IncludedSupplyChainTradeLineItem',
  g('AssociatedDocumentLineDocument', v('LineID', 'BT-126'), g('IncludedNote', v('Content', 'BT-127'))),
  g(
    'SpecifiedTradeProduct',
    v('GlobalID', 'BT-157', 'schemeID="0160"'),
    v('SellerAssignedID', 'BT-155'),
    v('BuyerAssignedID', 'BT-156'),
    v('Name', 'BT-153'),
    v('Description', 'BT-154'),
    g('ApplicableProductCharacteristic', v('Description', 'BT-160'), v('Value', 'BT-161')),
    g('DesignatedProductClassification', v('ClassCode', 'BT-158', 'listID="STI" listVersionID="1"')),
    g('OriginTradeCountry', v('ID', 'AT')),
  ),
  g(
    'SpecifiedLineTradeAgreement',
    g('BuyerOrderReferencedDocument', v('LineID', 'BT-132')),
    g(
      'GrossPriceProductTradePrice',
      v('ChargeAmount', '148.00'),
      g('AppliedTradeAllowanceCharge', v('ActualAmount', '147.00')),
    ),
    g('NetPriceProductTradePrice', v('ChargeAmount', '146.00'), v('BasisQuantity', '149', 'unitCode="HUR"')),
  ),
  g('SpecifiedLineTradeDelivery', v('BilledQuantity', '129', 'unitCode="HUR"')),
  g(
    'SpecifiedLineTradeSettlement',
    g('ApplicableTradeTax', v('TypeCode', 'VAT'), v('CategoryCode', 'S'), v('RateApplicablePercent', '19')),
    g('BillingSpecifiedPeriod', day('StartDateTime', '20260105'), day('EndDateTime', '20260106')),
    allowance(false, '136.00'),
    allowance(true, '141.00'),
    g('SpecifiedTradeSettlementLineMonetarySummation', v('LineTotalAmount', '131.00')),
    additional('BT-128', '130'),
    g('ReceivableSpecifiedTradeAccountingAccount', v('ID', 'BT-133')),
  ),
);

const agreement = g(
  'ApplicableHeaderTradeAgreement',
  v('BuyerReference', 'BT-10'),
  g(
    'SellerTradeParty',
    v('ID', 'BT-29'),
    v('GlobalID', 'BT-29b', 'schemeID="0088"'),
    v('Name', 'BT-27'),
    v('Description', 'BT-33'),
    g('SpecifiedLegalOrganization', v('ID', 'BT-30', 'schemeID="0002"'), v('TradingBusinessName', 'BT-28')),
    g(
      'DefinedTradeContact',
      v('PersonName', 'BT-41'),
      v('DepartmentName', 'not the person'),
      g('TelephoneUniversalCommunication', v('CompleteNumber', 'BT-42')),
      g('EmailURIUniversalCommunication', v('URIID', 'BT-43')),
    ),
    g(
      'PostalTradeAddress',
      v('PostcodeCode', 'BT-38'),
      v('LineOne', 'BT-35'),
      v('LineTwo', 'BT-36'),
      v('LineThree', 'BT-162'),
      v('CityName', 'BT-37'),
      v('CountryID', 'DE'),
      v('CountrySubDivisionName', 'BT-39'),
    ),
    mail('BT-34'),
    tax('BT-32', 'FC'),
    tax('BT-31', 'VA'),
  ),
  g(
    'BuyerTradeParty',
    v('ID', 'BT-46'),
    v('Name', 'BT-44'),
    g('SpecifiedLegalOrganization', v('ID', 'BT-47'), v('TradingBusinessName', 'BT-45')),
    g('DefinedTradeContact', v('DepartmentName', 'BT-56')),
    g('PostalTradeAddress', v('LineOne', 'BT-50'), v('CityName', 'BT-52'), v('CountryID', 'DE')),
    mail('BT-49'),
    tax('BT-48', 'VA'),
  ),
  g(
    'SellerTaxRepresentativeTradeParty',
    v('Name', 'BT-62'),
    g('PostalTradeAddress', v('CityName', 'BT-66')),
    tax('BT-63', 'VA'),
  ),
  g('SellerOrderReferencedDocument', v('IssuerAssignedID', 'BT-14')),
  g('BuyerOrderReferencedDocument', v('IssuerAssignedID', 'BT-13')),
  g('ContractReferencedDocument', v('IssuerAssignedID', 'BT-12')),
  additional('BT-17', '50'),
  additional('BT-18', '130', v('ReferenceTypeCode', 'ABC')),
  additional(
    'BT-122',
    '916',
    v('URIID', 'BT-124'),
    v('Name', 'BT-123'),
    v('AttachmentBinaryObject', 'QUJD', 'mimeCode="application/pdf" filename="plan.pdf"'),
  ),
  g('SpecifiedProcuringProject', v('ID', 'BT-11'), v('Name', 'Project reference')),
);

const delivery = g(
  'ApplicableHeaderTradeDelivery',
  g('ShipToTradeParty', v('ID', 'BT-71'), v('Name', 'BT-70'), g('PostalTradeAddress', v('CityName', 'BT-77'))),
  g('ActualDeliverySupplyChainEvent', day('OccurrenceDateTime', '20260108')),
  g('DespatchAdviceReferencedDocument', v('IssuerAssignedID', 'BT-16')),
  g('ReceivingAdviceReferencedDocument', v('IssuerAssignedID', 'BT-15')),
);

const settlement = g(
  'ApplicableHeaderTradeSettlement',
  v('CreditorReferenceID', 'BT-90'),
  v('PaymentReference', 'BT-83'),
  v('TaxCurrencyCode', 'SEK'),
  v('InvoiceCurrencyCode', 'EUR'),
  g('PayeeTradeParty', v('ID', 'BT-60'), v('Name', 'BT-59'), g('SpecifiedLegalOrganization', v('ID', 'BT-61'))),
  g(
    'SpecifiedTradeSettlementPaymentMeans',
    v('TypeCode', '59'),
    v('Information', 'BT-82'),
    g('ApplicableTradeSettlementFinancialCard', v('ID', 'BT-87'), v('CardholderName', 'BT-88')),
    g('PayerPartyDebtorFinancialAccount', v('IBANID', 'BT-91')),
    g('PayeePartyCreditorFinancialAccount', v('IBANID', 'BT-84'), v('AccountName', 'BT-85')),
    g('PayeeSpecifiedCreditorFinancialInstitution', v('BICID', 'BT-86')),
  ),
  g(
    'ApplicableTradeTax',
    v('CalculatedAmount', '117.00'),
    v('TypeCode', 'VAT'),
    v('ExemptionReason', 'BT-120'),
    v('BasisAmount', '116.00'),
    v('CategoryCode', 'E'),
    v('ExemptionReasonCode', 'BT-121'),
    g('TaxPointDate', '<u:DateString format="102">20260107</u:DateString>'),
    v('DueDateTypeCode', '35'),
    v('RateApplicablePercent', '0'),
  ),
  g('BillingSpecifiedPeriod', day('StartDateTime', '20260103'), day('EndDateTime', '20260104')),
  allowance(
    false,
    '92.00',
    v('CalculationPercent', '94'),
    v('BasisAmount', '93.00'),
    v('ReasonCode', '95'),
    v('Reason', 'BT-97'),
    g('CategoryTradeTax', v('CategoryCode', 'S'), v('RateApplicablePercent', '96')),
  ),
  allowance(true, '99.00'),
  g(
    'SpecifiedTradePaymentTerms',
    v('Description', 'BT-20'),
    day('DueDateDateTime', '20260109'),
    v('DirectDebitMandateID', 'BT-89'),
  ),
  g(
    'SpecifiedTradeSettlementHeaderMonetarySummation',
    v('LineTotalAmount', '106.00'),
    v('ChargeTotalAmount', '108.00'),
    v('AllowanceTotalAmount', '107.00'),
    v('TaxBasisTotalAmount', '109.00'),
    v('TaxTotalAmount', '111.00', 'currencyID="SEK"'),
    v('TaxTotalAmount', '110.00', 'currencyID="EUR"'),
    v('RoundingAmount', '0.14'),
    v('GrandTotalAmount', '112.00'),
    v('TotalPrepaidAmount', '113.00'),
    v('DuePayableAmount', '115.00'),
  ),
  g(
    'InvoiceReferencedDocument',
    v('IssuerAssignedID', 'BT-25'),
    g('FormattedIssueDateTime', '<q:DateTimeString format="102">20260126</q:DateTimeString>'),
  ),
  g('InvoiceReferencedDocument', v('IssuerAssignedID', 'BT-25b')),
  g('ReceivableSpecifiedTradeAccountingAccount', v('ID', 'BT-19')),
);

const whole = wrap(context, document, line + agreement + delivery + settlement);

function read(bytes: Uint8Array) {
  const reading = readInvoice(bytes);
  if (reading.kind === 'unreadable') throw new Error(reading.message.en);
  return reading.invoice;
}

const change = (from: string, to: string): Uint8Array => {
  const text = new TextDecoder().decode(whole);
  expect(text).toContain(from);
  return new TextEncoder().encode(text.replace(from, to));
};

/** CII tells tax registrations apart by their scheme and states BT-83 and BT-89 in the header; UBL has groups for them. */
const inCii = {
  ...everyTerm,
  'paymentHeader.remittance': 'BT-83',
  'paymentHeader.mandate': 'BT-89',
  'seller.vatId.scheme': 'VA',
  'seller.taxNumber.scheme': 'FC',
  'buyer.vatId.scheme': 'VA',
  'taxRepresentative.vatId.scheme': 'VA',
};

describe('CII', () => {
  test('an invoice gives every term', () => {
    expect(textsOf(read(whole))).toEqual(inCii);
  });

  test('every value knows its place', () => {
    const { notes, totals } = read(whole);
    const settled =
      '/rsm:CrossIndustryInvoice[1]/rsm:SupplyChainTradeTransaction[1]/ram:ApplicableHeaderTradeSettlement[1]';
    expect(notes[1]?.text?.where).toBe(
      '/rsm:CrossIndustryInvoice[1]/rsm:ExchangedDocument[1]/ram:IncludedNote[2]/ram:Content[1]',
    );
    expect(totals.tax?.where).toBe(
      `${settled}/ram:SpecifiedTradeSettlementHeaderMonetarySummation[1]/ram:TaxTotalAmount[2]`,
    );
  });

  test.each([
    ['102', '20240229', '2024-02-29'],
    ['102', '20260230', undefined],
    ['102', '2026-01-02', undefined],
    ['610', '202601', undefined],
    ['203', '202601021200', undefined],
  ])('in format %s the date %j is %s', (format, text, iso) => {
    const document = change('format="102">20260102<', `format="${format}">${text}<`);
    expect(read(document).issueDate).toMatchObject({ text, iso, format });
  });

  test('without a format no day is guessed', () => {
    expect(read(change('<u:DateTimeString format="102">20260102', '<u:DateTimeString>20260102')).issueDate).toEqual({
      text: '20260102',
      iso: undefined,
      where: '/rsm:CrossIndustryInvoice[1]/rsm:ExchangedDocument[1]/ram:IssueDateTime[1]/udt:DateTimeString[1]',
    });
  });

  test('an account that is no IBAN is an account too', () => {
    const { payment } = read(change('<r:IBANID>BT-84</r:IBANID>', '<r:ProprietaryID>BT-84</r:ProprietaryID>'));
    expect(payment[0]?.transfers[0]?.account?.text).toBe('BT-84');
  });

  test('a credit transfer has no direct debit, whatever the header says', () => {
    const text = new TextDecoder().decode(change('<r:TypeCode>59<', '<r:TypeCode>58<'));
    const transfer = text.replace(/<r:PayerPartyDebtorFinancialAccount>.*<\/r:PayerPartyDebtorFinancialAccount>/, '');
    expect(read(new TextEncoder().encode(transfer)).payment[0]?.directDebit).toBeUndefined();
  });

  test('what the header says about payment is kept where no payment instruction can carry it', () => {
    const text = new TextDecoder().decode(whole);
    const means = /<r:SpecifiedTradeSettlementPaymentMeans>.*<\/r:SpecifiedTradeSettlementPaymentMeans>/;
    const { payment, paymentHeader } = read(new TextEncoder().encode(text.replace(means, '')));
    expect(payment).toEqual([]);
    expect(paymentHeader).toMatchObject({
      where: expect.stringMatching(/\/ram:ApplicableHeaderTradeSettlement\[1\]$/),
      remittance: { text: 'BT-83' },
      mandate: { text: 'BT-89' },
      creditorId: { text: 'BT-90' },
    });
  });

  test('of a sum in two currencies, that of the invoice counts', () => {
    const both =
      '<r:GrandTotalAmount currencyID="SEK">1300.00</r:GrandTotalAmount><r:GrandTotalAmount currencyID="EUR">112.00<';
    expect(read(change('<r:GrandTotalAmount>112.00<', both)).totals.gross?.text).toBe('112.00');
  });

  test('an amount repeated with the same text is one amount', () => {
    const same = '<r:DuePayableAmount>115.00</r:DuePayableAmount><r:DuePayableAmount>115.00<';
    expect(read(change('<r:DuePayableAmount>115.00<', same)).totals.due?.text).toBe('115.00');
  });

  test.each([
    ['BT-1', '<r:ID>BT-1</r:ID>', '<r:ID>BT-1</r:ID><r:ID>other</r:ID>'],
    ['BT-115', '<r:DuePayableAmount>', '<r:DuePayableAmount>1</r:DuePayableAmount><r:DuePayableAmount>'],
    ['BT-84', '<r:IBANID>BT-84', '<r:IBANID>DE1</r:IBANID><r:IBANID>BT-84'],
    ['the date', '<u:DateTimeString', '<u:DateTimeString format="102">20250101</u:DateTimeString><u:DateTimeString'],
  ])('%s twice with different values is refused', (_name, from, to) => {
    expect(readInvoice(change(from, to))).toMatchObject({ kind: 'unreadable', reason: 'xml-schema', wellFormed: true });
  });
});
