import { type PasswordLink } from '@libs/contracts';
import { blindTo, Database, type PersonWithRoles } from '@libs/db';
import { hashPassword, hashToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { Refused } from '../refusal';
import { endSessionsOfAccount } from './end-sessions';
import { LinkData, type LinkKind, linkKinds } from './password-links';
import { requireGoodPassword } from './password-refused';

type Found = {
  readonly kind: LinkKind;
  readonly entityId: string;
  readonly entity: string;
  readonly person: PersonWithRoles;
};

/** What a link is for, and the password that it is good for. It signs nobody in. */
@Injectable()
export class SetPassword {
  constructor(private readonly database: Database) {}

  /** Looks and uses nothing up: mail scanners and a second look do no harm. */
  async look(key: string): Promise<PasswordLink> {
    const { kind, entity, person } = await this.find(key);
    return { kind, entity, name: person.name, email: person.email, choosesPassword: person.accountId === null };
  }

  /** Takes the link once. All sessions of the account end, here and where the person is a guest, and all other links are void. */
  async run(key: string, password: string): Promise<{ readonly email: string }> {
    const { kind, entityId, person } = await this.find(key);
    if (person.accountId !== null) throw signsInAsEver();
    requireGoodPassword(password, person);
    const passwordHash = await hashPassword(password);
    await this.database.transaction(blindTo(entityId), async (tx) => {
      await tx.accountPlaces.lock(person.id);
      const now = await tx.people.find(person.id);
      if (now?.disabledAt !== null || (await tx.oneTimeKeys.take(kind, hashToken(key))) === undefined) throw linkGone();
      await tx.accounts.setPassword(person.id, passwordHash);
      await tx.oneTimeKeys.dropOf(linkKinds, person.id);
      await endSessionsOfAccount(tx, person.id);
      await tx.audit.append({ kind: 'password-set', actorId: person.id, subjectId: person.id, payload: { by: kind } });
    });
    return { email: person.email };
  }

  private async find(key: string): Promise<Found> {
    for (const kind of linkKinds) {
      const data = LinkData.safeParse(await this.database.oneTimeKeys.look(kind, hashToken(key)));
      if (!data.success) continue;
      const { entity: entityId, person: personId } = data.data;
      const found = await this.database.transaction(blindTo(entityId), async (tx) => ({
        person: await tx.people.find(personId),
        entity: (await tx.masterData.entity())?.name ?? '',
      }));
      if (found.person?.disabledAt === null) return { kind, entityId, entity: found.entity, person: found.person };
    }
    throw linkGone();
  }
}

const linkGone = (): Refused =>
  new Refused('not-found', 'link-gone', {
    de: 'Dieser Link gilt nicht mehr: Er wurde schon benutzt, durch einen neueren ersetzt oder ist abgelaufen. Es wurde nichts geändert. Bitte fordern Sie bei der Anmeldung mit „Kennwort vergessen“ einen neuen an oder wenden Sie sich an die Administration.',
    en: 'This link is no longer good: it was used, replaced by a newer one or has run out. Nothing was changed. Ask for a new one with “Forgotten password” at the sign-in, or turn to the administrator.',
  });

const signsInAsEver = (): Refused =>
  new Refused('conflict', 'account-elsewhere', {
    de: 'Sie haben schon ein Konto bei einem anderen Mandanten und brauchen kein neues Kennwort. Es wurde nichts geändert. Bitte melden Sie sich an wie gewohnt und wechseln Sie im Kontomenü den Mandanten.',
    en: 'You have an account with another entity already and need no new password. Nothing was changed. Sign in as ever and change the entity in your account menu.',
  });
