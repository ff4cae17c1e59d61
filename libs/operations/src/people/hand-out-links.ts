import { type HandedLink } from '@libs/contracts';
import { Database, type PersonWithRoles, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor, hasRole } from '../actor';
import { type Answered } from '../answered';
import { notFound, Refused } from '../refusal';
import { holdsPower } from './holds-power';
import { accountKey } from './sign-in-key';
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
      // of a guest the link says what an invitation says, and the answer says no more than to somebody whose account is here
      const handed = await this.links.make(tx, person.accountId === null ? kind : 'invitation', person);
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
    if (!this.links.byMail && person.accountId === null && (await this.isOfWeight(tx, person))) throw needsMail();
    return person;
  }

  /** A link in hand makes whoever holds it that person: not where one administrator alone could not give what that opens. */
  private async isOfWeight(tx: Tx, { id }: PersonWithRoles): Promise<boolean> {
    return (await holdsPower(tx, id)) || (await tx.accountPlaces.places('account', accountKey(id))).length > 0;
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

const needsMail = (): Refused =>
  new Refused('conflict', 'link-needs-mail', {
    de: 'Diese Person verwaltet, arbeitet in einer versiegelten Stelle oder in mehreren Mandanten: Ihr Link geht nur per Mail an sie selbst. Es wurde nichts gemacht. Bitte MAIL_URL einrichten lassen, oder erst einladen und danach die Rolle geben.',
    en: 'This person administers, works in a sealed unit or for several entities: their link goes by mail to themselves alone. Nothing was made. Have MAIL_URL set up, or invite first and give the role afterwards.',
  });
