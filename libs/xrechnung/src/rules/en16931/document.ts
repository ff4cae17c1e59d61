import { type Message } from '../../findings';
import { divergences } from '../divergences';
import { isFilled } from '../presence';
import { rulesAt } from '../rule';

const missing = (de: string, en: string) => (): Message => ({ de: `${de} fehlt.`, en: `${en} is missing.` });

/** What every invoice says about itself: BR-01 to BR-05, BR-16. */
export const document = rulesAt((invoice) => [invoice], {
  'BR-01': {
    terms: ['BT-24'],
    text: missing('Die Kennung der Spezifikation (BT-24)', 'The specification identifier (BT-24)'),
    holds: ({ specification }) => isFilled(specification),
  },
  'BR-02': {
    terms: ['BT-1'],
    text: missing('Die Rechnungsnummer (BT-1)', 'The invoice number (BT-1)'),
    holds: ({ number }) => isFilled(number),
  },
  'BR-03': {
    terms: ['BT-2'],
    text: missing('Das Rechnungsdatum (BT-2)', 'The issue date (BT-2)'),
    holds: (invoice) => isFilled(divergences.issueDate(invoice)),
  },
  'BR-04': {
    terms: ['BT-3'],
    text: missing('Die Rechnungsart (BT-3)', 'The invoice type code (BT-3)'),
    holds: ({ typeCode }) => isFilled(typeCode),
  },
  'BR-05': {
    terms: ['BT-5'],
    text: missing('Die Währung der Rechnung (BT-5)', 'The invoice currency (BT-5)'),
    holds: ({ currency }) => isFilled(currency),
  },
  'BR-16': {
    terms: ['BG-25'],
    text: () => ({ de: 'Die Rechnung hat keine Position (BG-25).', en: 'The invoice has no line (BG-25).' }),
    holds: ({ lines }) => lines.length > 0,
  },
});
