import { type NewAuditEntry, type Tx } from '@libs/db';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { endStrangers } from '../units/seal-unit';
import { unitFacts } from '../units/unit-view';
import { planUnits, type UnitColumn, type UnitsPlan } from './plan-units';
import { type Table } from './read-table';

/** What the table would do to the units as they are now. */
export async function planUnitsImport(tx: Tx, actor: Actor, table: Table<UnitColumn>): Promise<UnitsPlan> {
  const units = await tx.masterData.units();
  return planUnits(table, {
    units: units.map((unit) => ({ id: unit.id, ...unitFacts(unit) })),
    covered: new Set(actor.roles.flatMap(({ covers }) => covers)),
    newId: uuid,
  });
}

/** Stores the plan, all of it. What goes into the audit chain. */
export async function storeUnits(tx: Tx, actor: Actor, plan: UnitsPlan, reason: string): Promise<NewAuditEntry[]> {
  const told = { actorId: actor.personId };
  await tx.units.add(plan.added);
  const ended: NewAuditEntry[] = [];
  for (const { before, after } of plan.changed) {
    await tx.units.change(after.id, unitFacts(after));
    if (after.sealed && !before.sealed) ended.push(...(await endStrangers(tx, actor, after.id, reason)));
  }
  return [
    ...plan.added.map((unit) => ({
      kind: 'unit-made',
      ...told,
      subjectId: unit.id,
      payload: { ...unitFacts(unit), reason },
    })),
    ...plan.changed.map(({ before, after }) => ({
      kind: after.sealed && !before.sealed ? 'unit-sealed' : 'unit-changed',
      ...told,
      subjectId: after.id,
      payload: { before: unitFacts(before), after: unitFacts(after), reason },
    })),
    ...ended,
  ];
}
