import { type NewGroup } from '@libs/contracts';
import { Database, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { type Answered } from '../answered';
import { Refused } from '../refusal';
import { setMembers } from './set-members';

@Injectable()
export class MakeGroup {
  constructor(private readonly database: Database) {}

  run(actor: Actor, { name, members, reason }: NewGroup, answered?: Answered): Promise<string> {
    return administering(this.database, actor, async (tx) => {
      await requireFreeName(tx, name, undefined);
      const id = uuid();
      await tx.groups.add(id, name);
      const group = { entityId: tx.entityId, id, name, version: 1, members: [] };
      await setMembers(tx, actor, group, members);
      await tx.audit.append({
        kind: 'group-made',
        actorId: actor.personId,
        subjectId: id,
        payload: { name, members, reason },
      });
      await answered?.(tx, id);
      return id;
    });
  }
}

/** `own` keeps its name. */
export async function requireFreeName(tx: Tx, name: string, own: string | undefined): Promise<void> {
  const holder = await tx.groups.named(name);
  if (holder === undefined || holder === own) return;
  throw new Refused('conflict', 'name-taken', {
    de: `Eine Gruppe „${name}“ gibt es schon. Es wurde nichts gespeichert. Bitte wählen Sie einen anderen Namen oder bearbeiten Sie die vorhandene.`,
    en: `There is a group "${name}" already. Nothing was stored. Choose another name or change the one that is there.`,
  });
}
