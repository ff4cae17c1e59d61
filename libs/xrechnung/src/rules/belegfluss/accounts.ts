import { type Message } from '../../findings';
import { parseLeitwegId } from '../../leitweg-id';
import { isFilled, present } from '../presence';
import { rulesAt } from '../rule';
import { type IbanFault, ibanFault } from './iban';

const reasons: Record<IbanFault, Message> = {
  form: { de: 'sie hat nicht die Form einer IBAN', en: 'it does not have the form of an IBAN' },
  country: { de: 'ihr Land nimmt nicht am IBAN-Verfahren teil', en: 'its country has no IBAN' },
  length: { de: 'sie hat nicht die Länge, die ihr Land vorschreibt', en: 'its length is not that of its country' },
  'check-digits': { de: 'ihre Prüfziffern stimmen nicht', en: 'its check digits are wrong' },
};

const transfers = rulesAt(
  ({ payment }) =>
    payment.flatMap(({ transfers }) => transfers.flatMap(({ account }) => present(account).filter(isFilled))),
  {
    'BF-IBAN': {
      terms: ['BT-84'],
      level: 'warning',
      text: ({ text }) => {
        const fault = ibanFault(text) ?? 'form';
        return {
          de:
            `Die Kontonummer „${text.trim()}“ (BT-84) ist keine gültige IBAN: ${reasons[fault].de}. ` +
            'An sie kann nicht gezahlt werden. Klären Sie die Bankverbindung mit dem Rechnungssteller über einen bereits bekannten Weg.',
          en:
            `The account “${text.trim()}” (BT-84) is no valid IBAN: ${reasons[fault].en}. ` +
            'Nothing can be paid to it. Clarify the bank details with the seller through a channel known before.',
        };
      },
      holds: ({ text }) => ibanFault(text) === undefined,
    },
  },
);

const address = rulesAt(({ buyerReference }) => present(buyerReference), {
  'BF-LEITWEG': {
    terms: ['BT-10'],
    level: 'warning',
    text: ({ text }) => ({
      de:
        `Die Prüfziffern der Leitweg-ID „${text.trim()}“ (BT-10) stimmen nicht. ` +
        'Die Rechnung lässt sich damit keiner Stelle sicher zuordnen. Ordnen Sie sie von Hand zu.',
      en:
        `The check digits of the Leitweg-ID “${text.trim()}” (BT-10) are wrong. ` +
        'The invoice cannot be assigned to a unit with certainty. Assign it by hand.',
    }),
    // Another buyer reference is lawful: only what has the form of a Leitweg-ID is held to its check digits.
    holds: ({ text }) => parseLeitwegId(text)?.valid ?? true,
  },
});

/** BF-IBAN and BF-LEITWEG. */
export const accounts = [...transfers, ...address];
