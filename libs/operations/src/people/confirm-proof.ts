import { type Confirmation, type ProofMethod } from '@libs/contracts';
import { Database, type Tx } from '@libs/db';
import { hashToken, newToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { type Answered } from '../answered';
import { Refused } from '../refusal';
import { CheckPassword } from './check-password';
import { type Home, homeOf } from './home';
import { passkeyRefused } from './passkeys/refusals';
import { CheckPasskey } from './passkeys/check-passkey';
import { type Site } from './passkeys/site';
import { CheckSecondFactor } from './second-factor/check-second-factor';

/** A person who is signed in proves anew who they are, and the session goes on under a new token. */
@Injectable()
export class ConfirmProof {
  constructor(
    private readonly database: Database,
    private readonly passwords: CheckPassword,
    private readonly secondFactor: CheckSecondFactor,
    private readonly passkeys: CheckPasskey,
  ) {}

  /** The new token of the session. `place` is the network address that asks. */
  async run(
    actor: Actor,
    proof: Confirmation,
    at: { readonly site: Site | undefined; readonly place: string },
    answered?: Answered,
  ): Promise<string> {
    const home = await homeOf(this.database, actor);
    const method = await this.look(home, actor, proof, at);
    return this.database.transaction(actor, async (tx) => {
      const token = await renewProof(tx, actor, method);
      await answered?.(tx);
      return token;
    });
  }

  private async look(
    home: Home,
    actor: Actor,
    proof: Confirmation,
    { site, place }: { readonly site: Site | undefined; readonly place: string },
  ): Promise<ProofMethod> {
    switch (proof.kind) {
      case 'password': {
        const email = await this.database.transaction(
          actor,
          async (tx) => (await tx.people.find(actor.personId))?.email,
        );
        const known = await this.passwords.run(email ?? '', proof.password, place, wrongPassword);
        if (known.person.id !== home.personId) throw wrongPassword();
        return 'password';
      }
      case 'second-factor':
        await this.secondFactor.run(home, proof.code, place, false);
        return 'second-factor';
      case 'passkey': {
        const owner = await this.passkeys.run(site, proof.credential, place);
        if (owner.personId !== home.personId || owner.entityId !== home.entityId) throw passkeyRefused();
        return 'passkey';
      }
    }
  }
}

/** The proof of this session is as old as this moment; its token changes, and the old one leads nowhere. */
export async function renewProof(tx: Tx, actor: Actor, method: ProofMethod): Promise<string> {
  const token = newToken();
  const sessionId = actor.proof?.sessionId;
  if (sessionId === undefined || !(await tx.people.renewSession(sessionId, hashToken(token), method, tx.now)))
    throw sessionGone();
  await tx.audit.append({
    kind: 'proof-renewed',
    actorId: actor.personId,
    subjectId: sessionId,
    payload: { method },
    told: { method },
  });
  return token;
}

const wrongPassword = (): Refused =>
  new Refused('invalid', 'wrong-password', {
    de: 'Das Kennwort stimmt nicht. Es wurde nichts bestätigt; Sie bleiben angemeldet. Bitte geben Sie es noch einmal ein.',
    en: 'The password is wrong. Nothing was confirmed; you stay signed in. Please enter it again.',
  });

const sessionGone = (): Refused =>
  new Refused('unauthenticated', 'signed-out', {
    de: 'Die Sitzung ist inzwischen beendet. Es wurde nichts bestätigt. Bitte melden Sie sich an.',
    en: 'The session has ended meanwhile. Nothing was confirmed. Please sign in.',
  });
