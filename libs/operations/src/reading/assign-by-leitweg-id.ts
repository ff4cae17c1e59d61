import { type CaseRecord, type ClaimedWork, Database, machineOf, type Tx, type UnitRow } from '@libs/db';
import { fromRecord, parseLeitwegId } from '@libs/xrechnung';
import { Injectable } from '@nestjs/common';
import { renew } from '../cases/settle';
import { matchCreditor } from './match-creditor';

/** Step `assign`: the unit whose Leitweg-ID the invoice names, else the desk; and the creditor that sent it. */
@Injectable()
export class AssignByLeitwegId {
  constructor(private readonly database: Database) {}

  run(work: ClaimedWork): Promise<void> {
    return this.database.transaction(machineOf(work.entityId), async (tx) => {
      await tx.work.finish(work);
      const record = await tx.cases.lock(work.subjectId);
      if (!record?.invoice || record.positions.length > 0) return;

      const { unit, why } = record.unitId === null ? await unitFor(tx, record) : { unit: record.unit, why: 'kept' };
      const creditor = record.creditorId === null ? await matchCreditor(tx, record) : undefined;
      // The step may come once more: a new content hash for nothing would void what people signed.
      if (unit?.id === record.unit?.id && !creditor) return;

      await tx.cases.change(record.id, {
        unitId: unit?.id ?? null,
        ...(creditor ? { creditorId: creditor.id, creditorBasis: creditor.basis } : {}),
      });
      if (unit?.id !== record.unitId) tx.announceMove(record);
      await renew(tx, record.id, tx.now);
      await tx.audit.append({
        kind: 'case-assigned',
        subjectId: record.id,
        payload: {
          unit: unit?.id ?? null,
          name: unit ? `${unit.number} ${unit.name}` : null,
          basis: why,
          creditor: creditor?.basis ?? null,
        },
        told: { trace: record.traceId, basis: why },
      });
    });
  }
}

type Found = {
  readonly unit: UnitRow | null;
  readonly why: 'leitweg-id' | 'no-leitweg-id' | 'leitweg-id-invalid' | 'leitweg-id-unknown';
};

async function unitFor(tx: Tx, record: CaseRecord): Promise<Found> {
  const reference = fromRecord(record.invoice?.model).buyerReference?.text.trim();
  if (!reference) return { unit: null, why: 'no-leitweg-id' };
  const leitwegId = parseLeitwegId(reference);
  if (!leitwegId?.valid) return { unit: null, why: 'leitweg-id-invalid' };
  const unit = await tx.masterData.unitByLeitwegId(reference.toUpperCase());
  return unit ? { unit, why: 'leitweg-id' } : { unit: null, why: 'leitweg-id-unknown' };
}
