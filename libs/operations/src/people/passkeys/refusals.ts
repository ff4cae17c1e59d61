import { Refused } from '../../refusal';

/** One sentence for everything that can be wrong with an answer: which it was stands in the log. */
export const passkeyRefused = (): Refused =>
  new Refused('unauthenticated', 'passkey-refused', {
    de: 'Der Passkey wurde nicht angenommen: Er ist hier nicht bekannt, oder die Anfrage ist abgelaufen. Es ist nichts geschehen. Bitte versuchen Sie es noch einmal oder nehmen Sie einen anderen Weg.',
    en: 'The passkey was not accepted: it is not known here, or the request has run out. Nothing has happened. Please try again or take another way.',
  });

export const passkeysImpossible = (): Refused =>
  new Refused('conflict', 'passkeys-impossible', {
    de: 'Unter dieser Adresse sind keine Passkeys möglich; dafür braucht es https und einen Namen statt einer Nummer. Es ist nichts geschehen. Bitte nehmen Sie einen anderen Weg oder wenden Sie sich an die Administration (PUBLIC_URL).',
    en: 'At this address passkeys are not possible; they need https and a name instead of a number. Nothing has happened. Take another way, or turn to the administrator (PUBLIC_URL).',
  });
