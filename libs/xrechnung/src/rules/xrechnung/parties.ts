import { type Message } from '../../findings';
import { divergences } from '../divergences';
import { isFilled, present } from '../presence';
import { rulesAt } from '../rule';

const missing = (de: string, en: string) => (): Message => ({ de: `${de} fehlt.`, en: `${en} is missing.` });

const seller = rulesAt(
  ({ seller }) => present(seller).map(({ where, contact }) => ({ where: divergences.sellerPlace(where), contact })),
  {
    'BR-DE-2': {
      terms: ['BG-6'],
      text: missing('Der Ansprechpartner des Verkäufers (BG-6)', 'The contact of the seller (BG-6)'),
      holds: ({ contact }) => contact !== undefined,
    },
  },
);

const sellerAddress = rulesAt(({ seller }) => present(seller?.address), {
  'BR-DE-3': {
    terms: ['BT-37'],
    text: missing('Der Ort des Verkäufers (BT-37)', 'The city of the seller (BT-37)'),
    holds: ({ city }) => isFilled(city),
  },
  'BR-DE-4': {
    terms: ['BT-38'],
    text: missing('Die Postleitzahl des Verkäufers (BT-38)', 'The post code of the seller (BT-38)'),
    holds: ({ postCode }) => isFilled(postCode),
  },
});

const sellerContact = rulesAt(({ seller }) => present(seller?.contact), {
  'BR-DE-5': {
    terms: ['BT-41'],
    text: missing('Der Name des Ansprechpartners (BT-41)', 'The name of the contact (BT-41)'),
    holds: ({ name }) => isFilled(name),
  },
  'BR-DE-6': {
    terms: ['BT-42'],
    text: missing('Die Telefonnummer des Ansprechpartners (BT-42)', 'The telephone number of the contact (BT-42)'),
    holds: ({ phone }) => isFilled(phone),
  },
  'BR-DE-7': {
    terms: ['BT-43'],
    text: missing('Die E-Mail-Adresse des Ansprechpartners (BT-43)', 'The e-mail address of the contact (BT-43)'),
    holds: ({ email }) => isFilled(email),
  },
});

const buyerAddress = rulesAt(({ buyer }) => present(buyer?.address), {
  'BR-DE-8': {
    terms: ['BT-52'],
    text: missing('Der Ort des Käufers (BT-52)', 'The city of the buyer (BT-52)'),
    holds: ({ city }) => isFilled(city),
  },
  'BR-DE-9': {
    terms: ['BT-53'],
    text: missing('Die Postleitzahl des Käufers (BT-53)', 'The post code of the buyer (BT-53)'),
    holds: ({ postCode }) => isFilled(postCode),
  },
});

const deliveryAddress = rulesAt(({ delivery }) => present(delivery?.address), {
  'BR-DE-10': {
    terms: ['BT-77', 'BG-15'],
    text: missing('Der Ort der Lieferanschrift (BT-77)', 'The city of the delivery address (BT-77)'),
    holds: ({ city }) => isFilled(city),
  },
  'BR-DE-11': {
    terms: ['BT-78', 'BG-15'],
    text: missing('Die Postleitzahl der Lieferanschrift (BT-78)', 'The post code of the delivery address (BT-78)'),
    holds: ({ postCode }) => isFilled(postCode),
  },
});

/** BR-DE-2 to BR-DE-11. */
export const parties = [...seller, ...sellerAddress, ...sellerContact, ...buyerAddress, ...deliveryAddress];
