import { Decimal } from '@libs/money';
import { leitwegCheckDigits } from '@libs/xrechnung';

/** What a test says about an invoice; what it does not say fits. */
export type Wanted = {
  /** BT-1 */
  readonly number?: string;
  /** BT-2, YYYY-MM-DD */
  readonly issueDate?: string;
  /** BT-9, YYYY-MM-DD */
  readonly dueDate?: string;
  /** BT-27 */
  readonly sellerName?: string;
  /** BT-31 */
  readonly sellerVatId?: string;
  /** BT-10 */
  readonly leitwegId?: string;
  /** BT-131 of each line, at 19 % VAT; the totals follow. */
  readonly lines?: readonly string[];
  /** BT-84 */
  readonly iban?: string;
};

type Facts = Required<Wanted> & { readonly net: Decimal; readonly tax: Decimal; readonly gross: Decimal };

const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Leitweg-ID of a unit of the demonstration town: "10" → 053820072072-10001-… with its check digits. */
export function leitwegIdOf(unit: string): string {
  const [coarse, fine] = ['053820072072', `${unit}001`];
  return `${coarse}-${fine}-${leitwegCheckDigits(coarse, fine)}`;
}

function factsOf(wanted: Wanted): Facts {
  const lines = wanted.lines ?? ['1000.00'];
  const net = Decimal.sum(lines.map((line) => Decimal.of(line))).round(2);
  const tax = net.times(Decimal.of('0.19')).round(2);
  return {
    number: 'R-2026-1',
    issueDate: '2026-03-02',
    dueDate: '2026-04-01',
    sellerName: 'Nordlicht Gebäudereinigung GmbH',
    sellerVatId: 'DE314159262',
    leitwegId: leitwegIdOf('10'),
    iban: 'DE89370400440532013000',
    ...wanted,
    lines,
    net,
    tax,
    gross: net.plus(tax),
  };
}

const specification = 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0';
const process = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';

const ublVat = (element: string): string =>
  `<cac:${element}><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:${element}>`;

const ublAddress =
  '<cac:PostalAddress><cbc:StreetName>Weg 7</cbc:StreetName><cbc:CityName>Musterhafen</cbc:CityName><cbc:PostalZone>12345</cbc:PostalZone><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>';

const ublLine = (net: string, at: number): string => `
  <cac:InvoiceLine>
    <cbc:ID>${at + 1}</cbc:ID>
    <cbc:InvoicedQuantity unitCode="H87">1</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="EUR">${net}</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Leistung ${at + 1}</cbc:Name>${ublVat('ClassifiedTaxCategory')}</cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">${net}</cbc:PriceAmount></cac:Price>
  </cac:InvoiceLine>`;

