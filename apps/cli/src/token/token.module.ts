import { type NewApiToken } from '@libs/contracts';
import { blindTo, Database } from '@libs/db';
import { actorOf, ApiTokens, emailKey } from '@libs/operations';
import { CommandFailed } from '../command-failed';

/** Wires the use case to its database and lets go of it afterwards. */
export async function makeToken(
  ownerUrl: string,
  login: string,
  wanted: NewApiToken,
): Promise<{ token: string; expiresAt: string }> {
  const database = new Database({ url: ownerUrl, maxConnections: 2 });
  try {
    const places = await database.locateSignIn('email', emailKey(login));
    const [place] = places;
    if (!place) throw nobody(login);
    if (places.length > 1) throw several(login);
    const person = await database.transaction(blindTo(place.entityId), (tx) => tx.people.find(place.subjectId));
    if (!person) throw nobody(login);
    const { token, expiresAt } = await new ApiTokens(database).make(actorOf(place.entityId, person), wanted);
    return { token: token ?? '', expiresAt };
  } finally {
    await database.close();
  }
}

const nobody = (login: string): CommandFailed =>
  new CommandFailed({
    de: `Mit der Adresse ${login} ist niemand eingetragen; es wurde kein Schlüssel angelegt. Bitte die E-Mail-Adresse der Anmeldung angeben.`,
    en: `Nobody is registered with the address ${login}; no token was made. Please give the e-mail address of the sign-in.`,
  });

const several = (login: string): CommandFailed =>
  new CommandFailed({
    de: `Die Adresse ${login} ist in mehreren Mandanten eingetragen; es wurde kein Schlüssel angelegt. Bitte den Schlüssel nach der Anmeldung in der Oberfläche anlegen.`,
    en: `The address ${login} is registered in several entities; no token was made. Please sign in and make it there.`,
  });
