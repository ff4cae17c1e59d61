import { type Message, type Severity } from '../findings';
import { type Rulebook } from './rule-sets';

const harmless: Message = {
  de: 'Die Rechnung bleibt nutzbar. Prüfen Sie die Angabe, bevor Sie sie verwenden.',
  en: 'The invoice stays usable. Look at the statement before you rely on it.',
};

const broken: Record<Rulebook['name'], Message> = {
  EN16931: {
    de: 'Die Rechnung entspricht damit nicht der EN 16931. Klären Sie den Fall oder lassen Sie sich eine berichtigte Rechnung senden.',
    en: 'The invoice therefore does not conform to EN 16931. Clarify the case or ask for a corrected invoice.',
  },
  XRECHNUNG: {
    de: 'Die Rechnung erfüllt damit den Standard XRechnung nicht. Als E-Rechnung nach EN 16931 kann sie dennoch gelten; weisen Sie den Rechnungssteller darauf hin.',
    en: 'The invoice therefore breaks the XRechnung standard. It may still count as an e-invoice under EN 16931; tell the seller.',
  },
  PEPPOL: {
    de: 'Die Rechnung verletzt damit die Regeln von Peppol. Als E-Rechnung nach EN 16931 kann sie dennoch gelten; weisen Sie den Rechnungssteller darauf hin.',
    en: 'The invoice therefore breaks the Peppol rules. It may still count as an e-invoice under EN 16931; tell the seller.',
  },
  BELEGFLUSS: { de: '', en: '' }, // our own rules say it themselves
};

/** The whole sentence for people: cause, consequence, next step. */
export function withFollowUp(cause: Message, set: Rulebook['name'], severity: Severity): Message {
  const next = severity === 'fatal' || set === 'BELEGFLUSS' ? broken[set] : harmless;
  return { de: `${cause.de} ${next.de}`.trim(), en: `${cause.en} ${next.en}`.trim() };
}