/** A valid XRechnung 3.0 as UBL Invoice. */
export function ublInvoice(wanted: Wanted = {}): string {
  const facts = factsOf(wanted);
  const { net, tax, gross } = facts;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>${specification}</cbc:CustomizationID>
  <cbc:ProfileID>${process}</cbc:ProfileID>
  <cbc:ID>${xml(facts.number)}</cbc:ID>
  <cbc:IssueDate>${facts.issueDate}</cbc:IssueDate>
  <cbc:DueDate>${facts.dueDate}</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cbc:BuyerReference>${xml(facts.leitwegId)}</cbc:BuyerReference>
  <cac:AccountingSupplierParty><cac:Party>
    <cbc:EndpointID schemeID="EM">rechnung@absender.example</cbc:EndpointID>
    ${ublAddress}
    <cac:PartyTaxScheme><cbc:CompanyID>${xml(facts.sellerVatId)}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>${xml(facts.sellerName)}</cbc:RegistrationName></cac:PartyLegalEntity>
    <cac:Contact><cbc:Name>Jörg Heller</cbc:Name><cbc:Telephone>+49 1234 56780</cbc:Telephone><cbc:ElectronicMail>buero@absender.example</cbc:ElectronicMail></cac:Contact>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cbc:EndpointID schemeID="EM">rechnung@musterstadt.example</cbc:EndpointID>
    ${ublAddress}
    <cac:PartyLegalEntity><cbc:RegistrationName>Stadt Musterstadt</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:Delivery><cbc:ActualDeliveryDate>${facts.issueDate}</cbc:ActualDeliveryDate></cac:Delivery>
  <cac:PaymentMeans>
    <cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>
    <cac:PayeeFinancialAccount><cbc:ID>${facts.iban}</cbc:ID></cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:TaxTotal>
    <cbc:TaxAmount currencyID="EUR">${tax.toFixed(2)}</cbc:TaxAmount>
    <cac:TaxSubtotal>
      <cbc:TaxableAmount currencyID="EUR">${net.toFixed(2)}</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="EUR">${tax.toFixed(2)}</cbc:TaxAmount>
      ${ublVat('TaxCategory')}
    </cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">${net.toFixed(2)}</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">${net.toFixed(2)}</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">${gross.toFixed(2)}</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="EUR">${gross.toFixed(2)}</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>${facts.lines.map(ublLine).join('')}
</Invoice>
`;
}

const ciiDate = (day: string): string =>
  `<udt:DateTimeString format="102">${day.replace(/-/g, '')}</udt:DateTimeString>`;

const ciiVat = (amounts = ['', '']): string =>
  `<ram:ApplicableTradeTax>${amounts[0]}<ram:TypeCode>VAT</ram:TypeCode>${amounts[1]}<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:ApplicableTradeTax>`;

const ciiAddress =
  '<ram:PostalTradeAddress><ram:PostcodeCode>12345</ram:PostcodeCode><ram:LineOne>Weg 7</ram:LineOne><ram:CityName>Musterhafen</ram:CityName><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>';

const ciiEndpoint = (address: string): string =>
  `<ram:URIUniversalCommunication><ram:URIID schemeID="EM">${address}</ram:URIID></ram:URIUniversalCommunication>`;

const ciiLine = (net: string, at: number): string => `
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:LineID>${at + 1}</ram:LineID></ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct><ram:Name>Leistung ${at + 1}</ram:Name></ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>${net}</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="H87">1</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>
        ${ciiVat()}
        <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>${net}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>`;

/** A valid XRechnung 3.0 as UN/CEFACT CII; it also is what a ZUGFeRD PDF carries. */
export function ciiInvoice(wanted: Wanted = {}): string {
  const facts = factsOf(wanted);
  const { net, tax, gross } = facts;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
  <rsm:ExchangedDocumentContext>
    <ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>${process}</ram:ID></ram:BusinessProcessSpecifiedDocumentContextParameter>
    <ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>${specification}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument>
    <ram:ID>${xml(facts.number)}</ram:ID>
    <ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime>${ciiDate(facts.issueDate)}</ram:IssueDateTime>
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>${facts.lines.map(ciiLine).join('')}
    <ram:ApplicableHeaderTradeAgreement>
      <ram:BuyerReference>${xml(facts.leitwegId)}</ram:BuyerReference>
      <ram:SellerTradeParty>
        <ram:Name>${xml(facts.sellerName)}</ram:Name>
        <ram:DefinedTradeContact>
          <ram:PersonName>Jörg Heller</ram:PersonName>
          <ram:TelephoneUniversalCommunication><ram:CompleteNumber>+49 1234 56780</ram:CompleteNumber></ram:TelephoneUniversalCommunication>
          <ram:EmailURIUniversalCommunication><ram:URIID>buero@absender.example</ram:URIID></ram:EmailURIUniversalCommunication>
        </ram:DefinedTradeContact>
        ${ciiAddress}
        ${ciiEndpoint('rechnung@absender.example')}
        <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">${xml(facts.sellerVatId)}</ram:ID></ram:SpecifiedTaxRegistration>
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty>
        <ram:Name>Stadt Musterstadt</ram:Name>
        ${ciiAddress}
        ${ciiEndpoint('rechnung@musterstadt.example')}
      </ram:BuyerTradeParty>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery>
      <ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>${ciiDate(facts.issueDate)}</ram:OccurrenceDateTime></ram:ActualDeliverySupplyChainEvent>
    </ram:ApplicableHeaderTradeDelivery>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementPaymentMeans>
        <ram:TypeCode>58</ram:TypeCode>
        <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>${facts.iban}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
      </ram:SpecifiedTradeSettlementPaymentMeans>
      ${ciiVat([`<ram:CalculatedAmount>${tax.toFixed(2)}</ram:CalculatedAmount>`, `<ram:BasisAmount>${net.toFixed(2)}</ram:BasisAmount>`])}
      <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>${ciiDate(facts.dueDate)}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:LineTotalAmount>${net.toFixed(2)}</ram:LineTotalAmount>
        <ram:TaxBasisTotalAmount>${net.toFixed(2)}</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">${tax.toFixed(2)}</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>${gross.toFixed(2)}</ram:GrandTotalAmount>
        <ram:DuePayableAmount>${gross.toFixed(2)}</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
`;
}
