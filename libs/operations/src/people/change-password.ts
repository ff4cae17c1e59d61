import { type NewPassword } from '@libs/contracts';
import { Database } from '@libs/db';
import { hashPassword } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { type Answered } from '../answered';
import { Refused } from '../refusal';
import { CheckPassword } from './check-password';
import { endSessionsOfAccount } from './end-sessions';
import { requireAtHome } from './home';
import { linkKinds } from './password-links';
import { requireGoodPassword } from './password-refused';

/** The person's own password, for a better one. Whoever knew the old one is signed out everywhere but here. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: CheckPassword,
  ) {}

  async run(actor: Actor, wanted: NewPassword, place: string, answered?: Answered): Promise<void> {
    await requireAtHome(this.database, actor);
    const { personId } = actor;
    const person = await this.database.transaction(actor, (tx) => tx.accounts.secrets(personId));
    if (!person?.passwordHash) throw noPassword();
    const known = await this.passwords.run(person.email, wanted.old, place, wrongOld);
    if (known.person.id !== personId) throw wrongOld();
    requireGoodPassword(wanted.new, person);
    const passwordHash = await hashPassword(wanted.new);
    await this.database.transaction(actor, async (tx) => {
      await tx.accounts.setPassword(personId, passwordHash);
      await endSessionsOfAccount(tx, personId, actor.proof?.sessionId);
      await tx.oneTimeKeys.dropOf(linkKinds, personId);
      await tx.audit.append({ kind: 'password-changed', actorId: personId, subjectId: personId, payload: {} });
      await answered?.(tx);
    });
  }
}

const wrongOld = (): Refused =>
  new Refused('invalid', 'wrong-password', {
    de: 'Das bisherige Kennwort stimmt nicht. Es wurde nichts geändert. Bitte geben Sie es noch einmal ein.',
    en: 'The present password is wrong. Nothing was changed. Please enter it again.',
  });

const noPassword = (): Refused =>
  new Refused('conflict', 'no-password', {
    de: 'Dieses Konto hat kein Kennwort; Sie melden sich auf anderem Weg an. Es wurde nichts geändert. Wer ein Kennwort braucht, wendet sich an die Administration.',
    en: 'This account has no password; you sign in another way. Nothing was changed. Who needs a password turns to the administrator.',
  });
