import { type NewRole } from '@libs/contracts';
import { Database, type GrantRow, type NewGrant, type Tx, type UnitRow } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { type Answered } from '../answered';
import { berlinDay, dayOf, isoDay } from '../berlin';
import { groupNotFound } from '../groups/group-view';
import { personNotFound } from '../people/person-view';
import { notFound, Refused } from '../refusal';
import { grantFacts } from './grant-view';
import { needsSecond, ownRoles, requireFittingRole } from './role-rules';

/** Gives a role to a person or a group. Power over others, and what opens a sealed unit, counts after a second administrator. */
@Injectable()
export class GiveRole {
  constructor(private readonly database: Database) {}

  run(actor: Actor, wanted: NewRole, answered?: Answered): Promise<string> {
    return administering(this.database, actor, async (tx) => {
      if (wanted.validUntil !== null && wanted.validUntil < berlinDay(tx.now)) throw overAlready();
      const holder = await this.holder(tx, actor, wanted);
      const unit = wanted.unit === null ? null : await unitOf(tx, wanted.unit);
      const { operates } = await tx.entity.lock();
      requireFittingRole(wanted.role, unit, holder.kind, operates);

      const grant: NewGrant = {
        id: uuid(),
        personId: holder.kind === 'person' ? holder.id : null,
        groupId: holder.kind === 'group' ? holder.id : null,
        role: wanted.role,
        unitId: unit?.id ?? null,
        validFrom: dayOf(wanted.validFrom ?? undefined),
        validUntil: dayOf(wanted.validUntil ?? undefined),
        reason: wanted.reason,
        grantedAt: tx.now,
        grantedById: actor.personId,
        needsConfirmation: needsSecond(wanted.role, unit),
      };
      requireNew(grant, await tx.roleGrants.page({ [holder.kind]: holder.id, role: wanted.role, limit: 500 }));
      await tx.roleGrants.add([grant]);
      await tx.audit.append({
        kind: 'role-given',
        actorId: actor.personId,
        subjectId: grant.id,
        payload: {
          ...grantFacts({ ...grant, unit }),
          needsConfirmation: grant.needsConfirmation,
          reason: wanted.reason,
        },
      });
      await answered?.(tx, grant.id);
      return grant.id;
    });
  }

  private async holder(
    tx: Tx,
    actor: Actor,
    { person, group }: NewRole,
  ): Promise<{ kind: 'person' | 'group'; id: string }> {
    if (person !== undefined) {
      const found = await tx.directory.find(person);
      if (!found) throw personNotFound();
      if (person === actor.personId) throw ownRoles();
      if (found.disabledAt !== null) throw personDisabled(found.name);
      return { kind: 'person', id: person };
    }
    const found = group === undefined ? null : await tx.groups.find(group);
    if (!found) throw groupNotFound();
    if (found.members.some(({ personId }) => personId === actor.personId)) throw ownRoles();
    return { kind: 'group', id: found.id };
  }
}

export async function unitOf(tx: Tx, id: string): Promise<UnitRow> {
  const unit = await tx.masterData.unit(id);
  if (!unit) throw notFound({ de: 'Diese Stelle', en: 'This unit' });
  return unit;
}

/** The same role at the same place for the same days is not given twice, however often a button is pressed. */
export function isHeld(
  wanted: Pick<NewGrant, 'personId' | 'groupId' | 'role' | 'unitId' | 'validFrom' | 'validUntil'>,
  grants: readonly GrantRow[],
): boolean {
  const [from, until] = [isoDay(wanted.validFrom) ?? '0000-01-01', isoDay(wanted.validUntil) ?? '9999-12-31'];
  return grants.some(
    (grant) =>
      grant.state !== 'past' &&
      grant.personId === wanted.personId &&
      grant.groupId === wanted.groupId &&
      grant.role === wanted.role &&
      (grant.unit?.id ?? null) === wanted.unitId &&
      (isoDay(grant.validFrom) ?? '0000-01-01') <= from &&
      (isoDay(grant.validUntil) ?? '9999-12-31') >= until,
  );
}

function requireNew(wanted: NewGrant, grants: readonly GrantRow[]): void {
  if (!isHeld(wanted, grants)) return;
  throw new Refused('conflict', 'role-held', {
    de: 'Diese Rolle ist für diese Tage schon vergeben oder wartet auf Bestätigung. Es wurde nichts geändert; es ist nichts weiter zu tun.',
    en: 'This role has already been given for these days, or waits to be confirmed. Nothing was changed; there is nothing more to do.',
  });
}

const personDisabled = (name: string): Refused =>
  new Refused('conflict', 'person-disabled', {
    de: `Der Zugang von ${name} ist gesperrt. Es wurde nichts vergeben. Bitte geben Sie zuerst den Zugang wieder frei.`,
    en: `The access of ${name} is disabled. Nothing was given. Enable the access first.`,
  });

const overAlready = (): Refused =>
  new Refused('invalid', 'over-already', {
    de: 'Der letzte Tag liegt in der Vergangenheit: Die Rolle würde nie gelten. Es wurde nichts vergeben. Bitte prüfen Sie die Tage.',
    en: 'The last day lies in the past: the role would never hold. Nothing was given. Check the days.',
  });
