import { type LiveUnit, type NewLive, type Stage } from '@libs/contracts';
import { Database, machineOf, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor, hasRole } from '../actor';
import { type Answered } from '../answered';
import { stageOf } from '../cases/settle';
import { notFound, Refused } from '../refusal';

/** Nothing of the unit changes where these cases stand. */
const ENDED: readonly Stage[] = ['handed-over', 'done', 'returned', 'paper-done'];
const BATCH = 100;

/**
 * A unit begins to work in Belegfluss, or goes back to paper. Its open cases are derived anew in the same transaction. The row of the
 * unit is locked first, which holds up whoever gives it a case, and then its cases, which holds up whoever works on one: none
 * is left where it was.
 */
@Injectable()
export class GoLive {
  constructor(private readonly database: Database) {}

  /** Seen by the machine: who administers sees no case, and moves them all the same. */
  async run(actor: Actor, unitId: string, { live, reason }: NewLive, answered?: Answered): Promise<LiveUnit> {
    requireAdministrator(actor);
    return this.database.transaction(machineOf(actor.entityId), async (tx) => {
      const unit = await tx.masterData.lockUnit(unitId);
      if (!unit) throw notFound({ de: 'Diese Stelle', en: 'This unit' });
      const { id, number, name } = unit;
      if (unit.live !== live) {
        await tx.masterData.setLive(id, live);
        const moved = await move(tx, id);
        const told = { unit: `${number} ${name}` };
        await tx.audit.append(
          ...moved.map((subjectId) => ({ kind: live ? 'case-left-paper' : 'case-to-paper', subjectId, payload: told })),
          {
            kind: live ? 'unit-live' : 'unit-on-paper',
            actorId: actor.personId,
            subjectId: id,
            payload: { ...told, reason },
          },
        );
      }
      await answered?.(tx);
      return { id, number, name, live };
    });
  }

  show(actor: Actor, unitId: string): Promise<LiveUnit> {
    requireAdministrator(actor);
    return this.database.transaction(actor, async (tx) => {
      const unit = await tx.masterData.unit(unitId);
      if (!unit) throw notFound({ de: 'Diese Stelle', en: 'This unit' });
      return { id: unit.id, number: unit.number, name: unit.name, live: unit.live };
    });
  }
}

/** The cases that stand elsewhere now. */
async function move(tx: Tx, unitId: string): Promise<string[]> {
  const ids = await tx.cases.lockInUnit(unitId, ENDED);
  const moved = new Map<Stage, string[]>();
  for (let at = 0; at < ids.length; at += BATCH) {
    for (const record of await tx.cases.many(ids.slice(at, at + BATCH))) {
      const stage = stageOf(record);
      if (stage !== record.stage) moved.set(stage, [...(moved.get(stage) ?? []), record.id]);
    }
  }
  for (const [stage, of] of moved) await tx.cases.moveTo(stage, of, tx.now);
  const all = [...moved.values()].flat();
  for (const id of all) tx.announce('case', id);
  return all;
}

function requireAdministrator(actor: Actor): void {
  if (hasRole(actor, ['administrator'], null)) return;
  throw new Refused('forbidden', 'no-power-over-units', {
    de: 'Ob eine Stelle in Belegfluss arbeitet, entscheidet die Administration. Es wurde nichts geändert. Bitte wenden Sie sich dorthin.',
    en: 'Whether a unit works in Belegfluss is decided by the administrator. Nothing was changed. Turn there.',
  });
}
