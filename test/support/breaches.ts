import { type Database, machineOf } from '@libs/db';
import { VerifyAudit } from '@libs/operations';
import { type Storage } from '@libs/platform';

type Town = { readonly database: Database; readonly archive: Storage; readonly entityId: string };

/**
 * What is wrong with a town whose line has come to rest: lost, doubled or hidden documents, gaps in the numbers, originals
 * that are not what arrived, a broken audit chain. An empty list is what every fault must leave behind.
 */
export async function breaches(town: Town): Promise<string[]> {
  const { database, entityId } = town;
  const state = await database.transaction(machineOf(entityId), async ({ client }) => ({
    arrivals: await client.arrival.findMany({
      include: { documents: true, children: { select: { id: true } }, duplicateOf: true },
      orderBy: { number: 'asc' },
    }),
    cases: await client.invoiceCase.findMany({ include: { documents: true, invoice: true, report: true } }),
    files: await client.storedFile.findMany(),
    entries: await client.auditEntry.findMany({ select: { kind: true, subjectId: true } }),
    work: await client.work.findMany({ where: { step: { not: 'prove' } } }), // that one comes back every night
  }));
  return [
    ...state.work.map(({ step, subjectId }) => `work left: ${step} of ${subjectId}`),
    ...state.arrivals.flatMap(arrivalBreaches),
    ...firstArrivals(state.arrivals),
    ...state.cases.flatMap((one) => caseBreaches(one, state.entries)),
    ...gaps(state.arrivals.filter(({ parentId }) => parentId === null)),
    ...gaps(state.cases),
    ...(await damagedOriginals(town, state.files)),
    ...(await auditBreaches(town)),
  ];
}

type ArrivalFacts = {
  readonly number: string;
  readonly sha256: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly documents: readonly unknown[];
  readonly children: readonly unknown[];
  readonly duplicateOf: { readonly sha256: string; readonly outcome: string } | null;
};

/** Exactly one visible state: a case, parts of its own, a reference to the first, or a refusal with its reason. */
export function arrivalBreaches(one: ArrivalFacts): string[] {
  const says = (what: string): string[] => [`arrival ${one.number} (${one.outcome}): ${what}`];
  const places = one.documents.length + (one.children.length > 0 ? 1 : 0);
  switch (one.outcome) {
    case 'accepted':
    case 'quarantined':
      if (places !== 1) return says(`${one.documents.length} documents and ${one.children.length} parts`);
      return one.outcome === 'quarantined' && one.reason === null ? says('no reason') : [];
    case 'duplicate': {
      const first = one.duplicateOf;
      if (places > 0) return says('has a case of its own');
      return first?.sha256 === one.sha256 && first.outcome !== 'duplicate' ? [] : says('does not refer to the first');
    }
    case 'rejected':
      return places === 0 && one.reason !== null ? [] : says('no reason, or a case');
    default:
      return says('still waits');
  }
}

export function firstArrivals(arrivals: readonly Pick<ArrivalFacts, 'sha256' | 'outcome'>[]): string[] {
  const byHash = Map.groupBy(arrivals, ({ sha256 }) => sha256);
  return [...byHash].flatMap(([sha256, same]) => {
    const first = same.filter(({ outcome }) => outcome !== 'duplicate' && outcome !== 'rejected');
    return first.length > 1 ? [`bytes ${sha256.slice(0, 8)} count ${first.length} times`] : [];
  });
}

type CaseFacts = {
  readonly id: string;
  readonly number: string;
  readonly stage: string;
  readonly reason: string | null;
  readonly documents: readonly unknown[];
  readonly invoice: unknown;
  readonly report: unknown;
};

/** How the machine's part of a case may end, each once. */
const outcomes = ['case-checked', 'case-doubtful', 'case-unreadable', 'case-parked'];
const onceOnly = ['case-read', 'case-ordered', ...outcomes];

export function caseBreaches(one: CaseFacts, entries: readonly { kind: string; subjectId: string | null }[]): string[] {
  const kinds = entries.filter(({ subjectId }) => subjectId === one.id).map(({ kind }) => kind);
  const times = (wanted: readonly string[]): number => kinds.filter((kind) => wanted.includes(kind)).length;
  const found: string[] = [];
  if (one.documents.length !== 1) found.push(`${one.documents.length} documents`);
  if (one.stage === 'reading') found.push('still being read');
  if (one.stage === 'clarify' && one.reason === null) found.push('on the shelf without a reason');
  if (one.stage !== 'clarify' && (!one.invoice || !one.report)) found.push('past reading without an invoice');
  for (const kind of onceOnly) if (times([kind]) > 1) found.push(`${kind} ${times([kind])} times`);
  if (times(outcomes) === 0) found.push('no outcome in the audit chain');
  return found.map((what) => `case ${one.number} (${one.stage}): ${what}`);
}

export function gaps(numbered: readonly { readonly number: string }[]): string[] {
  const counts = numbered.map(({ number }) => Number(number.slice(-5))).sort((a, b) => a - b);
  return counts.some((count, at) => count !== at + 1) ? [`numbers have gaps or doubles: ${counts.join(' ')}`] : [];
}

async function damagedOriginals({ archive, entityId }: Town, files: readonly { sha256: string }[]): Promise<string[]> {
  const found: string[] = [];
  for (const { sha256 } of files) {
    await archive.read(entityId, sha256).catch((error: unknown) => found.push(String(error)));
  }
  return found;
}

async function auditBreaches({ database, entityId }: Town): Promise<string[]> {
  const { fault } = await new VerifyAudit(database).run(entityId);
  return fault ? [`audit chain: ${fault.why} at ${fault.seq}`] : [];
}
