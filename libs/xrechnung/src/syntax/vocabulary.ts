import { refusal } from './unreadable';
import { type XmlElement } from './xml/element';

/**
 * Names that an element may have, by the prefix of its namespace. The documents' own namespaces are closed lists. The
 * libraries below them grow with each release (the invoices of ZUGFeRD EXTENDED already use names of CII D22B), so there
 * the naming rules of UBL and of UN/CEFACT are asked, which hold for every release: upper camel case.
 */
const libraryName = /^[A-Z][A-Za-z0-9]*$/;
const names: ReadonlyMap<string, RegExp> = new Map([
  ['ubl', /^Invoice$/],
  ['cn', /^CreditNote$/],
  [
    'rsm',
    /^(CrossIndustryInvoice|ExchangedDocumentContext|ExchangedDocument|SupplyChainTradeTransaction|ValuationBreakdownStatement)$/,
  ],
  ...['cac', 'cbc', 'ext', 'ram', 'udt', 'qdt'].map((prefix) => [prefix, libraryName] as const),
]);

/** Where UBL lets anybody put anything. */
const OPEN = 'ext:ExtensionContent';

/**
 * Refuses what no release of the two syntaxes can hold: an element in no namespace, or under an impossible name in one
 * of theirs. Elements of foreign namespaces hide no value and are left, with all they contain, to the check of the schema.
 */
export function checkVocabulary(element: XmlElement): void {
  const possible = names.get(element.name.slice(0, element.name.indexOf(':')));
  if (!possible && element.uri !== '') return;
  if (!possible?.test(element.local)) throw unknownTo(element);
  if (element.name === OPEN) return;
  for (const child of element.children) checkVocabulary(child);
}

const unknownTo = ({ local, where }: XmlElement): Error =>
  refusal(
    'xml-schema',
    {
      de: `Die Datei enthält ein Element „${local.slice(0, 100)}“, das keine Fassung der Rechnungssyntax kennt (${where.slice(0, 500)}).`,
      en: `The file contains an element "${local.slice(0, 100)}" that no release of the invoice syntax knows (${where.slice(0, 500)}).`,
    },
    { wellFormed: true },
  );
