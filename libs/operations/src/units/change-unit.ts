import { type ChangedUnit } from '@libs/contracts';
import { Database, machineOf, type UnitRow } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { requireVersion } from '../cases/locked-case';
import { Refused } from '../refusal';
import { unitOf } from '../roles/give-role';
import { leitwegIdOf, requireFit, requireNotUnderOwn } from './fit-unit';
import { moveCases } from './move-cases';
import { endStrangers } from './seal-unit';
import { unitFacts } from './unit-view';

/** The whole unit as it shall be. A seal is put on at once; it comes off by a proposal only. */
@Injectable()
export class ChangeUnit {
  constructor(private readonly database: Database) {}

  /** `expectedVersion` is the version that the administrator saw, if they said so. */
  run(actor: Actor, id: string, { reason, ...wanted }: ChangedUnit, expectedVersion?: number): Promise<void> {
    return administering(this.database, actor, async (tx) => {
      const before = await unitOf(tx, id);
      requireVersion(before, expectedVersion);
      if (before.sealed && !wanted.sealed) throw unsealNeedsTwo(before);
      const unit = { ...wanted, id, leitwegId: leitwegIdOf(wanted.leitwegId) };
      const renamed = unit.number !== before.number || unit.leitwegId !== before.leitwegId;
      // by these its invoices, and the groups of a sign-in provider, find the unit: taken away, they come in elsewhere and in the open
      if (before.sealed && renamed) throw sealedKeepsItsNames(before);
      if (unit.leitwegId !== before.leitwegId) requireNotUnderOwn(actor, id);
      if (unit.parentId !== before.parentId) requireNotUnderOwn(actor, unit.parentId);
      await requireFit(tx, unit);

      await tx.units.change(id, unitFacts(unit));
      const sealed = unit.sealed && !before.sealed;
      const ended = sealed ? await endStrangers(tx, actor, id, reason) : [];
      await tx.audit.append(
        {
          kind: sealed ? 'unit-sealed' : 'unit-changed',
          actorId: actor.personId,
          subjectId: id,
          payload: { before: unitFacts(before), after: unitFacts(unit), reason },
        },
        ...ended,
      );
      if (unit.live !== before.live)
        await tx.elsewhere(machineOf(actor.entityId), (all) => moveCases(all, unit, actor.personId, reason));
    });
  }
}

const sealedKeepsItsNames = ({ id, number }: UnitRow): Refused =>
  new Refused(
    'conflict',
    'sealed-keeps-its-names',
    {
      de: `Die Stelle ${number} ist versiegelt. An Nummer und Leitweg-ID finden ihre Rechnungen zu ihr; geändert kämen sie anderswo und offen an. Es wurde nichts geändert. Bitte lösen Sie zuerst zu zweit das Siegel.`,
      en: `Unit ${number} is sealed. Its invoices find it by number and Leitweg-ID; changed, they would arrive elsewhere and in the open. Nothing was changed. Lift the seal first, with a second administrator.`,
    },
    { unit: id },
  );

const unsealNeedsTwo = ({ id, number }: UnitRow): Refused =>
  new Refused(
    'conflict',
    'unseal-needs-two',
    {
      de: `Die Stelle ${number} ist versiegelt. Wer das Siegel löst, öffnet Sozialdaten für die Rechnungsstelle und andere. Es wurde nichts geändert. Bitte schlagen Sie das Lösen vor; es geschieht, sobald eine zweite Administration zugestimmt hat.`,
      en: `Unit ${number} is sealed. Whoever lifts the seal opens social data to the desk and others. Nothing was changed. Propose it; it happens once a second administrator has accepted.`,
    },
    { unit: id },
  );
