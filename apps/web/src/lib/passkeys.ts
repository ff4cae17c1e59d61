import { MadeCredential, PasskeyCreation, PasskeyRequest, UsedCredential, type Message } from '@libs/contracts';
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { change, Hindered } from './api';

export const passkeysSupported = browserSupportsWebAuthn;

const notUsed: Message = {
  de: 'Es wurde kein Passkey benutzt: Der Vorgang wurde abgebrochen, dauerte zu lange, oder dieses Gerät hat keinen für Belegfluss. Es ist nichts geschehen. Bitte versuchen Sie es noch einmal oder nehmen Sie einen anderen Weg.',
  en: 'No passkey was used: it was cancelled, took too long, or this device has none for Belegfluss. Nothing has happened. Please try again or take another way.',
};
const notMade: Message = {
  de: 'Es wurde kein Passkey angelegt: Der Vorgang wurde abgebrochen, dauerte zu lange, oder dieses Gerät hat schon einen. Es ist nichts geschehen. Bitte versuchen Sie es noch einmal oder nehmen Sie ein anderes Gerät.',
  en: 'No passkey was made: it was cancelled, took too long, or this device has one already. Nothing has happened. Please try again or take another device.',
};

/** Lets the browser ask for a passkey of this address. */
export async function askPasskey(): Promise<UsedCredential> {
  const optionsJSON = await change('POST', PasskeyRequest, '/session/passkey-options', {});
  const credential = await startAuthentication({ optionsJSON }).catch(() => {
    // browsers do not say whether it was cancelled, too late or not there, so that pages learn nothing of the device
    throw new Hindered(notUsed);
  });
  return UsedCredential.parse(credential);
}

/** Lets the browser make a passkey for this address. */
export async function makePasskey(): Promise<MadeCredential> {
  const options = await change('PUT', PasskeyCreation, '/account/passkeys/options', {});
  const excludeCredentials = options.excludeCredentials.map(({ id, type }) => ({ id, type }));
  const credential = await startRegistration({ optionsJSON: { ...options, excludeCredentials } }).catch(() => {
    throw new Hindered(notMade);
  });
  return MadeCredential.parse(credential);
}
