import { type CaseRecord, type ClaimedWork, Database, machineOf, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { settle } from '../cases/settle';
import { next } from '../pipeline';
import { shelfReason } from './stored-report';
import { toClarify } from './to-clarify';

/** Step `check`: the acceptance policy of the entity decides over the report. The official verdict is shown, not obeyed. */
@Injectable()
export class CheckInvoice {
  constructor(private readonly database: Database) {}

  run(work: ClaimedWork): Promise<void> {
    return this.database.transaction(machineOf(work.entityId), async (tx) => {
      await tx.work.finish(work);
      const record = await tx.cases.lock(work.subjectId);
      if (!record?.report || !(await waits(tx, record))) return;
      const { usable } = record.report;
      if (usable !== 'usable') return toClarify(tx, record.id, shelfReason(record.report), tx.now);

      for (const document of record.documents) {
        await tx.arrivals.conclude(document.arrivalId, 'accepted');
        tx.announce('arrival', document.arrivalId);
      }
      await settle(tx, record.id, tx.now);
      await tx.work.enqueue(next('check', 'usable'), record.id, record.traceId);
      await tx.audit.append({
        kind: 'case-checked',
        subjectId: record.id,
        payload: { usable },
        told: { trace: record.traceId, usable },
      });
    });
  }
}

/** Until the check its arrival is pending. The step may come once more: what was decided then, and by people since, stands. */
async function waits(tx: Tx, { documents }: CaseRecord): Promise<boolean> {
  const arrivals = await Promise.all(documents.map(({ arrivalId }) => tx.arrivals.row(arrivalId)));
  return arrivals.some((arrival) => arrival?.outcome === 'pending');
}
