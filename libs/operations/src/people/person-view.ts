import { type Person, type PersonDetail, Role } from '@libs/contracts';
import { type DirectoryRow, type MembershipRow, type Tx } from '@libs/db';
import { isoDay } from '../berlin';
import { notFound } from '../refusal';

export const personNotFound = () => notFound({ de: 'Diese Person', en: 'This person' });

/** People with the roles that they hold today. Whether somebody is a guest is not told. */
export async function personViews(tx: Tx, rows: readonly DirectoryRow[]): Promise<Person[]> {
  const held = await tx.roleGrants.heldToday(rows.map(({ id }) => id));
  return rows.map(({ id, name, email, disabledAt, version }) => ({
    id,
    name,
    email,
    disabledAt: disabledAt?.toISOString() ?? null,
    version,
    roles: held.filter(({ personId }) => personId === id).map(({ role, unit }) => ({ role: Role.parse(role), unit })),
  }));
}

export async function personDetail(tx: Tx, id: string): Promise<PersonDetail> {
  const row = await tx.directory.find(id);
  const [person] = row ? await personViews(tx, [row]) : [];
  if (!person) throw personNotFound();
  const memberships = await tx.directory.memberships(id);
  return { ...person, groups: memberships.map(membershipView) };
}

const membershipView = ({ group, validFrom, validUntil }: MembershipRow): PersonDetail['groups'][number] => ({
  ...group,
  validFrom: isoDay(validFrom),
  validUntil: isoDay(validUntil),
});
