import { type NewGroup } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { requireVersion } from '../cases/locked-case';
import { groupNotFound, groupView, memberFacts } from './group-view';
import { requireFreeName } from './make-group';
import { setMembers } from './set-members';

/** Name and members of a group, all at once. */
@Injectable()
export class ChangeGroup {
  constructor(private readonly database: Database) {}

  run(actor: Actor, id: string, { name, members, reason }: NewGroup, expectedVersion?: number): Promise<void> {
    return administering(this.database, actor, async (tx) => {
      const group = await tx.groups.find(id);
      if (!group) throw groupNotFound();
      requireVersion(group, expectedVersion);
      await requireFreeName(tx, name, id);
      await setMembers(tx, actor, group, members);
      await tx.groups.rename(id, name);
      await tx.audit.append({
        kind: 'group-changed',
        actorId: actor.personId,
        subjectId: id,
        payload: {
          before: { name: group.name, members: memberFacts(groupView(group).members) },
          after: { name, members },
          reason,
        },
      });
    });
  }
}
