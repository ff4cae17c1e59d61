const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const UNCEFACT = 'urn:un:unece:uncefact:data:standard';

/** The fixed prefixes of this program, by namespace URI. Prefixes of the document are never looked at. */
const prefixes: ReadonlyMap<string, string> = new Map([
  [`${UBL}:Invoice-2`, 'ubl'],
  [`${UBL}:CreditNote-2`, 'cn'],
  [`${UBL}:CommonAggregateComponents-2`, 'cac'],
  [`${UBL}:CommonBasicComponents-2`, 'cbc'],
  [`${UBL}:CommonExtensionComponents-2`, 'ext'],
  [`${UNCEFACT}:CrossIndustryInvoice:100`, 'rsm'],
  [`${UNCEFACT}:ReusableAggregateBusinessInformationEntity:100`, 'ram'],
  [`${UNCEFACT}:UnqualifiedDataType:100`, 'udt'],
  [`${UNCEFACT}:QualifiedDataType:100`, 'qdt'],
]);

/**
 * One word for namespace URI and local name: `cbc:ID` for the known namespaces, `Q{uri}local` for all others (XPath 3.1).
 * Equal words mean equal URI and equal local name, so elements are matched by this word alone.
 */
export function canonicalName(uri: string, local: string): string {
  const prefix = prefixes.get(uri);
  return prefix === undefined ? `Q{${uri}}${local}` : `${prefix}:${local}`;
}
