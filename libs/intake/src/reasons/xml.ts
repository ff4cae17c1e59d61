import { doubtful, kept } from './kept';

const newXmlDe = 'Bitte lassen Sie sich vom Rechnungssteller eine gültige XRechnung schicken.';
const newXmlEn = 'Please ask the supplier for a valid XRechnung.';

/** What stands in the way of reading an XML document. */
export const xmlReasons = {
  'xml-syntax': kept('Die XML-Datei ist fehlerhaft aufgebaut.', newXmlDe, 'The XML file is not well-formed.', newXmlEn),
  'xml-encoding': kept(
    'Die Zeichen der XML-Datei passen nicht zu der Kodierung, die sie angibt.',
    newXmlDe,
    'The characters of the XML file do not fit the encoding that it declares.',
    newXmlEn,
  ),
  'xml-version': kept(
    'Die XML-Datei nutzt eine Fassung von XML, die für Rechnungen nicht zugelassen ist.',
    newXmlDe,
    'The XML file uses a version of XML that is not allowed for invoices.',
    newXmlEn,
  ),
  'xml-doctype': kept(
    'Die XML-Datei enthält eine DOCTYPE-Angabe. Sie wird für keine E-Rechnung gebraucht und kann Schaden anrichten.',
    newXmlDe,
    'The XML file holds a DOCTYPE declaration. No e-invoice needs one, and it can do harm.',
    newXmlEn,
  ),
  'xml-depth': kept(
    'Die XML-Datei ist tiefer verschachtelt, als es eine Rechnung sein kann.',
    newXmlDe,
    'The XML file is nested deeper than any invoice can be.',
    newXmlEn,
  ),
  'xml-too-many-elements': kept(
    'Die XML-Datei hat mehr Elemente, als gelesen werden.',
    newXmlDe,
    'The XML file has more elements than are read.',
    newXmlEn,
  ),
  'xml-too-many-attributes': kept(
    'Ein Element der XML-Datei hat mehr Attribute, als gelesen werden.',
    newXmlDe,
    'An element of the XML file has more attributes than are read.',
    newXmlEn,
  ),
  'xml-schema': kept(
    'Die XML-Datei hält den vorgeschriebenen Aufbau einer Rechnung nicht ein, etwa weil eine einmalige Angabe doppelt vorkommt.',
    newXmlDe,
    'The XML file does not keep to the prescribed structure of an invoice, for instance because a single statement stands twice.',
    newXmlEn,
  ),
  'text-too-long': kept(
    'Ein Textfeld der Rechnung ist länger, als gelesen wird.',
    newXmlDe,
    'A text field of the invoice is longer than is read.',
    newXmlEn,
  ),
  'unknown-syntax': kept(
    'Die XML-Datei ist keine Rechnung in einem der Formate UBL oder CII.',
    'Bitte prüfen Sie, was geschickt wurde, und erbitten Sie gegebenenfalls eine XRechnung.',
    'The XML file is no invoice in one of the formats UBL or CII.',
    'Please check what was sent and ask for an XRechnung if needed.',
  ),
  zugferd1: kept(
    'Die Rechnung ist im alten Format ZUGFeRD 1 geschrieben, das der Norm EN 16931 nicht entspricht.',
    'Bitte erfassen Sie sie wie eine einfache PDF-Rechnung oder erbitten Sie eine ZUGFeRD-Rechnung ab Version 2.',
    'The invoice is written in the old format ZUGFeRD 1, which does not follow EN 16931.',
    'Please treat it like a plain PDF invoice or ask for a ZUGFeRD invoice of version 2 or later.',
  ),
};

/** What was read and needs a second look. */
export const contentReasons = {
  'amount-invalid': doubtful(
    'Ein Betrag der Rechnung ist keine gültige Zahl.',
    newXmlDe,
    'An amount of the invoice is no valid number.',
    newXmlEn,
  ),
  'date-invalid': doubtful(
    'Ein Datum der Rechnung gibt es nicht.',
    newXmlDe,
    'A date of the invoice does not exist.',
    newXmlEn,
  ),
  'iban-invalid': doubtful(
    'Die IBAN der Rechnung ist ungültig.',
    'Bitte klären Sie die Bankverbindung über einen bekannten Weg, nicht über die Angaben dieser Rechnung.',
    'The IBAN of the invoice is not valid.',
    'Please clarify the bank account over a known channel, not with what this invoice says.',
  ),
  totals: doubtful(
    'Die Summen der Rechnung passen nicht zusammen.',
    'Bitte vergleichen Sie die Beträge und klären Sie die Abweichung mit dem Rechnungssteller.',
    'The totals of the invoice do not fit together.',
    'Please compare the amounts and clarify the difference with the supplier.',
  ),
  'rules-fatal': doubtful(
    'Die Rechnung verstößt gegen Regeln der Norm EN 16931 oder der XRechnung.',
    'Bitte sehen Sie sich die Prüfergebnisse an und entscheiden Sie, ob die Rechnung angenommen oder zurückgegeben wird.',
    'The invoice breaks rules of EN 16931 or of XRechnung.',
    'Please look at the findings and decide whether to accept the invoice or to return it.',
  ),
  'attachment-encoding': doubtful(
    'Eine Anlage in der XML-Datei lässt sich nicht entschlüsseln (Base64).',
    'Bitte erbitten Sie die Anlage noch einmal.',
    'An attachment inside the XML file cannot be decoded (base64).',
    'Please ask for the attachment again.',
  ),
  'attachment-type': doubtful(
    'Eine Anlage ist von einer Art, die Rechnungen nicht beiliegen darf, oder ist etwas anderes, als sie angibt.',
    'Bitte öffnen Sie sie nicht und fragen Sie den Rechnungssteller, wozu sie dient.',
    'An attachment is of a kind that may not come with an invoice, or is something other than it says.',
    'Please do not open it and ask the supplier what it is for.',
  ),
  'attachment-name': doubtful(
    'Eine Anlage trägt einen Namen, der in fremde Ordner zeigt.',
    'Bitte prüfen Sie, ob der Absender echt ist.',
    'An attachment bears a name that points into other folders.',
    'Please check whether the sender is genuine.',
  ),
};
