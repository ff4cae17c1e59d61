import { contentHash, stage as signatures } from '@libs/approval';
import { type Stage } from '@libs/contracts';
import { type CaseRecord, type Tx } from '@libs/db';
import { grossOf, isCoded } from './coding';
import { actsOf, certificates } from './duty';

const nobody = () => false;
const duty = {
  certificates,
  mayCertify: nobody,
  mayOrder: nobody,
  mayObject: nobody,
  mayReturn: nobody,
  mayRelease: nobody,
};

/** Where the case stands. It follows from its facts and acts; the column is only a projection for lists. */
export function stageOf(record: CaseRecord): Stage {
  const signed = signatures(actsOf(record), record.contentHash, duty);
  if (signed === 'returned') return 'returned';
  const position = record.positions[0];
  if (position) return position.batch.acknowledgedAt ? 'done' : 'handed-over';
  if (signed === 'objected' || record.reason !== null) return 'clarify';
  if (!record.invoice || !record.report) return 'reading';
  // read, but the acceptance policy has not decided yet: nobody works on it before
  if (record.documents.some(({ arrival }) => arrival.outcome === 'pending')) return 'reading';
  if (record.unit === null) return 'assign';
  // what was ordered before its unit went back to paper is handed over all the same
  if (signed === 'ordered' && isCoded(record)) return 'export';
  if (record.paperClosedAt !== null) return 'paper-done';
  if (!record.unit.live) return 'paper';
  if (!isCoded(record)) return 'code';
  return signed === 'to order' ? 'order' : 'certify';
}

/**
 * SHA-256 over all that a certificate or order answers for. `revision` grows with each change of it, so that going back
 * to an earlier content does not revive the acts that covered it.
 */
export const coveredContent = (record: CaseRecord): string =>
  contentHash({
    revision: record.revision,
    documents: record.documents.map((document) => document.sha256),
    invoice: {
      number: record.invoiceNumber,
      seller: record.seller,
      gross: grossOf(record)?.written ?? null,
      currency: record.currency,
    },
    unit: record.unitId,
    creditor: record.creditorId,
    coding: record.coding,
  });

/** Brings the projections of a locked case up to date after a change and tells the open screens. */
export async function settle(tx: Tx, caseId: string, now: Date): Promise<CaseRecord> {
  return project(tx, await recordOf(tx, caseId), {}, now);
}

/** Stores the hash of the covered content after it changed. Acts over the old one stay on record and no longer count. */
export async function renew(tx: Tx, caseId: string, now: Date): Promise<CaseRecord> {
  const record = await recordOf(tx, caseId);
  const revision = record.revision + 1;
  return project(tx, record, { revision, contentHash: coveredContent({ ...record, revision }) }, now);
}

async function recordOf(tx: Tx, caseId: string): Promise<CaseRecord> {
  const record = await tx.cases.find(caseId);
  if (!record) throw new Error(`Case ${caseId} is gone.`);
  return record;
}

type Covered = Partial<Pick<CaseRecord, 'revision' | 'contentHash'>>;

async function project(tx: Tx, before: CaseRecord, covered: Covered, now: Date): Promise<CaseRecord> {
  const record = { ...before, ...covered };
  const stage = stageOf(record);
  const moved = stage === record.stage ? {} : { stage, stageSince: now };
  await tx.cases.change(record.id, { ...covered, ...moved });
  tx.announce('case', record.id);
  return { ...record, ...moved, version: record.version + 1 };
}
