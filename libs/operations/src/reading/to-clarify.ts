import { type Tx } from '@libs/db';
import { settle } from '../cases/settle';

/** Puts a case on the clarify shelf with its reason; the arrival is shown as quarantined for the same reason. */
export async function toClarify(tx: Tx, caseId: string, reason: string, now: Date): Promise<void> {
  await tx.cases.change(caseId, { reason });
  const record = await settle(tx, caseId, now);
  for (const document of record.documents) {
    await tx.arrivals.conclude(document.arrivalId, 'quarantined', reason);
    tx.announce('arrival', document.arrivalId);
  }
  await tx.audit.append({
    kind: record.invoice ? 'case-doubtful' : 'case-unreadable',
    subjectId: caseId,
    payload: { reason },
    told: { trace: record.traceId, reason },
  });
}
