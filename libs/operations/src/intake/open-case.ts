import { type DocumentKind } from '@libs/contracts';
import { type ArrivalRow, type Tx } from '@libs/db';
import { contentHash } from '@libs/approval';
import { v7 as uuid } from 'uuid';
import { berlinYear } from '../berlin';

export type Opened = { readonly caseId: string; readonly number: string };

const mediaTypes: Record<DocumentKind, string> = {
  xml: 'application/xml',
  'hybrid-pdf': 'application/pdf',
  'plain-pdf': 'application/pdf',
  image: 'application/octet-stream',
  other: 'application/octet-stream',
};

/**
 * Every arrival that is no duplicate becomes a case, readable or not: nothing vanishes. With a reason the case begins on
 * the clarify shelf and its arrival is quarantined. `traceId` is the arrival as it came to the door.
 */
export async function openCase(
  tx: Tx,
  arrival: ArrivalRow,
  traceId: string,
  kind: DocumentKind,
  now: Date,
  reason?: string,
): Promise<Opened> {
  const caseId = uuid();
  const year = berlinYear(arrival.receivedAt);
  const count = await tx.numbers.take('case', year);
  const number = `${String(year).slice(2)}-${String(count).padStart(5, '0')}`;
  await tx.cases.add({
    id: caseId,
    number,
    stage: reason === undefined ? 'reading' : 'clarify',
    stageSince: now,
    reason: reason ?? null,
    receivedAt: arrival.receivedAt,
    traceId,
    fileName: arrival.fileName,
    contentHash: contentHash({ documents: [arrival.sha256] }),
  });
  await tx.arrivals.addDocument({
    id: uuid(),
    arrivalId: arrival.id,
    caseId,
    fileName: arrival.fileName,
    kind,
    mediaType: mediaTypes[kind],
    size: arrival.size,
    sha256: arrival.sha256,
  });
  if (reason !== undefined) await tx.arrivals.conclude(arrival.id, 'quarantined', reason);
  tx.announce('case', caseId);
  tx.announce('arrival', arrival.id);
  return { caseId, number };
}
