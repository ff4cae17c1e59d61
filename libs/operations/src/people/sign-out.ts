import { blindTo, Database } from '@libs/db';
import { hashToken, Vault } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { idTokenPlace } from './open-session';
import { SignInProviders } from './providers/sign-in-providers';

/** Ends a session here, and says where the session at the sign-in provider ends, if it began there. */
@Injectable()
export class SignOut {
  constructor(
    private readonly database: Database,
    private readonly providers: SignInProviders,
    private readonly vault: Vault,
  ) {}

  /** `returnTo` is our own page, where the provider sends the browser in the end; undefined where our address is not known. */
  async run(token: string, returnTo: string | undefined): Promise<string | undefined> {
    const [place] = await this.database.locateSignIn('session', hashToken(token));
    if (!place) return undefined;
    const { entityId, subjectId } = place;
    const session = await this.database.transaction(blindTo(entityId), async (tx) => {
      const row = await tx.people.session(subjectId);
      await tx.people.endSession(subjectId);
      if (row) await tx.audit.append({ kind: 'signed-out', actorId: row.personId, payload: {} });
      return row;
    });
    const provider = this.providers.named(session?.provider ?? undefined);
    if (!provider || returnTo === undefined) return undefined;
    const sealed = session?.idToken ?? undefined;
    const idToken = sealed === undefined ? undefined : this.vault.open(sealed, idTokenPlace(entityId, subjectId));
    return (await provider.endSession(idToken, returnTo))?.href;
  }
}
