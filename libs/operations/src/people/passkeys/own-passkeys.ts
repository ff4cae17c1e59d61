import { type MadeCredential, type NewPasskey, type Passkey, PasskeyCreation } from '@libs/contracts';
import { Database, type PasskeyRow } from '@libs/db';
import { hashToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../../actor';
import { type Answered } from '../../answered';
import { notFound, Refused } from '../../refusal';
import { ACCOUNT_MINUTES, requireFreshProof } from '../fresh-proof';
import { requireAtHome } from '../home';
import { CHALLENGE_SECONDS, newChallenge, takeChallenge } from './challenges';
import { passkeyRefused, passkeysImpossible } from './refusals';
import { relyingParty, type Site } from './site';

const MOST = 20;

/** The passkeys of the person who asks: made, named and removed by them alone. */
@Injectable()
export class OwnPasskeys {
  constructor(private readonly database: Database) {}

  /** What the browser makes a passkey with. */
  async options(actor: Actor, site: Site | undefined): Promise<PasskeyCreation> {
    const rpID = relyingParty(site);
    if (rpID === undefined) throw passkeysImpossible();
    await requireAtHome(this.database, actor);
    const { entityId, personId } = actor;
    const { person, passkeys } = await this.database.transaction(actor, async (tx) => {
      requireFreshProof(actor, ACCOUNT_MINUTES, tx.now);
      return { person: await tx.accounts.secrets(personId), passkeys: await tx.passkeys.ofPerson(personId) };
    });
    const options = await generateRegistrationOptions({
      rpName: 'Belegfluss',
      rpID,
      userName: person?.email ?? '',
      userDisplayName: person?.name ?? '',
      // the same for all passkeys of a person, and says nothing about them
      userID: new Uint8Array(createHash('sha256').update(`passkeys of ${personId}`).digest()),
      challenge: await newChallenge(this.database, { for: 'make', entityId, personId }),
      timeout: CHALLENGE_SECONDS * 1000,
      attestationType: 'none',
      excludeCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return PasskeyCreation.parse(options);
  }

  /** The id of the new passkey. */
  async add(actor: Actor, site: Site | undefined, wanted: NewPasskey, answered?: Answered): Promise<string> {
    const rpId = relyingParty(site);
    if (!site || rpId === undefined) throw passkeysImpossible();
    await requireAtHome(this.database, actor);
    const { entityId, personId } = actor;
    const { name, credential } = wanted;
    const given = await takeChallenge(this.database, credential.response.clientDataJSON);
    if (given?.purpose.for !== 'make' || given.purpose.personId !== personId || given.purpose.entityId !== entityId)
      throw passkeyRefused();
    const made = await verified(credential, { origin: site.origin, rpId, challenge: given.challenge });
    const id = uuid();
    await this.database.transaction(actor, async (tx) => {
      requireFreshProof(actor, ACCOUNT_MINUTES, tx.now);
      if ((await tx.passkeys.ofPerson(personId)).length >= MOST) throw tooMany();
      await tx.passkeys.add({
        id,
        personId,
        name,
        createdAt: tx.now,
        credentialHash: hashToken(made.credentialId),
        ...made,
      });
      await tx.audit.append({ kind: 'passkey-made', actorId: personId, subjectId: id, payload: { name } });
      await answered?.(tx, id);
    });
    return id;
  }

  async show(actor: Actor, id: string): Promise<Passkey> {
    const passkey = await this.database.transaction(actor, (tx) => tx.passkeys.find(id));
    if (passkey?.personId !== actor.personId) throw passkeyNotFound();
    return passkeyView(passkey);
  }

  async rename(actor: Actor, id: string, name: string): Promise<Passkey> {
    await this.database.transaction(actor, async (tx) => {
      if (!(await tx.passkeys.rename(id, actor.personId, name))) throw passkeyNotFound();
    });
    return this.show(actor, id);
  }

  remove(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(actor, async (tx) => {
      const passkey = await tx.passkeys.find(id);
      if (passkey?.personId !== actor.personId) throw passkeyNotFound();
      requireFreshProof(actor, ACCOUNT_MINUTES, tx.now);
      await tx.passkeys.remove(id, actor.personId);
      const entry = { kind: 'passkey-removed', actorId: actor.personId, subjectId: id };
      await tx.audit.append({ ...entry, payload: { name: passkey.name } });
    });
  }
}

/** Holds what the browser made against what it was asked for, and gives what is kept of it. */
async function verified(
  { authenticatorAttachment: _, ...credential }: MadeCredential,
  { origin, rpId, challenge }: { readonly origin: string; readonly rpId: string; readonly challenge: string },
) {
  const { clientDataJSON, attestationObject, transports = [] } = credential.response;
  const answer = await verifyRegistrationResponse({
    response: { ...credential, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
    expectedChallenge: Buffer.from(challenge).toString('base64url'),
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    // whatever is wrong: the words of the library repeat what the browser sent
  }).catch(() => undefined);
  if (!answer?.verified) throw passkeyRefused();
  const { id, publicKey, counter } = answer.registrationInfo.credential;
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter: BigInt(counter),
    transports: [...transports],
  };
}

export const passkeyView = ({ id, name, createdAt, lastUsedAt }: PasskeyRow): Passkey => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

const passkeyNotFound = () => notFound({ de: 'Diesen Passkey', en: 'This passkey' });

const tooMany = (): Refused =>
  new Refused('conflict', 'too-many-passkeys', {
    de: `Sie haben schon ${MOST} Passkeys. Es kam keiner hinzu. Bitte entfernen Sie zuerst einen, den Sie nicht mehr brauchen.`,
    en: `You have ${MOST} passkeys already. None was added. First remove one that you no longer need.`,
  });
