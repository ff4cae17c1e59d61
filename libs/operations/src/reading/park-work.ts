import { type ArrivalRow, type ClaimedWork, Database, machineOf, type Tx } from '@libs/db';
import { type ParkedWhy } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { isChore } from '../chores';
import { openCase } from '../intake/open-case';
import { toClarify } from './to-clarify';

const reasons: Record<ParkedWhy, string> = {
  crashed: 'reader-crashed',
  timeout: 'reader-timeout',
  failed: 'reader-failed',
};

/** Work that failed for good leaves the line and lies on the clarify shelf: a poison document stops nobody else. */
@Injectable()
export class ParkWork {
  constructor(private readonly database: Database) {}

  run(work: ClaimedWork, why: ParkedWhy): Promise<void> {
    const reason = reasons[why];
    return this.database.transaction(machineOf(work.entityId), async (tx) => {
      await tx.work.finish(work);
      if (isChore(work.step)) return this.tryNextNight(tx, work);
      const arrival = work.step === 'receive' ? await tx.arrivals.lock(work.subjectId) : null;
      if (arrival) await this.parkArrival(tx, arrival, work.traceId, reason);
      else if (await tx.cases.lock(work.subjectId)) await toClarify(tx, work.subjectId, reason, tx.now);
    });
  }

  /** No document is to blame and nobody could release it: what the house does by itself is tried again by itself. */
  private async tryNextNight(tx: Tx, { step, subjectId, traceId }: ClaimedWork): Promise<void> {
    const { next } = await tx.files.nights(tx.now);
    await tx.work.enqueueAt(next, step, subjectId, traceId);
  }

  private async parkArrival(tx: Tx, arrival: ArrivalRow, trace: string, reason: string): Promise<void> {
    if (arrival.outcome !== 'pending') return;
    const { caseId } = await openCase(tx, arrival, trace, 'other', tx.now, reason);
    await tx.audit.append({
      kind: 'case-parked',
      subjectId: caseId,
      payload: { reason, arrival: arrival.number },
      told: { trace, reason },
    });
  }
}
