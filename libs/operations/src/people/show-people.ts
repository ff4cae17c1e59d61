import { type PersonDetail, type PersonPage, type PersonQuery, Uuid } from '@libs/contracts';
import { Database, type DirectoryPosition } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor } from '../actor';
import { requireAdministrator } from '../administration/administering';
import { cursorUnknown } from '../refusal';
import { personDetail, personViews } from './person-view';

const Position = z.object({ name: z.string(), id: Uuid });

/** The people of the entity, for its administrators. */
@Injectable()
export class ShowPeople {
  constructor(private readonly database: Database) {}

  page(actor: Actor, { q, state, cursor, limit }: PersonQuery): Promise<PersonPage> {
    requireAdministrator(actor);
    const after = positionFrom(cursor);
    const disabled = state === undefined ? undefined : state === 'disabled';
    return this.database.transaction(actor, async (tx) => {
      const rows = await tx.directory.page({ fragment: q, disabled, after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: await personViews(tx, shown),
        nextCursor: rows.length > limit && last ? cursorOf(last) : null,
      };
    });
  }

  show(actor: Actor, id: string): Promise<PersonDetail> {
    requireAdministrator(actor);
    return this.database.transaction(actor, (tx) => personDetail(tx, id));
  }
}

const cursorOf = ({ name, id }: DirectoryPosition): string =>
  Buffer.from(JSON.stringify({ name, id })).toString('base64url');

function positionFrom(cursor: string | undefined): DirectoryPosition | undefined {
  if (cursor === undefined) return undefined;
  try {
    const position = Position.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (position.success && !position.data.name.includes('\0')) return position.data;
  } catch {
    // no JSON: it was not ours
  }
  throw cursorUnknown();
}
