import { type Unit } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { unitOf } from '../roles/give-role';
import { unitView } from './unit-view';

/** The tree of units; who works here knows it. What lies with a sealed one is another matter. */
@Injectable()
export class ShowUnits {
  constructor(private readonly database: Database) {}

  list(actor: Actor): Promise<Unit[]> {
    return this.database.transaction(actor, async (tx) => (await tx.masterData.units()).map(unitView));
  }

  one(actor: Actor, id: string): Promise<Unit> {
    return this.database.transaction(actor, async (tx) => unitView(await unitOf(tx, id)));
  }
}
