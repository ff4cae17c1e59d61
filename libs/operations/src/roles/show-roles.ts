import { type RoleGrant, type RolePage, type RoleQuery } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { requireAdministrator } from '../administration/administering';
import { cursorUnknown } from '../refusal';
import { grantNotFound, grantView } from './grant-view';

/** Roles in time: what holds, what will, what did, and what waits for a second administrator. */
@Injectable()
export class ShowRoles {
  constructor(private readonly database: Database) {}

  page(actor: Actor, { cursor, limit, ...filter }: RoleQuery): Promise<RolePage> {
    requireAdministrator(actor);
    return this.database.transaction(actor, async (tx) => {
      if (cursor !== undefined && !(await tx.roleGrants.find(cursor))) throw cursorUnknown();
      const rows = await tx.roleGrants.page({ ...filter, before: cursor, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      return { items: shown.map(grantView), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
    });
  }

  /** One grant, for whoever has just given or ended it. */
  one(actor: Actor, id: string): Promise<RoleGrant> {
    return this.database.transaction(actor, async (tx) => {
      const row = await tx.roleGrants.find(id);
      if (!row) throw grantNotFound();
      return grantView(row);
    });
  }
}
