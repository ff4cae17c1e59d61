import { type Invoice } from '../model';
import { ciiInvoice } from './cii/invoice';
import { ublInvoice } from './ubl/invoice';
import { refusal } from './unreadable';
import { checkVocabulary } from './vocabulary';
import { type XmlElement } from './xml/element';

/** What reads a document, by the name of its root element. */
const readers: ReadonlyMap<string, (root: XmlElement) => Invoice> = new Map([
  ['ubl:Invoice', ublInvoice],
  ['cn:CreditNote', ublInvoice],
  ['rsm:CrossIndustryInvoice', ciiInvoice],
]);

type Kind = { readonly de: string; readonly en: string };

/** Documents that arrive in place of a supported invoice, by root element; each is called by its name. */
const strangers: readonly (readonly [uri: RegExp, local: RegExp, kind: Kind])[] = [
  [
    /^urn:ferd:CrossIndustryDocument/,
    /^CrossIndustryDocument$/,
    { de: 'eine Rechnung im alten Format ZUGFeRD 1.0', en: 'an invoice in the old format ZUGFeRD 1.0' },
  ],
  [/\/fatture\/v|fatturapa/i, /^FatturaElettronica/, { de: 'eine italienische FatturaPA', en: 'an Italian FatturaPA' }],
  [
    /Order:|SCRDMCCBDACIOMessageStructure|CrossIndustryOrder/,
    /./,
    { de: 'eine Bestellung (Order-X)', en: 'an order (Order-X)' },
  ],
  [/./, /^SCRDMCCBDACIOMessageStructure$/, { de: 'eine Bestellung (Order-X)', en: 'an order (Order-X)' }],
  [
    /ubl:schema:xsd:(?!Invoice-2$|CreditNote-2$)/,
    /./,
    { de: 'ein UBL-Dokument, aber keine Rechnung', en: 'a UBL document, but no invoice' },
  ],
  [/pain\.|camt\./, /^Document$/, { de: 'eine Bankdatei (ISO 20022)', en: 'a bank file (ISO 20022)' }],
  [/w3\.org\/2000\/svg$/, /^svg$/, { de: 'eine SVG-Grafik', en: 'an SVG drawing' }],
  [/w3\.org\/1999\/xhtml$/, /^html$/, { de: 'eine HTML-Seite', en: 'an HTML page' }],
];

const whatItIs = ({ uri, local }: XmlElement): Kind =>
  strangers.find(([namespace, name]) => namespace.test(uri) && name.test(local))?.[2] ?? {
    de: `ein XML-Dokument „${local.slice(0, 100)}“ aus dem Namensraum „${uri.slice(0, 200)}“`,
    en: `an XML document "${local.slice(0, 100)}" of the namespace "${uri.slice(0, 200)}"`,
  };

/** The invoice of a supported syntax, recognised by namespace and local name of the root element, never by its prefix. */
export function invoiceOf(root: XmlElement): Invoice {
  const reader = readers.get(root.name);
  if (reader) {
    checkVocabulary(root);
    return reader(root);
  }
  const { de, en } = whatItIs(root);
  throw refusal(
    'unknown-syntax',
    {
      de: `Die Datei ist ${de}; gelesen werden UBL 2.1 (Invoice, CreditNote) und UN/CEFACT CII D16B.`,
      en: `The file is ${en}; UBL 2.1 (Invoice, CreditNote) and UN/CEFACT CII D16B are read.`,
    },
    {
      wellFormed: true,
      next: {
        de: 'Aus der Datei wurde keine E-Rechnung gelesen. Bitten Sie den Absender um eine XRechnung oder um ZUGFeRD ab 2.0, oder erfassen Sie die Rechnung von Hand.',
        en: 'No e-invoice was read from the file. Ask the sender for an XRechnung or for ZUGFeRD 2.0 or later, or enter the invoice by hand.',
      },
    },
  );
}
