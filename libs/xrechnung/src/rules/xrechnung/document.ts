import { isFilled } from '../presence';
import { rulesAt } from '../rule';

const invoice = rulesAt((invoice) => [invoice], {
  'BR-DE-1': {
    terms: ['BG-16'],
    text: () => ({
      de: 'Angaben zur Zahlung (BG-16) fehlen.',
      en: 'Payment instructions (BG-16) are missing.',
    }),
    holds: ({ payment }) => payment.length > 0,
  },
  'BR-DE-15': {
    terms: ['BT-10'],
    text: () => ({
      de: 'Die Käuferreferenz (BT-10), in der Regel die Leitweg-ID, fehlt.',
      en: 'The buyer reference (BT-10), usually the Leitweg-ID, is missing.',
    }),
    holds: ({ buyerReference }) => isFilled(buyerReference),
  },
});

const vat = rulesAt(({ vat }) => vat, {
  'BR-DE-14': {
    terms: ['BT-119'],
    text: () => ({
      de: 'In der Umsatzsteueraufschlüsselung fehlt der Steuersatz (BT-119).',
      en: 'The VAT breakdown lacks its rate (BT-119).',
    }),
    holds: ({ rate }) => isFilled(rate),
  },
});

/** BR-DE-1, BR-DE-14, BR-DE-15. */
export const document = [...invoice, ...vat];
