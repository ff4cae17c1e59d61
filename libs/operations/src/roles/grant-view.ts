import { Role, type RoleGrant } from '@libs/contracts';
import { type GrantRow } from '@libs/db';
import { isoDay } from '../berlin';
import { notFound } from '../refusal';

export const grantNotFound = () => notFound({ de: 'Diese Rolle', en: 'This role' });

export function grantView(row: GrantRow): RoleGrant {
  const { id, role, unit, state, source, reason, needsConfirmation } = row;
  return {
    id,
    role: Role.parse(role),
    holder:
      row.personId === null
        ? { kind: 'group', id: row.groupId ?? '', name: row.groupName ?? '–' }
        : { kind: 'person', id: row.personId, name: row.personName ?? '–' },
    unit,
    validFrom: isoDay(row.validFrom),
    validUntil: isoDay(row.validUntil),
    state,
    source,
    reason,
    grantedAt: row.grantedAt.toISOString(),
    grantedBy: personOf(row.grantedById, row.grantedByName),
    needsConfirmation,
    confirmedBy: personOf(row.confirmedById, row.confirmedByName),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokedBy: row.revokedByName,
  };
}

const personOf = (id: string | null, name: string | null): { id: string; name: string } | null =>
  id === null ? null : { id, name: name ?? '–' };

/** What the audit chain says of a grant: ids, role and days. */
export const grantFacts = (
  grant: Pick<GrantRow, 'role' | 'personId' | 'groupId' | 'validFrom' | 'validUntil'> & {
    readonly unit: { readonly id: string; readonly number: string; readonly sealed: boolean } | null;
  },
) => ({
  role: grant.role,
  person: grant.personId,
  group: grant.groupId,
  unit: grant.unit && { id: grant.unit.id, number: grant.unit.number, sealed: grant.unit.sealed },
  validFrom: isoDay(grant.validFrom),
  validUntil: isoDay(grant.validUntil),
});
