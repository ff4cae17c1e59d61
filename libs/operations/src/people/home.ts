import { type Database, type Place } from '@libs/db';
import { type Actor } from '../actor';
import { notFound, Refused } from '../refusal';
import { emailKey } from './sign-in-key';

/** Where the secrets of a person stand: the row of their account, which for a guest lies in another entity. */
export type Home = { readonly entityId: string; readonly personId: string };

export async function homeOf(database: Database, actor: Actor): Promise<Home> {
  const person = await database.transaction(actor, (tx) => tx.people.find(actor.personId));
  const { accountId = null, email = '' } = person ?? {};
  if (accountId === null) return { entityId: actor.entityId, personId: actor.personId };
  const home = await placeOfAccount(database, email, accountId);
  if (!home) throw notFound({ de: 'Das Konto dieser Person', en: 'The account of this person' });
  return { entityId: home.entityId, personId: home.subjectId };
}

/** Of all rows that an address leads to the one that is this account. */
export async function placeOfAccount(database: Database, email: string, accountId: string): Promise<Place | undefined> {
  const places = await database.locateSignIn('email', emailKey(email));
  return places.find(({ subjectId }) => subjectId === accountId);
}

/** Refuses a guest: the ways into an account are changed where it stands, under the eyes of that house. */
export async function requireAtHome(database: Database, actor: Actor): Promise<void> {
  const { personId } = await homeOf(database, actor);
  if (personId === actor.personId) return;
  throw new Refused('conflict', 'guest-here', {
    de: 'Sie arbeiten hier als Gast; Ihr Konto steht in einem anderen Mandanten. Es wurde nichts geändert. Bitte wechseln Sie dorthin und ändern Sie es da.',
    en: 'You work here as a guest; your account stands in another entity. Nothing was changed. Change to that entity and do it there.',
  });
}
