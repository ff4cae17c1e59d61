import { divergences } from '../divergences';
import { isFilled } from '../presence';
import { rulesAt } from '../rule';

const names = rulesAt((invoice) => [invoice], {
  'BR-06': {
    terms: ['BT-27'],
    text: () => ({ de: 'Der Name des Verkäufers (BT-27) fehlt.', en: 'The name of the seller (BT-27) is missing.' }),
    holds: ({ seller }) => isFilled(seller?.name),
  },
  'BR-07': {
    terms: ['BT-44'],
    text: () => ({ de: 'Der Name des Käufers (BT-44) fehlt.', en: 'The name of the buyer (BT-44) is missing.' }),
    holds: ({ buyer }) => isFilled(buyer?.name),
  },
  'BR-08': {
    terms: ['BG-5'],
    text: () => ({
      de: 'Die Anschrift des Verkäufers (BG-5) fehlt.',
      en: 'The postal address of the seller (BG-5) is missing.',
    }),
    holds: ({ seller }) => seller?.address !== undefined,
  },
  'BR-10': {
    terms: ['BG-8'],
    text: () => ({
      de: 'Die Anschrift des Käufers (BG-8) fehlt.',
      en: 'The postal address of the buyer (BG-8) is missing.',
    }),
    holds: ({ buyer }) => buyer?.address !== undefined,
  },
});

const sellerCountry = rulesAt((invoice) => divergences.countryPlaces(invoice, invoice.seller?.address), {
  'BR-09': {
    terms: ['BG-5', 'BT-40'],
    text: () => ({
      de: 'In der Anschrift des Verkäufers fehlt das Land (BT-40).',
      en: 'The postal address of the seller lacks its country (BT-40).',
    }),
    holds: ({ country }) => isFilled(country),
  },
});

const buyerCountry = rulesAt((invoice) => divergences.countryPlaces(invoice, invoice.buyer?.address), {
  'BR-11': {
    terms: ['BG-8', 'BT-55'],
    text: () => ({
      de: 'In der Anschrift des Käufers fehlt das Land (BT-55).',
      en: 'The postal address of the buyer lacks its country (BT-55).',
    }),
    holds: ({ country }) => isFilled(country),
  },
});

/** Who sells and who buys: BR-06 to BR-11. */
export const parties = [...names, ...sellerCountry, ...buyerCountry];
