import { ProviderFault, type Message } from '@libs/contracts';
import { BASE } from './api';

/** Where a sign-in at a provider begins; afterwards the browser comes back to `returnTo`. */
export function providerHref(id: string, returnTo: string, confirm = false): string {
  const query = new URLSearchParams({ returnTo, ...(confirm && { confirm: '1' }) });
  return `${BASE}/session/providers/${encodeURIComponent(id)}?${query.toString()}`;
}

const faults: Readonly<Record<ProviderFault, Message>> = {
  'provider-unknown': {
    de: 'Diesen Anmeldedienst gibt es hier nicht oder nicht mehr. Sie sind nicht angemeldet. Bitte wählen Sie einen anderen Weg oder wenden Sie sich an die Administration.',
    en: 'This sign-in provider does not exist here, or no longer. You are not signed in. Choose another way, or turn to the administrator.',
  },
  'provider-away': {
    de: 'Der Anmeldedienst antwortet gerade nicht. Sie sind nicht angemeldet. Bitte versuchen Sie es in einigen Minuten noch einmal oder nehmen Sie einen anderen Weg.',
    en: 'The sign-in provider does not answer at the moment. You are not signed in. Try again in some minutes, or take another way.',
  },
  'provider-refused': {
    de: 'Was der Anmeldedienst zurückgab, passt nicht zu dieser Anmeldung. Zur Sicherheit sind Sie nicht angemeldet. Bitte beginnen Sie von vorn; geschieht es wieder, verständigen Sie die Administration.',
    en: 'What the sign-in provider gave back does not fit this sign-in. To be safe you are not signed in. Begin again; if it happens again, tell the administrator.',
  },
  'sign-in-cancelled': {
    de: 'Sie haben die Anmeldung beim Anmeldedienst abgebrochen. Es ist nichts geschehen. Sie können es noch einmal versuchen oder einen anderen Weg nehmen.',
    en: 'You cancelled at the sign-in provider. Nothing has happened. You can try again or take another way.',
  },
  'flow-unknown': {
    de: 'Diese Anmeldung ist abgelaufen, schon abgeschlossen oder wurde in einem anderen Browser begonnen. Sie sind nicht angemeldet. Bitte beginnen Sie von vorn.',
    en: 'This sign-in has run out, was completed before or was begun in another browser. You are not signed in. Please begin again.',
  },
  'person-unknown': {
    de: 'Der Anmeldedienst kennt Sie, aber in Belegfluss ist für dieses Konto nichts eingerichtet. Sie sind nicht angemeldet. Bitte wenden Sie sich an die Administration.',
    en: 'The sign-in provider knows you, but in Belegfluss nothing is set up for this account. You are not signed in. Please turn to the administrator.',
  },
  'other-person': {
    de: 'Beim Anmeldedienst hat sich jemand anderes ausgewiesen als die Person, die hier angemeldet ist. Es wurde nichts bestätigt. Bitte weisen Sie sich mit Ihrem eigenen Konto aus.',
    en: 'Somebody else proved themselves at the sign-in provider than the person who is signed in here. Nothing was confirmed. Please use your own account.',
  },
  'proof-not-new': {
    de: 'Der Anmeldedienst hat nicht neu gefragt, wer Sie sind. Es wurde nichts bestätigt. Bitte melden Sie sich dort ab und bestätigen Sie noch einmal, oder nehmen Sie einen anderen Weg.',
    en: 'The sign-in provider did not ask anew who you are. Nothing was confirmed. Sign out there and confirm again, or take another way.',
  },
  throttled: {
    de: 'Von diesem Anschluss kamen zu viele falsche Anmeldungen. Weitere werden für einige Minuten nicht geprüft. Bitte warten Sie oder wenden Sie sich an die Administration.',
    en: 'Too many wrong sign-ins came from this network address. Further ones are not checked for some minutes. Wait, or turn to the administrator.',
  },
  unavailable: {
    de: 'Belegfluss konnte die Anmeldung gerade nicht abschließen. Sie sind nicht angemeldet. Bitte versuchen Sie es in einer Minute noch einmal.',
    en: 'Belegfluss could not complete the sign-in at the moment. You are not signed in. Please try again in a minute.',
  },
};

/** The sentence for `?fehler=`; null where nothing, or nothing of ours, stands there. */
export function faultOf(search: string): Message | null {
  const fault = ProviderFault.safeParse(new URLSearchParams(search).get('fehler'));
  return fault.success ? faults[fault.data] : null;
}
