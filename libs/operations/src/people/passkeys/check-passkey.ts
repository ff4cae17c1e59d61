import { type PasskeyRequest, type UsedCredential } from '@libs/contracts';
import { blindTo, Database, type PasskeyRow } from '@libs/db';
import { hashToken, type Logger } from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { CALM_LOG } from '../../ports';
import { Attempts } from '../attempts';
import { type Home } from '../home';
import { CHALLENGE_SECONDS, newChallenge, takeChallenge } from './challenges';
import { passkeyRefused, passkeysImpossible } from './refusals';
import { relyingParty, type Site } from './site';

/** Why an answer was not accepted: for the log, the person hears one sentence for all of it. */
class NotAccepted extends Error {
  override readonly name = 'NotAccepted';
}

/** Looks at the answer of a passkey: made for this address, by a person who was verified, to a challenge that we gave once. */
@Injectable()
export class CheckPasskey {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    @Inject(CALM_LOG) private readonly log: Logger,
  ) {}

  /** Names nobody: the browser offers what it has for this address. */
  async options(site: Site | undefined): Promise<PasskeyRequest> {
    const rpId = relyingParty(site);
    if (rpId === undefined) throw passkeysImpossible();
    const challenge = Buffer.from(await newChallenge(this.database, { for: 'use' })).toString('base64url');
    return { challenge, rpId, timeout: CHALLENGE_SECONDS * 1000, userVerification: 'required' };
  }

  run(site: Site | undefined, credential: UsedCredential, place: string): Promise<Home> {
    const rpId = relyingParty(site);
    if (!site || rpId === undefined) throw passkeysImpossible();
    return this.attempts.of(
      `passkey ${credential.id} ${place}`,
      place,
      () => this.accepted(site.origin, rpId, credential),
      passkeyRefused,
    );
  }

  private async accepted(origin: string, rpId: string, credential: UsedCredential): Promise<Home | undefined> {
    try {
      return await this.look(origin, rpId, credential);
    } catch (error) {
      if (!(error instanceof NotAccepted)) throw error;
      this.log.warn({ why: error.message }, 'a passkey was refused');
      return undefined;
    }
  }

  private async look(origin: string, rpId: string, credential: UsedCredential): Promise<Home> {
    const given = await takeChallenge(this.database, credential.response.clientDataJSON);
    if (given?.purpose.for !== 'use') throw new NotAccepted('challenge unknown, used or expired');
    const [place] = await this.database.locateSignIn('passkey', hashToken(credential.id));
    if (!place) throw new NotAccepted('credential unknown');
    const { entityId, subjectId } = place;
    return this.database.transaction(blindTo(entityId), async (tx) => {
      const passkey = await tx.passkeys.find(subjectId);
      const person = passkey && (await tx.people.find(passkey.personId));
      if (!passkey || person?.disabledAt !== null) throw new NotAccepted('its person is gone');
      const challenge = Buffer.from(given.challenge).toString('base64url');
      const counter = await counterOf(passkey, credential, { origin, rpId, challenge });
      // compared in the update as well: two answers with the same count do not both pass
      if (!(await tx.passkeys.used(passkey.id, counter, tx.now))) throw new NotAccepted('counter did not grow');
      return { entityId, personId: passkey.personId };
    });
  }
}

/** How often the authenticator says it was used, if its answer fits in every respect. */
async function counterOf(
  passkey: PasskeyRow,
  credential: UsedCredential,
  expected: { readonly origin: string; readonly rpId: string; readonly challenge: string },
): Promise<number> {
  const answer = await verifyAuthenticationResponse({
    response: asAnswer(credential),
    expectedChallenge: expected.challenge,
    expectedOrigin: expected.origin,
    expectedRPID: expected.rpId,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: Number(passkey.counter),
    },
    // the words of the library repeat what the browser sent
  }).catch(() => undefined);
  if (!answer) throw new NotAccepted('answer does not fit');
  if (!answer.verified) throw new NotAccepted('signature wrong');
  return answer.authenticationInfo.newCounter;
}

/** What is checked of it; whose it says to be and what it was plugged into does not matter. */
function asAnswer({ id, rawId, type, response }: UsedCredential) {
  const { clientDataJSON, authenticatorData, signature } = response;
  return { id, rawId, type, response: { clientDataJSON, authenticatorData, signature }, clientExtensionResults: {} };
}
