import { type NewAcknowledgement } from '@libs/contracts';
import { Database, type ExportRecord, machineOf, type NewAuditEntry } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { type Answered } from '../answered';
import { requireVersion } from '../cases/locked-case';
import { settle } from '../cases/settle';
import { Refused } from '../refusal';
import { requireFinance } from './export-cases';
import { versionOf } from './export-view';
import { batchNotFound } from './show-exports';

/** Quittung: the finance system took the batch. Cases it refused leave the batch and go to clarify with its reason. */
@Injectable()
export class AcknowledgeExport {
  constructor(private readonly database: Database) {}

  /** `expectedVersion` is the version of the batch that the person saw, if they said so. */
  run(
    actor: Actor,
    batchId: string,
    { refused }: NewAcknowledgement,
    expectedVersion?: number,
    answered?: Answered,
  ): Promise<void> {
    requireFinance(actor);
    return this.database.transaction(machineOf(actor.entityId), async (tx) => {
      const batch = await tx.exports.lock(batchId);
      if (!batch) throw batchNotFound();
      if (batch.acknowledgedAt) throw alreadyAcknowledged(batch);
      requireVersion({ version: versionOf(batch) }, expectedVersion);
      requireMembers(
        batch,
        refused.map((one) => one.caseId),
      );

      const now = tx.now;
      await tx.exports.acknowledge(batchId, now, actor.personId);
      const reasons = new Map(refused.map((one) => [one.caseId, one.reason]));
      const entries: NewAuditEntry[] = [];
      for (const { caseId, live, invoiceCase } of batch.positions) {
        if (!live) continue;
        const reason = reasons.get(caseId);
        if (reason !== undefined) {
          await tx.exports.refuse(batchId, caseId, reason);
          await tx.cases.change(caseId, { reason: 'finance-refused' });
        }
        await settle(tx, caseId, now);
        entries.push({
          kind: reason === undefined ? 'case-acknowledged' : 'case-refused',
          actorId: actor.personId,
          subjectId: caseId,
          payload: { batch: batch.number, reason: reason ?? null },
          told: { trace: invoiceCase.traceId, batch: batchId },
        });
      }
      tx.announce('export', batchId);
      await tx.audit.append(
        {
          kind: 'batch-acknowledged',
          actorId: actor.personId,
          subjectId: batchId,
          payload: { number: batch.number, refused: refused.length },
          told: { refused: refused.length },
        },
        ...entries,
      );
      await answered?.(tx);
    });
  }
}

const alreadyAcknowledged = (batch: ExportRecord): Refused =>
  new Refused('conflict', 'already-acknowledged', {
    de: `Stapel ${batch.number} ist bereits quittiert. Es wurde nichts geändert; es ist nichts weiter zu tun.`,
    en: `Batch ${batch.number} has already been acknowledged. Nothing was changed; there is nothing more to do.`,
  });

function requireMembers(batch: ExportRecord, caseIds: readonly string[]): void {
  const members = new Set(batch.positions.map((position) => position.caseId));
  if (caseIds.every((id) => members.has(id))) return;
  throw new Refused('invalid', 'case-not-in-batch', {
    de: `Ein genannter Vorgang gehört nicht zu Stapel ${batch.number}. Es wurde nichts quittiert. Bitte prüfen Sie die Nummern.`,
    en: `A case named does not belong to batch ${batch.number}. Nothing was acknowledged. Check the numbers.`,
  });
}
