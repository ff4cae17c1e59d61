import { type Group } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { requireAdministrator } from '../administration/administering';
import { groupNotFound, groupView } from './group-view';

@Injectable()
export class ShowGroups {
  constructor(private readonly database: Database) {}

  list(actor: Actor): Promise<Group[]> {
    requireAdministrator(actor);
    return this.database.transaction(actor, async (tx) => (await tx.groups.all()).map(groupView));
  }

  one(actor: Actor, id: string): Promise<Group> {
    requireAdministrator(actor);
    return this.database.transaction(actor, async (tx) => {
      const row = await tx.groups.find(id);
      if (!row) throw groupNotFound();
      return groupView(row);
    });
  }
}
