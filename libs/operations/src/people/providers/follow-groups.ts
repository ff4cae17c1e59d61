import { type Role } from '@libs/contracts';
import { type Tx } from '@libs/db';
import { type ProviderSettings } from '@libs/platform';
import { v7 as uuid } from 'uuid';

type GroupRole = {
  readonly role: Role;
  readonly unitId: string | null;
  readonly unitNumber: string | null;
  readonly sealed: boolean;
  readonly group: string;
};

/** Power over powers, and whatever is given in a sealed unit, counts only once a second administrator has looked. */
const CONFIRMED: ReadonlySet<string> = new Set<Role>(['administrator', 'operator']);

const keyOf = ({ role, unitId }: { readonly role: string; readonly unitId: string | null }): string =>
  `${role} ${unitId ?? ''}`;

/** What the settings give to these groups; a unit that does not exist here gives nothing. */
export async function rolesOf(
  tx: Tx,
  { roles }: ProviderSettings,
  groups: readonly string[],
): Promise<readonly GroupRole[]> {
  const held = new Set(groups);
  const units = new Map((await tx.masterData.units()).map((one) => [one.number, one]));
  const given = roles
    .filter(({ group }) => held.has(group))
    .flatMap(({ group, role, unit }): GroupRole[] => {
      if (unit === undefined) return [{ role, unitId: null, unitNumber: null, sealed: false, group }];
      const found = units.get(unit);
      return found ? [{ role, unitId: found.id, unitNumber: unit, sealed: found.sealed, group }] : [];
    });
  return [...new Map(given.map((one) => [keyOf(one), one])).values()];
}

/** At every sign-in: what the groups give now is granted, what they gave before and no longer do is revoked. */
export async function followGroups(
  tx: Tx,
  personId: string,
  settings: ProviderSettings,
  groups: readonly string[],
): Promise<void> {
  const before = await tx.providerPeople.granted(personId, settings.id);
  const now = await rolesOf(tx, settings, groups);
  const [had, have] = [new Set(before.map(keyOf)), new Set(now.map(keyOf))];
  const gone = before.filter((one) => !have.has(keyOf(one)));
  const fresh = now
    .filter((one) => !had.has(keyOf(one)))
    .map((one) => ({
      ...one,
      id: uuid(),
      reason: `Gruppe „${one.group}“ bei „${settings.name}“`,
      needsConfirmation: CONFIRMED.has(one.role) || one.sealed,
    }));

  await tx.providerPeople.revoke(
    gone.map(({ id }) => id),
    tx.now,
  );
  await tx.providerPeople.grant(
    fresh.map(({ id, role, unitId, reason, needsConfirmation }) => {
      const common = { personId, source: settings.id, grantedAt: tx.now };
      return { ...common, id, role, unitId, reason, needsConfirmation };
    }),
  );
  await tx.audit.append(
    ...gone.map(({ id, role, unitId }) => ({
      kind: 'role-revoked',
      subjectId: personId,
      payload: {
        grant: id,
        role,
        unit: unitId,
        source: settings.id,
        reason: `Nicht mehr in der Gruppe bei „${settings.name}“`,
      },
    })),
    ...fresh.map(({ id, role, unitId, reason, needsConfirmation }) => ({
      kind: 'role-granted',
      subjectId: personId,
      payload: { grant: id, role, unit: unitId, source: settings.id, reason, needsConfirmation },
    })),
  );
}
