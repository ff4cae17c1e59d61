import { type NewProposal } from '@libs/contracts';
import { Database, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { type Answered } from '../answered';
import { addressKnown } from '../people/add-person';
import { personNotFound } from '../people/person-view';
import { Refused } from '../refusal';
import { unitOf } from '../roles/give-role';

/** Says what shall happen and why. It happens once a second administrator accepts. */
@Injectable()
export class Propose {
  constructor(private readonly database: Database) {}

  run(actor: Actor, wanted: NewProposal, answered?: Answered): Promise<string> {
    return administering(this.database, actor, async (tx) => {
      const id = uuid();
      const about = wanted.kind === 'unseal' ? await unsealing(tx, wanted.unit) : await moving(tx, wanted);
      const { kind, reason } = wanted;
      await tx.proposals.add({ id, kind, ...about, reason, proposedAt: tx.now, proposedById: actor.personId });
      await tx.audit.append({
        kind: `${kind}-proposed`,
        actorId: actor.personId,
        subjectId: id,
        payload: { unit: about.unitId, person: about.personId, email: about.address, reason },
      });
      await answered?.(tx, id);
      return id;
    });
  }
}

type About = { readonly unitId: string | null; readonly personId: string | null; readonly address: string | null };

async function unsealing(tx: Tx, unitId: string): Promise<About> {
  const unit = await unitOf(tx, unitId);
  if (!unit.sealed) {
    throw new Refused('conflict', 'unit-not-sealed', {
      de: `Die Stelle ${unit.number} ist nicht versiegelt. Es wurde nichts vorgeschlagen; es ist nichts weiter zu tun.`,
      en: `Unit ${unit.number} is not sealed. Nothing was proposed; there is nothing more to do.`,
    });
  }
  await requireNoneOpen(tx, { unitId });
  return { unitId, personId: null, address: null };
}

async function moving(tx: Tx, { person, email }: { person: string; email: string }): Promise<About> {
  if (!(await tx.directory.find(person))) throw personNotFound();
  const [known] = await tx.directory.withEmails([email]);
  if (known) throw addressKnown(known);
  await requireNoneOpen(tx, { personId: person });
  return { unitId: null, personId: person, address: email };
}

async function requireNoneOpen(tx: Tx, subject: { unitId: string } | { personId: string }): Promise<void> {
  const open = await tx.proposals.openAbout(subject);
  if (open === undefined) return;
  throw new Refused(
    'conflict',
    'proposal-open',
    {
      de: 'Dazu wartet schon ein Vorschlag. Es wurde kein zweiter gemacht. Bitte lassen Sie ihn entscheiden, oder ziehen Sie ihn zuerst zurück.',
      en: 'A proposal about this waits already. No second one was made. Have it decided, or take it back first.',
    },
    { proposal: open },
  );
}
