import { readInvoice } from '../read';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const CII = 'urn:un:unece:uncefact:data:standard';

const ubl = (content: string): string =>
  `<Invoice xmlns="${UBL}:Invoice-2" xmlns:cac="${UBL}:CommonAggregateComponents-2" xmlns:cbc="${UBL}:CommonBasicComponents-2" xmlns:ext="${UBL}:CommonExtensionComponents-2"><cbc:ID>1</cbc:ID>${content}</Invoice>`;

const cii = (content: string): string =>
  `<rsm:CrossIndustryInvoice xmlns:rsm="${CII}:CrossIndustryInvoice:100" xmlns:ram="${CII}:ReusableAggregateBusinessInformationEntity:100"><rsm:SupplyChainTradeTransaction>${content}</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`;

const read = (document: string) => readInvoice(new TextEncoder().encode(document));

describe('elements that no release of a syntax can hold are refused', () => {
  test.each([
    ['__proto__ beside the terms of UBL', ubl('<__proto__><isAdmin>true</isAdmin></__proto__>'), '__proto__'],
    ['constructor as a group', ubl('<cac:constructor/>'), 'constructor'],
    ['hasOwnProperty deep down', ubl('<cac:Party><cac:Person><cbc:hasOwnProperty/></cac:Person></cac:Party>'), '/cac:'],
    ['no namespace in CII', cii('<__proto__/>'), '__proto__'],
    ['no namespace in UBL', ubl('<cac:Party><valueOf xmlns="">X</valueOf></cac:Party>'), 'valueOf'],
    ['toString in CII', cii('<ram:toString/>'), 'toString'],
    ['prototype in CII', cii('<rsm:prototype/>'), 'prototype'],
  ])('%s', (_name, document, named) => {
    expect(read(document)).toMatchObject({
      kind: 'unreadable',
      reason: 'xml-schema',
      wellFormed: true,
      message: { de: expect.stringContaining(named), en: expect.stringContaining(named) },
    });
  });
});

describe('what the check of the schema judges is read', () => {
  test.each([
    ['names that a later release brings', cii('<ram:InvoiceSpecifiedReferencedDocument/>')],
    ['a name that has lost its namespace', cii('<BuyerReference>1</BuyerReference>')],
    ['a name without its prefix', ubl('<IssueDate>2026-01-02</IssueDate>')],
    ['names with digits', ubl('<cac:CardAccount><cbc:CV2ID>1</cbc:CV2ID></cac:CardAccount>')],
    ['a foreign namespace, with whatever it contains', ubl('<x:y xmlns:x="urn:x"><z xmlns=""/></x:y>')],
    [
      'anything inside of an extension',
      ubl(
        '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><cbc:own/><sig xmlns="">1</sig></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>',
      ),
    ],
  ])('%s', (_name, document) => {
    expect(read(document)).toMatchObject({ kind: 'invoice' });
  });
});
