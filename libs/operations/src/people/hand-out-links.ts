import { type HandedLink } from '@libs/contracts';
import { Database, type PersonWithRoles, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor, hasRole } from '../actor';
import { type Answered } from '../answered';
import { notFound, Refused } from '../refusal';
import { type LinkKind, PasswordLinks } from './password-links';

/** The administrator invites a person, or has them choose a new password. */
@Injectable()
export class HandOutLinks {
  constructor(
    private readonly database: Database,
    private readonly links: PasswordLinks,
  ) {}

  run(actor: Actor, kind: LinkKind, personId: string, reason: string, answered?: Answered): Promise<HandedLink> {
    return this.database.transaction(actor, async (tx) => {
      const person = await this.recipient(tx, actor, kind, personId);
      const handed = await this.links.make(tx, kind, person);
      await tx.audit.append({
        kind: kind === 'reset' ? 'reset-asked' : 'person-invited',
        actorId: actor.personId,
        subjectId: personId,
        payload: { reason, until: handed.expiresAt, by: handed.link === null ? 'mail' : 'hand' },
      });
      await answered?.(tx, handed.expiresAt);
      return handed;
    });
  }

  /** The link that was made under the same Idempotency-Key, without its secret. */
  async handed(actor: Actor, personId: string, expiresAt: string): Promise<HandedLink> {
    const person = await this.database.transaction(actor, (tx) => tx.people.find(personId));
    return { sentTo: this.links.byMail ? (person?.email ?? null) : null, link: null, expiresAt };
  }

  private async recipient(tx: Tx, actor: Actor, kind: LinkKind, personId: string): Promise<PersonWithRoles> {
    requireAdministrator(actor);
    const person = await tx.people.find(personId);
    if (!person) throw notFound({ de: 'Diese Person', en: 'This person' });
    if (person.disabledAt !== null) throw shutOut();
    if (kind === 'invitation' && person.passwordHash !== null) throw hasPassword();
    if (kind === 'reset' && person.accountId !== null) throw accountElsewhere();
    return person;
  }
}

function requireAdministrator(actor: Actor): void {
  if (hasRole(actor, ['administrator'], null)) return;
  throw new Refused('forbidden', 'no-power-to-invite', {
    de: 'Zugänge gibt nur die Administration aus. Es wurde nichts verschickt. Bitte wenden Sie sich dorthin.',
    en: 'Only the administrator gives access. Nothing was sent. Turn there.',
  });
}

const shutOut = (): Refused =>
  new Refused('conflict', 'person-disabled', {
    de: 'Der Zugang dieser Person ist gesperrt. Es wurde nichts verschickt. Bitte heben Sie die Sperre zuerst auf.',
    en: 'The access of this person is shut. Nothing was sent. Open it first.',
  });

const hasPassword = (): Refused =>
  new Refused('conflict', 'has-password', {
    de: 'Diese Person hat schon ein Kennwort. Es wurde nichts verschickt. Hat sie es vergessen, starten Sie bitte „Neues Kennwort“.',
    en: 'This person has a password already. Nothing was sent. If it was forgotten, start “New password”.',
  });

const accountElsewhere = (): Refused =>
  new Refused('conflict', 'account-elsewhere', {
    de: 'Das Konto dieser Person führt ein anderer Mandant. Es wurde nichts verschickt. Sie setzt ihr Kennwort selbst zurück, mit „Kennwort vergessen“ bei der Anmeldung.',
    en: 'The account of this person is kept by another entity. Nothing was sent. They set the password anew themselves, with “Forgotten password” at the sign-in.',
  });
