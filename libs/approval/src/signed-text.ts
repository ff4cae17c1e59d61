import { type Message } from '@libs/xrechnung';
import { type Certificate } from './acts';

/** What is signed: a certificate or the order. The other acts are recorded, not signed. */
export type Signature = { readonly kind: 'certify'; readonly certificate: Certificate } | { readonly kind: 'order' };

/** The facts that the text names. Amounts are ready for reading: "1.190,00 EUR". */
export type SignedFacts = {
  readonly gross: string;
  readonly supplier: string;
  readonly invoiceNumber: string;
  /** What is left to pay (BT-115), where it is not the gross amount: part of the invoice was paid before. */
  readonly due?: string;
  /** A credit note lowers what is owed: nothing is paid out on it. */
  readonly creditNote?: boolean;
};

/**
 * The full text that a person signs, shown before signing and stored with the act (domain: the acts, KomHVO NRW § 31).
 * The German wording binds; the English one helps to understand it.
 */
export function signedText(signature: Signature, facts: SignedFacts): Message {
  const text = signature.kind === 'order' ? orderOf(facts) : certificates[signature.certificate];
  return {
    de: `${text.de.head} ${invoiceIn(facts).de} ${text.de.body}`,
    en: `${text.en.head} ${invoiceIn(facts).en} ${text.en.body} (Translation; the German wording is what is signed.)`,
  };
}

const invoiceIn = ({ gross, supplier, invoiceNumber, due, creditNote }: SignedFacts): Message => ({
  de: `${creditNote ? 'Gutschrift' : 'Rechnung'} ${invoiceNumber} von ${supplier} über ${gross} (brutto)${due === undefined ? '' : `, davon noch offen ${due}`}:`,
  en: `${creditNote ? 'Credit note' : 'Invoice'} ${invoiceNumber} of ${supplier} for ${gross} (gross)${due === undefined ? '' : `, of which ${due} is still open`}:`,
});

type Worded = { readonly de: Wording; readonly en: Wording };
type Wording = { readonly head: string; readonly body: string };

const certificates: Record<Certificate, Worded> = {
  factual: {
    de: {
      head: 'Sachlich richtig.',
      body:
        'Ich stelle fest, dass die für die Zahlung maßgebenden Angaben in den Unterlagen zutreffen; dass die Lieferung oder Leistung notwendig und wirtschaftlich war, ' +
        'von einer dazu berechtigten Stelle beauftragt und nach Art, Menge und Güte wie vereinbart erbracht wurde; dass der vereinbarte Preis berechnet ist und dass ' +
        'Abschläge, Vorauszahlungen, Abtretungen, Pfändungen und Einbehalte berücksichtigt sind.',
    },
    en: {
      head: 'Factually correct.',
      body:
        'I certify that the facts in the documents on which this payment rests are right; that the delivery or service was needed and economical, ordered by someone entitled ' +
        'to do so and performed as agreed in kind, quantity and quality; that the agreed price is charged; and that part payments, prepayments, assignments, seizures and ' +
        'retentions are taken into account.',
    },
  },
  arithmetical: {
    de: {
      head: 'Rechnerisch richtig.',
      body:
        'Ich stelle fest, dass alle errechneten Beträge in Rechnung und Unterlagen richtig sind, einschließlich ihrer Grundlagen wie Vertragspreise, Tarife, Maße und ' +
        'Umrechnungskurse sowie der Nachlässe, der Umsatzsteuer und der Summen.',
    },
    en: {
      head: 'Arithmetically correct.',
      body:
        'I certify that all calculated figures in the invoice and its documents are right, including their bases such as contract rates, tariffs, measurements and exchange rates, ' +
        'and the reductions, the value added tax and the totals.',
    },
  },
  technical: {
    de: {
      head: 'Fachtechnisch richtig.',
      body:
        'Ich stelle fest, dass die abgerechneten Mengen nach Aufmaß oder Nachweis geprüft sind, dass Ausführung und Güte den anerkannten fachlichen Anforderungen und dem Auftrag ' +
        'entsprechen und die Leistung abgenommen werden kann.',
    },
    en: {
      head: 'Technically correct.',
      body:
        'I certify that the quantities charged were checked by measurement or proof, that execution and quality meet the recognised professional requirements and the order, and ' +
        'that the work can be accepted.',
    },
  },
};

const orderOf = ({ creditNote, due }: SignedFacts): Worded => {
  if (creditNote) return creditOrder;
  return due === undefined ? order : partOrder;
};

const order: Worded = {
  de: {
    head: 'Auszahlungsanordnung.',
    body:
      'Die Geschäftsbuchhaltung und die Zahlungsabwicklung werden angewiesen, die Rechnung mit der angezeigten Kontierung zu buchen und den Betrag bei Fälligkeit an den ' +
      'angezeigten Zahlungsempfänger auszuzahlen. Die erforderlichen Feststellungen der Richtigkeit liegen vor. Ich bestätige, dass die haushaltsrechtlichen Voraussetzungen ' +
      'erfüllt sind und die Mittel bereitstehen.',
  },
  en: {
    head: 'Order to pay.',
    body:
      'Bookkeeping and the cash office are instructed to book the invoice with the coding shown and to pay the amount to the payee shown when it is due. The certificates that are ' +
      'required have been given. I confirm that the conditions of budget law are met and that the funds are available.',
  },
};

const partOrder: Worded = {
  de: { ...order.de, body: order.de.body.replace('den Betrag bei', 'den noch offenen Betrag bei') },
  en: { ...order.en, body: order.en.body.replace('to pay the amount', 'to pay the amount still open') },
};

const creditOrder: Worded = {
  de: {
    head: 'Anordnung einer Gutschrift.',
    body:
      'Die Geschäftsbuchhaltung und die Zahlungsabwicklung werden angewiesen, die Gutschrift mit der angezeigten Kontierung zu buchen und den Betrag mit Zahlungen an den Aussteller ' +
      'zu verrechnen oder von ihm anzunehmen; ausgezahlt wird nichts. Die erforderlichen Feststellungen der Richtigkeit liegen vor. Ich bestätige, dass die haushaltsrechtlichen ' +
      'Voraussetzungen erfüllt sind.',
  },
  en: {
    head: 'Order on a credit note.',
    body:
      'Bookkeeping and the cash office are instructed to book the credit note with the coding shown and to set the amount off against payments to the issuer or to receive it from ' +
      'them; nothing is paid out. The certificates that are required have been given. I confirm that the conditions of budget law are met.',
  },
};
