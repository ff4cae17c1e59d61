import { type Message } from '@libs/contracts';
import { Refused } from '../refusal';
import { type PasswordFault, passwordFault } from './password-rule';

const texts: Record<PasswordFault, Message> = {
  'too-short': {
    de: 'Das Kennwort hat weniger als zwölf Zeichen. Es wurde nicht gesetzt. Bitte wählen Sie ein längeres, zum Beispiel vier Wörter, die nicht zusammengehören.',
    en: 'The password has fewer than twelve characters. It was not set. Choose a longer one, for example four words that do not belong together.',
  },
  'too-long': {
    de: 'Das Kennwort hat mehr als 200 Zeichen. Es wurde nicht gesetzt. Bitte wählen Sie ein kürzeres.',
    en: 'The password has more than 200 characters. It was not set. Choose a shorter one.',
  },
  'too-common': {
    de: 'Dieses Kennwort gehört zu den häufigsten und wird als Erstes geraten. Es wurde nicht gesetzt. Bitte wählen Sie ein anderes, zum Beispiel vier Wörter, die nicht zusammengehören.',
    en: 'This password is among the most common and is guessed first. It was not set. Choose another one, for example four words that do not belong together.',
  },
  'own-name': {
    de: 'Das Kennwort besteht fast nur aus Ihrem Namen oder Ihrer Adresse. Es wurde nicht gesetzt. Bitte wählen Sie eines, das nichts mit Ihnen zu tun hat.',
    en: 'The password is little more than your name or address. It was not set. Choose one that has nothing to do with you.',
  },
};

/** Refuses a password that the person may not take. */
export function requireGoodPassword(password: string, person: { readonly name: string; readonly email: string }): void {
  const fault = passwordFault(password, person);
  if (fault) throw new Refused('invalid', `password-${fault}`, texts[fault]);
}
