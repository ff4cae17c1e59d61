import { type NewGroup } from '@libs/contracts';
import { type GroupRow, type Tx } from '@libs/db';
import { type Actor } from '../actor';
import { keepAnAdministrator } from '../administration/keep-an-administrator';
import { dayOf, isoDay } from '../berlin';
import { personNotFound } from '../people/person-view';
import { Refused } from '../refusal';
import { ownRoles } from '../roles/role-rules';

type Wanted = NewGroup['members'][number];

/**
 * The members of a group as they shall be. Who joins gets the roles of the group, so nobody moves themselves in or out, and where a group
 * holds a role that is confirmed person by person nobody joins at all.
 */
export async function setMembers(tx: Tx, actor: Actor, group: GroupRow, wanted: readonly Wanted[]): Promise<void> {
  const before = new Map(
    group.members.map((member) => [
      member.personId,
      { person: member.personId, validFrom: isoDay(member.validFrom), validUntil: isoDay(member.validUntil) },
    ]),
  );
  const changed = wanted.filter((member) => !isSame(before.get(member.person), member));
  const gone = [...before.keys()].filter((id) => !wanted.some(({ person }) => person === id));
  if ([...changed.map(({ person }) => person), ...gone].includes(actor.personId)) throw ownRoles();

  for (const { person } of changed) if (!(await tx.directory.find(person))) throw personNotFound();
  if (changed.some((member) => isMore(before.get(member.person), member))) await requireOpen(tx, group.id);

  await keepAnAdministrator(tx, async () => {
    await tx.groups.leave(group.id, gone);
    for (const { person, validFrom, validUntil } of changed)
      await tx.groups.join(group.id, {
        personId: person,
        validFrom: dayOf(validFrom ?? undefined),
        validUntil: dayOf(validUntil ?? undefined),
      });
  });
}

const isSame = (before: Wanted | undefined, wanted: Wanted): boolean =>
  before?.validFrom === wanted.validFrom && before.validUntil === wanted.validUntil;

/** Whether there are days on which somebody belongs to the group and did not before. */
const isMore = (before: Wanted | undefined, wanted: Wanted): boolean =>
  !before ||
  (wanted.validFrom ?? '') < (before.validFrom ?? '') ||
  (wanted.validUntil ?? '9999-12-31') > (before.validUntil ?? '9999-12-31');

async function requireOpen(tx: Tx, groupId: string): Promise<void> {
  const grants = await tx.roleGrants.page({ group: groupId, limit: 500 });
  const closed = grants.some(
    ({ state, role, unit }) =>
      state !== 'past' && (unit?.sealed === true || role === 'administrator' || role === 'operator'),
  );
  if (!closed) return;
  throw new Refused('conflict', 'group-of-sealed-unit', {
    de: 'Diese Gruppe hat eine Rolle in einer versiegelten Stelle oder über andere: Dort wird jede Person einzeln bestätigt, neue Mitglieder nimmt die Gruppe nicht auf. Es wurde nichts geändert. Bitte geben Sie der Person die Rolle selbst.',
    en: 'This group has a role in a sealed unit or over others: there each person is confirmed singly, and the group takes no new members. Nothing was changed. Give the role to the person.',
  });
}
