import { refusal } from './unreadable';
import { type XmlElement } from './xml/element';

/**
 * Upper camel case: the naming rules of UBL and of UN/CEFACT, which hold for every release. Lists of names do not: lawful
 * invoices of ZUGFeRD EXTENDED use names that came to CII with D22B.
 */
const possibleName = /^[A-Z][A-Za-z0-9]*$/;

/** The namespaces of the two syntaxes, by prefix. Invoices with an element that has lost its namespace do occur. */
const ours: readonly string[] = ['Q{}', 'ubl:', 'cn:', 'cac:', 'cbc:', 'ext:', 'rsm:', 'ram:', 'udt:', 'qdt:'];

/** Where UBL lets anybody put anything. */
const OPEN = 'ext:ExtensionContent';

/**
 * Refuses what no release of the two syntaxes can hold: elements of impossible names, such as `__proto__` or `constructor`.
 * A possible name at the wrong place, and elements of foreign namespaces with all they contain, hide no value: they are
 * left to the check of the schema.
 */
export function checkVocabulary(element: XmlElement): void {
  const { name, local } = element;
  if (name === OPEN || !ours.includes(name.slice(0, -local.length))) return;
  if (!possibleName.test(local)) throw unknownTo(element);
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
