export const texts = {
  title: { de: 'Versiegelte Vorgänge', en: 'Sealed cases' },
  what: {
    de: 'Vorgänge mit Sozialdaten liegen allein bei ihrer Stelle. Hier steht nur, dass es sie gibt: Bei Fragen nennen Sie dort die Nummer.',
    en: 'Cases with social data lie with their unit alone. Here stands only that they exist: with questions turn there and give the number.',
  },
  loading: { de: 'Vorgänge werden geladen', en: 'Cases are loading' },
  none: { de: 'Kein Vorgang ist versiegelt.', en: 'No case is sealed.' },
  number: { de: 'Vorgang', en: 'Case' },
  unit: { de: 'Stelle', en: 'Unit' },
  since: { de: 'Eingang', en: 'Arrived' },
  amount: { de: 'Betrag', en: 'Amount' },
  account: { de: 'Kreditor', en: 'Creditor' },
  text: { de: 'Buchungstext', en: 'Posting text' },
  status: { de: 'Stand', en: 'Status' },
  more: { de: 'Weitere laden', en: 'Load more' },
};
