import { type Tx } from '@libs/db';
import { hashToken, type Identity, type ProviderSettings } from '@libs/platform';
import { v7 as uuid } from 'uuid';
import { emailKey } from '../sign-in-key';
import { rolesOf } from './follow-groups';

type Found = { readonly personId: string } | { readonly refused: string };

/** An identity is issuer and subject: names and addresses change hands. */
export const identityKey = ({ issuer, subject }: Identity): string => hashToken(JSON.stringify([issuer, subject]));
const personKey = ({ issuer }: Identity, personId: string): string => hashToken(JSON.stringify([issuer, personId]));

/**
 * Who in this entity an identity is: whom it was joined to before; else the person with the address that the provider verified, if
 * the settings trust it; else somebody new, if the settings make people and the groups give them a role.
 */
export async function personOf(tx: Tx, identity: Identity, settings: ProviderSettings, known?: string): Promise<Found> {
  if (known !== undefined) return standing(tx, known);
  const email = identity.verifiedEmail;
  if (email === undefined) return { refused: 'unknown here, and no verified address' };
  const byAddress = settings.trustEmail ? await tx.providerPeople.withAddress(emailKey(email)) : undefined;
  return byAddress === undefined ? hired(tx, identity, email, settings) : joined(tx, identity, byAddress, settings);
}

async function standing(tx: Tx, personId: string): Promise<Found> {
  const person = await tx.people.find(personId);
  if (person?.disabledAt !== null) return { refused: 'their account is shut' };
  return person.accountId === null ? { personId } : { refused: 'their account is in another entity' };
}

async function joined(tx: Tx, identity: Identity, personId: string, settings: ProviderSettings): Promise<Found> {
  const person = await tx.people.find(personId);
  if (person?.disabledAt !== null) return { refused: 'their account is shut' };
  if (person.accountId !== null) return { refused: 'their account is in another entity' };
  const joins = await tx.providerPeople.join(personId, identityKey(identity), personKey(identity, personId));
  // the address went to somebody new, who does not get the account of the one before
  if (!joins) return { refused: 'the provider knows somebody else by this address' };
  await tx.audit.append(joinedEntry(personId, settings));
  return { personId };
}

async function hired(tx: Tx, identity: Identity, email: string, settings: ProviderSettings): Promise<Found> {
  if (!settings.createPeople) return { refused: 'unknown here' };
  const roles = await rolesOf(tx, settings, identity.groups);
  if (roles.length === 0) return { refused: 'unknown here, and no group gives a role' };
  if (await tx.accountPlaces.has(email)) return { refused: 'somebody else has this address' };
  const personId = uuid();
  const emailHash = settings.trustEmail ? emailKey(email) : undefined;
  await tx.providerPeople.hire({ id: personId, name: identity.name ?? email, email, emailHash });
  await tx.providerPeople.join(personId, identityKey(identity), personKey(identity, personId));
  const reason = `Erste Anmeldung bei „${settings.name}“`;
  await tx.audit.append(
    { kind: 'person-made', subjectId: personId, payload: { source: settings.id, reason } },
    joinedEntry(personId, settings),
  );
  return { personId };
}

const joinedEntry = (personId: string, { id }: ProviderSettings) => ({
  kind: 'identity-joined',
  actorId: personId,
  subjectId: personId,
  payload: { provider: id },
});
