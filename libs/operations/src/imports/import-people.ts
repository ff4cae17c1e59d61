import { type Database, type GrantRow, type NewAuditEntry, type NewGrant, type Tx } from '@libs/db';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { berlinDay, dayOf } from '../berlin';
import { type Account, accountsElsewhere, keyOf } from '../people/account-of';
import { isHeld } from '../roles/give-role';
import { grantFacts } from '../roles/grant-view';
import { type PeopleColumn, type PeoplePlan, type PlannedGrant, planPeople } from './plan-people';
import { type Table } from './read-table';

/** The addresses of the table, asked for before the transaction begins: the question looks beyond the entity. */
export async function accountsOfTable(
  database: Database,
  actor: Actor,
  table: Table<PeopleColumn>,
): Promise<ReadonlyMap<string, Account>> {
  const emails = new Set(table.rows.map((row) => (row.cell('email') ?? '').toLowerCase()));
  return accountsElsewhere(database, actor.entityId, [...emails]);
}

/** What the table would do to the people of the entity as they are now. */
export async function planPeopleImport(
  tx: Tx,
  actor: Actor,
  table: Table<PeopleColumn>,
  accounts: ReadonlyMap<string, Account>,
): Promise<PeoplePlan> {
  const emails = [...new Set(table.rows.map((row) => (row.cell('email') ?? '').toLowerCase()))];
  const rows = await tx.directory.withEmails(emails);
  const people = new Map(
    rows.map(({ email, id, name, disabledAt }) => [email, { id, name, disabled: disabledAt !== null }]),
  );
  const guests = await tx.directory.withAccounts([...accounts.values()].map(({ id }) => id));
  const here = new Set(guests.map(({ accountId }) => accountId));
  const units = await tx.masterData.units();
  const grants = await tx.roleGrants.ofPeople(rows.map(({ id }) => id));
  const entity = await tx.masterData.entity();
  return planPeople(table, {
    people,
    takenElsewhere: new Set(emails.filter((email) => here.has(accounts.get(email)?.id ?? ''))),
    units: new Map(units.map((unit) => [unit.number, unit])),
    holds: (personId, grant) => isHeld(asGrant(personId, grant), grants.get(personId) ?? none),
    actorId: actor.personId,
    operates: entity?.operates === true,
    today: berlinDay(tx.now),
  });
}

const none: readonly GrantRow[] = [];

/** Stores the plan, all of it. What goes into the audit chain. */
export async function storePeople(
  tx: Tx,
  actor: Actor,
  plan: PeoplePlan,
  accounts: ReadonlyMap<string, Account>,
  reason: string,
): Promise<NewAuditEntry[]> {
  const told = { actorId: actor.personId };
  const added = plan.added.map(({ name, email }) => {
    const accountId = accounts.get(email)?.id ?? null;
    return { id: uuid(), name, email, accountId, key: keyOf(email, accountId) };
  });
  await tx.directory.add(added);
  for (const { id, name } of plan.renamed) await tx.directory.change(id, { name });

  const ids = new Map(
    (await tx.directory.withEmails(plan.grants.map(({ email }) => email))).map(({ email, id }) => [email, id]),
  );
  const grants = plan.grants.map((grant) => ({
    ...asGrant(ids.get(grant.email) ?? '', grant),
    unit: grant.unit,
    id: uuid(),
    reason,
    grantedAt: tx.now,
    grantedById: actor.personId,
    needsConfirmation: grant.needsConfirmation,
  }));
  await tx.roleGrants.add(grants.map(({ unit: _, ...grant }): NewGrant => grant));
  return [
    ...added.map(({ id, name, email }) => ({
      kind: 'person-made',
      ...told,
      subjectId: id,
      payload: { name, email, reason },
    })),
    ...plan.renamed.map(({ id, before, name }) => ({
      kind: 'person-changed',
      ...told,
      subjectId: id,
      payload: { before: { name: before }, after: { name }, reason },
    })),
    ...grants.map((grant) => ({
      kind: 'role-given',
      ...told,
      subjectId: grant.id,
      payload: { ...grantFacts(grant), needsConfirmation: grant.needsConfirmation, reason },
    })),
  ];
}

const asGrant = (personId: string, { role, unit, from, until }: PlannedGrant) => ({
  personId,
  groupId: null,
  role,
  unitId: unit?.id ?? null,
  validFrom: dayOf(from ?? undefined),
  validUntil: dayOf(until ?? undefined),
});
