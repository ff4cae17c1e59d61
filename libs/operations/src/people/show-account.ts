import { type Account, ProofMethod } from '@libs/contracts';
import { blindTo, Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { notFound } from '../refusal';
import { homeOf } from './home';
import { passkeyView } from './passkeys/own-passkeys';
import { relyingParty, type Site } from './passkeys/site';
import { SignInProviders } from './providers/sign-in-providers';

/** With what a person signs in, wherever they act now. */
@Injectable()
export class ShowAccount {
  constructor(
    private readonly database: Database,
    private readonly providers: SignInProviders,
  ) {}

  async run(actor: Actor, site: Site | undefined): Promise<Account> {
    const { proof } = actor;
    if (!proof) throw accountNotFound();
    const home = await homeOf(this.database, actor);
    const session = await this.database.transaction(actor, (tx) => tx.people.session(proof.sessionId));
    return this.database.transaction(blindTo(home.entityId), async (tx) => {
      const person = await tx.accounts.secrets(home.personId);
      if (!person) throw accountNotFound();
      const { name, email, passwordHash, totpSecret, recoveryHashes } = person;
      const provider = this.providers.named(session?.provider ?? undefined);
      return {
        name,
        email,
        hasPassword: passwordHash !== null,
        secondFactor: totpSecret === null ? null : { recoveryCodesLeft: recoveryHashes.length },
        passkeys: (await tx.passkeys.ofPerson(home.personId)).map(passkeyView),
        passkeysPossible: relyingParty(site) !== undefined,
        provider: provider ? { id: provider.settings.id, name: provider.settings.name } : null,
        isGuest: home.personId !== actor.personId,
        proof: { method: ProofMethod.parse(proof.method), at: proof.authenticatedAt.toISOString() },
      };
    });
  }
}

const accountNotFound = () => notFound({ de: 'Dieses Konto', en: 'This account' });
