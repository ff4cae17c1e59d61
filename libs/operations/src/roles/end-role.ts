import { type EndedRole } from '@libs/contracts';
import { Database, type GrantRow, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { administering, isAdministrator, requireAdministrator } from '../administration/administering';
import { keepAnAdministrator } from '../administration/keep-an-administrator';
import { type Answered } from '../answered';
import { berlinDay, dayOf, isoDay } from '../berlin';
import { Refused } from '../refusal';
import { belongsTo } from './belongs-to';
import { grantFacts, grantNotFound } from './grant-view';
import { ownRoles } from './role-rules';

/** Ends a role: at once, or with a last day. What waits to be confirmed is turned down by it. The row stays. */
@Injectable()
export class EndRole {
  constructor(private readonly database: Database) {}

  run(actor: Actor, id: string, ended: EndedRole, answered?: Answered): Promise<string> {
    const end = (tx: Tx) => this.end(tx, actor, id, ended, answered);
    if (isAdministrator(actor)) return administering(this.database, actor, end);
    // the people of a sealed unit take back what they gave
    return this.database.transaction(actor, async (tx) => {
      const { unit } = (await tx.roleGrants.find(id)) ?? {};
      if (unit?.sealed !== true || !belongsTo(actor, unit.id)) requireAdministrator(actor);
      await tx.entity.lock();
      return end(tx);
    });
  }

  private async end(
    tx: Tx,
    actor: Actor,
    id: string,
    { lastDay, reason }: EndedRole,
    answered: Answered | undefined,
  ): Promise<string> {
    const grant = await tx.roleGrants.find(id);
    if (!grant) throw grantNotFound();
    if (!isAdministrator(actor) && grant.role !== 'auditor') requireAdministrator(actor);
    await requireOthers(tx, actor, grant);
    if (grant.source !== 'local') throw keptByProvider(grant.source);
    if (grant.state === 'past') throw roleOver();

    await keepAnAdministrator(tx, () => this.store(tx, actor, grant, lastDay));
    await tx.audit.append({
      kind: 'role-ended',
      actorId: actor.personId,
      subjectId: id,
      payload: { ...grantFacts(grant), before: grant.state, lastDay: lastDay ?? null, reason },
    });
    await answered?.(tx, id);
    return id;
  }

  private async store(tx: Tx, actor: Actor, grant: GrantRow, lastDay: string | undefined): Promise<void> {
    if (lastDay === undefined) {
      await tx.roleGrants.revoke([grant.id], tx.now, actor.personId);
      return;
    }
    const [first, last] = [isoDay(grant.validFrom), isoDay(grant.validUntil)];
    if (lastDay < berlinDay(tx.now) || (first !== null && lastDay < first) || (last !== null && lastDay > last))
      throw dayDoesNotFit();
    await tx.roleGrants.endOn(grant.id, dayOf(lastDay) ?? tx.now);
  }
}

/** Nobody touches what they hold themselves, alone or in a group. */
export async function requireOthers(tx: Tx, actor: Actor, grant: GrantRow): Promise<void> {
  if (grant.personId === actor.personId) throw ownRoles();
  const group = grant.groupId === null ? null : await tx.groups.find(grant.groupId);
  if (group?.members.some(({ personId }) => personId === actor.personId)) throw ownRoles();
}

const keptByProvider = (source: string): Refused =>
  new Refused('conflict', 'kept-by-provider', {
    de: `Diese Rolle kommt aus einer Gruppe des Anmeldedienstes „${source}“ und käme bei der nächsten Anmeldung wieder. Es wurde nichts geändert. Bitte ändern Sie die Gruppe dort.`,
    en: `This role comes from a group of the sign-in provider "${source}" and would come back at the next sign-in. Nothing was changed. Change the group there.`,
  });

export const roleOver = (): Refused =>
  new Refused('conflict', 'role-over', {
    de: 'Diese Rolle ist schon beendet oder abgelaufen. Es wurde nichts geändert; wird sie wieder gebraucht, vergeben Sie sie neu.',
    en: 'This role has already ended. Nothing was changed; if it is needed again, give it anew.',
  });

const dayDoesNotFit = (): Refused =>
  new Refused('invalid', 'last-day-wrong', {
    de: 'Der letzte Tag muss heute oder später liegen, nicht vor dem ersten Tag der Rolle und nicht nach ihrem jetzigen letzten. Es wurde nichts geändert. Bitte prüfen Sie den Tag, oder beenden Sie die Rolle sofort.',
    en: 'The last day must be today or later, not before the first day of the role and not after its present last one. Nothing was changed. Check the day, or end the role at once.',
  });
