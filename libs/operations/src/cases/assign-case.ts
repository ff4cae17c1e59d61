import { type CaseRecord, Database, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor, hasRole } from '../actor';
import { type Answered } from '../answered';
import { notFound, Refused } from '../refusal';
import { lockedCase, requireOpen, requireVersion } from './locked-case';
import { renew } from './settle';

/** The desk, for any case; for one that lies in a sealed unit the desk of that unit alone, if it has one. */
export const mayAssign = (actor: Actor, { seal }: Pick<CaseRecord, 'seal'>): boolean => hasRole(actor, ['clerk'], seal);

/** Zuordnung by hand: gives the case to a unit. The unit is covered content, so earlier acts no longer count. */
@Injectable()
export class AssignCase {
  constructor(private readonly database: Database) {}

  /** `expectedVersion` is the version that the person saw, if they said so. */
  run(actor: Actor, caseId: string, unitId: string, expectedVersion?: number, answered?: Answered): Promise<void> {
    return this.database.transaction(actor, async (tx) => {
      await this.assign(tx, actor, caseId, unitId, expectedVersion);
      await answered?.(tx);
    });
  }

  private async assign(
    tx: Tx,
    actor: Actor,
    caseId: string,
    unitId: string,
    expectedVersion: number | undefined,
  ): Promise<void> {
    const record = await lockedCase(tx, caseId);
    if (!mayAssign(actor, record)) {
      throw new Refused('forbidden', 'no-power-to-assign', {
        de: 'Zuordnen darf nur die Rechnungsstelle. Es wurde nichts gespeichert. Bitte sagen Sie dort Bescheid.',
        en: 'Only the invoice desk assigns cases. Nothing was stored. Tell the desk.',
      });
    }
    requireOpen(record);
    requireVersion(record, expectedVersion);
    const unit = await tx.masterData.unit(unitId);
    if (!unit) throw notFound({ de: 'Diese Stelle', en: 'This unit' });
    if (record.unitId === unit.id) return;

    await tx.handOverTo(unit.id);
    await tx.cases.change(caseId, { unitId: unit.id });
    tx.announceMove(record);
    await renew(tx, caseId, tx.now);
    await tx.audit.append({
      kind: 'case-assigned',
      actorId: actor.personId,
      subjectId: caseId,
      payload: {
        unit: unit.id,
        name: `${unit.number} ${unit.name}`,
        before: record.unit?.number ?? null,
        basis: 'person',
      },
      told: { trace: record.traceId, unit: unit.id },
    });
  }
}
