import { type LiveUnit, type NewLive } from '@libs/contracts';
import { Database, machineOf } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor, hasRole } from '../actor';
import { type Answered } from '../answered';
import { notFound, Refused } from '../refusal';
import { moveCases } from './move-cases';

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
        await moveCases(tx, { ...unit, live }, actor.personId, reason);
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

function requireAdministrator(actor: Actor): void {
  if (hasRole(actor, ['administrator'], null)) return;
  throw new Refused('forbidden', 'no-power-over-units', {
    de: 'Ob eine Stelle in Belegfluss arbeitet, entscheidet die Administration. Es wurde nichts geändert. Bitte wenden Sie sich dorthin.',
    en: 'Whether a unit works in Belegfluss is decided by the administrator. Nothing was changed. Turn there.',
  });
}
