import { type OperatedEntity } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { requireOperator } from './operator';

/** The entities of a data centre in names and numbers. */
@Injectable()
export class ShowEntities {
  constructor(private readonly database: Database) {}

  run(actor: Actor): Promise<OperatedEntity[]> {
    return this.database.transaction(actor, async (tx) => {
      await requireOperator(tx, actor);
      return (await tx.entities.operated()).map((one) => ({ ...one, addresses: [...one.addresses] }));
    });
  }
}
