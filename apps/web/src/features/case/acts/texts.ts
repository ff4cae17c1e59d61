import type { Message } from '@libs/contracts';

export const texts = {
  title: { de: 'Unterschriften', en: 'Signatures' },
  factual: { de: 'Sachlich richtig', en: 'Factually correct' },
  arithmetical: { de: 'Rechnerisch richtig', en: 'Arithmetically correct' },
  order: { de: 'Anordnung', en: 'Payment order' },
  missing: { de: 'fehlt noch', en: 'still missing' },
  yours: { de: 'jetzt Sie', en: 'now you' },
  signedText: { de: 'Gezeichneter Text', en: 'Text that was signed' },
  youSign: { de: 'Das unterschreiben Sie:', en: 'This is what you sign:' },
  void: (name: string, when: string) => ({
    de: `Unterschrift von ${name}, ${when}: gilt nicht mehr, weil sich der Inhalt danach geändert hat.`,
    en: `Signature of ${name}, ${when}: no longer valid because the content changed afterwards.`,
  }),
  actions: { de: 'Nächster Schritt', en: 'Next step' },
  certifyBoth: { de: 'Sachlich und rechnerisch bestätigen …', en: 'Certify factually and arithmetically …' },
  certifyFactual: { de: 'Sachlich bestätigen …', en: 'Certify factually …' },
  certifyArithmetical: { de: 'Rechnerisch bestätigen …', en: 'Certify arithmetically …' },
  orderOpen: { de: 'Anordnen …', en: 'Order payment …' },
  certifyTitle: { de: 'Rechnung bestätigen', en: 'Certify invoice' },
  orderTitle: { de: 'Auszahlung anordnen', en: 'Order payment' },
  orderCreditTitle: { de: 'Gutschrift anordnen', en: 'Order credit note' },
  certifyCreditTitle: { de: 'Gutschrift bestätigen', en: 'Certify credit note' },
  close: { de: 'Schließen', en: 'Close' },
  certifyNow: { de: 'Jetzt bestätigen', en: 'Certify now' },
  confirmAndCertify: { de: 'Ich bin es, jetzt bestätigen', en: 'It is me, certify now' },
  confirmAndOrder: { de: 'Ich bin es, jetzt anordnen', en: 'It is me, order now' },
  orderNow: { de: 'Jetzt anordnen', en: 'Order now' },
  mainKey: { de: 'Strg ↵', en: 'Ctrl ↵' },
  signing: { de: 'Wird gespeichert', en: 'Being stored' },
  scope: (name: string) => ({
    de: `${name}. Der Text wird mit Ihrem Namen und der Zeit gespeichert und gilt nur für diesen Stand der Rechnung.`,
    en: `${name}. The text is stored with your name and the time, and holds only for this state of the invoice.`,
  }),
  changed: {
    de: 'Die Rechnung hat sich geändert, während Sie gelesen haben. Es wurde nichts unterschrieben. Der Text zeigt jetzt den neuen Stand; bitte lesen Sie ihn noch einmal.',
    en: 'The invoice changed while you were reading. Nothing was signed. The text now shows the new state; please read it again.',
  },
  seen: { de: 'Neuen Stand gelesen', en: 'I have read the new state' },
  half: {
    de: 'Die sachliche Richtigkeit ist gespeichert, die rechnerische noch nicht. Bitte versuchen Sie es erneut.',
    en: 'The factual certificate is stored, the arithmetical one is not yet. Please try again.',
  },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
  reason: { de: 'Grund', en: 'Reason' },
  reasonMissing: {
    de: 'Bitte nennen Sie den Grund. Er steht im Verlauf und hilft der nächsten Person.',
    en: 'Please give the reason. It stands in the history and helps the next person.',
  },
  nothing: { de: 'Hier ist für Sie nichts zu tun.', en: 'There is nothing for you to do here.' },
  done: { de: 'Dieser Vorgang ist abgeschlossen.', en: 'This case is finished.' },
};

/** Acts that need a reason: how the button is called, what the sheet says, what the act does. */
export const reasoned: Record<
  'object' | 'return' | 'release',
  {
    readonly open: Message;
    readonly title: Message;
    readonly what: Message;
    readonly confirm: Message;
    readonly hint: Message;
  }
> = {
  object: {
    open: { de: 'Ablehnen …', en: 'Decline …' },
    title: { de: 'Rechnung ablehnen', en: 'Decline invoice' },
    what: {
      de: 'Die Rechnung geht in die Klärung an die Rechnungsstelle. Gegebene Unterschriften bleiben im Verlauf stehen.',
      en: 'The invoice goes to the invoice desk to be clarified. Signatures already given stay in the history.',
    },
    confirm: { de: 'Rechnung ablehnen', en: 'Decline invoice' },
    hint: { de: 'zum Beispiel: Position 3 wurde nicht beauftragt', en: 'for example: item 3 was not ordered' },
  },
  return: {
    open: { de: 'Zurückgeben …', en: 'Return …' },
    title: { de: 'An den Lieferanten zurückgeben', en: 'Return to the supplier' },
    what: {
      de: 'Der Vorgang endet hier und bleibt auf Dauer einsehbar. Belegfluss schreibt dem Lieferanten nicht: Bitte teilen Sie ihm selbst mit, warum er eine neue Rechnung stellen muss.',
      en: 'The case ends here and stays on record. Belegfluss does not write to the supplier: please tell them yourself why they have to issue a new invoice.',
    },
    confirm: { de: 'Zurückgeben', en: 'Return' },
    hint: { de: 'zum Beispiel: falscher Empfänger', en: 'for example: wrong recipient' },
  },
  release: {
    open: { de: 'Übernehmen …', en: 'Accept …' },
    title: { de: 'Rechnung übernehmen', en: 'Accept invoice' },
    what: {
      de: 'Sie haben die offene Frage geklärt. Die Rechnung geht weiter in die Bearbeitung, Ihr Grund steht im Verlauf.',
      en: 'You have settled the open question. The invoice is processed further, your reason stands in the history.',
    },
    confirm: { de: 'Rechnung übernehmen', en: 'Accept invoice' },
    hint: { de: 'zum Beispiel: Lieferant hat telefonisch bestätigt', en: 'for example: supplier confirmed by phone' },
  },
};

/** Said beforehand: the server's sentences are for who has already tried and speak of what was not stored. */
export const hints: Readonly<Record<string, Message>> = {
  'certifier-may-not-order': {
    de: 'Sie haben diese Rechnung festgestellt. Anordnen muss sie eine andere Person (Vier-Augen-Prinzip); bei den anderen Anordnungsbefugten steht sie schon im Arbeitsvorrat.',
    en: 'You have certified this invoice. Another person has to order it (four-eyes principle); it already stands in the worklist of the others who may.',
  },
  'orderer-may-not-certify': {
    de: 'Sie haben diese Rechnung angeordnet. Feststellen muss sie eine andere Person (Vier-Augen-Prinzip); sie steht schon in deren Arbeitsvorrat.',
    en: 'You have ordered this invoice. Another person has to certify it (four-eyes principle); it already stands in their worklist.',
  },
  'no-power-to-order': {
    de: 'Für diese Rechnung haben Sie keine Anordnungsbefugnis. Sie steht im Arbeitsvorrat derer, die sie haben.',
    en: 'You have no power to order this invoice. It stands in the worklist of those who have it.',
  },
  'no-power-to-certify': {
    de: 'Für diese Rechnung haben Sie keine Feststellungsbefugnis. Sie steht im Arbeitsvorrat derer, die sie haben.',
    en: 'You have no power to certify this invoice. It stands in the worklist of those who have it.',
  },
};
