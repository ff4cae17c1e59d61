import { type NewConfirmation } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { type Answered } from '../answered';
import { Refused } from '../refusal';
import { requireOthers, roleOver } from './end-role';
import { grantFacts, grantNotFound } from './grant-view';

/** The second administrator: neither who gave the role nor who gets it. */
@Injectable()
export class ConfirmRole {
  constructor(private readonly database: Database) {}

  run(actor: Actor, id: string, { reason }: NewConfirmation, answered?: Answered): Promise<string> {
    return administering(this.database, actor, async (tx) => {
      const grant = await tx.roleGrants.find(id);
      if (!grant) throw grantNotFound();
      await requireOthers(tx, actor, grant);
      if (grant.state === 'past') throw roleOver();
      if (grant.state !== 'waiting') throw nothingToConfirm();
      if (grant.grantedById === actor.personId) throw secondNeeded();
      await tx.roleGrants.confirm(id, actor.personId);
      await tx.audit.append({
        kind: 'role-confirmed',
        actorId: actor.personId,
        subjectId: id,
        payload: { ...grantFacts(grant), givenBy: grant.grantedById, reason },
      });
      await answered?.(tx, id);
      return id;
    });
  }
}

const nothingToConfirm = (): Refused =>
  new Refused('conflict', 'nothing-to-confirm', {
    de: 'Diese Rolle wartet auf keine Bestätigung. Es wurde nichts geändert; es ist nichts weiter zu tun.',
    en: 'This role waits for no confirmation. Nothing was changed; there is nothing more to do.',
  });

/** Also for proposals: who began it does not finish it. */
export const secondNeeded = (): Refused =>
  new Refused('conflict', 'second-needed', {
    de: 'Das haben Sie selbst angestoßen; es gilt erst, wenn eine zweite Administratorin oder ein zweiter Administrator zustimmt. Es wurde nichts geändert. Bitte sagen Sie dort Bescheid.',
    en: 'You began this yourself; it counts once a second administrator agrees. Nothing was changed. Tell them.',
  });
