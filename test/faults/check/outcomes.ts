import { type ArrivalRow, type CaseRow, type EntryRow, type Facts, payloadOf } from './facts';
import { isParking } from './parked';

const SHELVED = ['case-doubtful', 'case-unreadable', 'case-parked'];
const worked = new Set(['assign', 'code', 'certify', 'order', 'export', 'handed-over', 'done']);

/** How the machine's part of a case ended, as the chain tells it, fits what arrival, stage and reason show. */
export function outcomesAmiss({ arrivals, documents, cases, entries }: Facts): string[] {
  const byId = new Map(arrivals.map((one) => [one.id, one]));
  const arrivalOf = new Map(documents.map(({ caseId, arrivalId }) => [caseId, byId.get(arrivalId)]));
  const entriesOf = Map.groupBy(entries, ({ subjectId }) => subjectId);
  return cases.flatMap((one) =>
    amiss(one, arrivalOf.get(one.id), entriesOf.get(one.id) ?? []).map(
      (what) => `case ${one.number} (${one.stage}): ${what}`,
    ),
  );
}

function amiss(one: CaseRow, arrival: ArrivalRow | undefined, entries: readonly EntryRow[]): string[] {
  const told = entries.filter(({ kind }) => kind === 'case-checked' || SHELVED.includes(kind));
  const last = told.at(-1);
  if (!last) return ['no outcome in the audit chain'];

  const reason = SHELVED.includes(last.kind) ? String(payloadOf(last)['reason']) : null;
  const released = entries.some(({ kind }) => kind === 'case-released');
  return [
    ...sequence(one, told),
    ...(arrival?.outcome === (reason === null ? 'accepted' : 'quarantined') && arrival.reason === reason
      ? []
      : [`${last.kind} ${reason ?? ''}, but its arrival is ${arrival?.outcome ?? 'gone'} ${arrival?.reason ?? ''}`]),
    ...(reason !== null && worked.has(one.stage) && !released ? [`left the shelf without case-released`] : []),
    ...(one.stage === 'clarify' && one.reason !== null && one.reason !== 'finance-refused' && one.reason !== reason
      ? [`lies there for ${one.reason}, the chain says ${reason ?? last.kind}`]
      : []),
  ];
}

/** Without an invoice it was shelved once. With one it was checked or doubtful; only work that was given up may shelve it later. */
function sequence({ hasInvoice }: CaseRow, told: readonly EntryRow[]): string[] {
  const kinds = told.map(({ kind }) => kind);
  const allowed = hasInvoice
    ? ['case-checked', 'case-doubtful', ...(told.slice(1).every(isParking) ? ['case-checked case-doubtful'] : [])]
    : ['case-unreadable', 'case-parked'];
  return allowed.includes(kinds.join(' ')) ? [] : [`${kinds.join(', ')} ${hasInvoice ? 'with' : 'without'} an invoice`];
}
