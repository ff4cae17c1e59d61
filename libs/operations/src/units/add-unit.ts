import { type NewUnit } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { type Answered } from '../answered';
import { leitwegIdOf, requireFit, requireNotUnderOwn } from './fit-unit';
import { unitFacts } from './unit-view';

@Injectable()
export class AddUnit {
  constructor(private readonly database: Database) {}

  run(actor: Actor, { reason, ...wanted }: NewUnit, answered?: Answered): Promise<string> {
    return administering(this.database, actor, async (tx) => {
      const unit = { ...wanted, id: uuid(), leitwegId: leitwegIdOf(wanted.leitwegId) };
      requireNotUnderOwn(actor, unit.parentId);
      await requireFit(tx, unit);
      await tx.units.add([unit]);
      await tx.audit.append({
        kind: 'unit-made',
        actorId: actor.personId,
        subjectId: unit.id,
        payload: { ...unitFacts(unit), reason },
      });
      await answered?.(tx, unit.id);
      return unit.id;
    });
  }
}
