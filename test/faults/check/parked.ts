import { type EntryRow, type Facts, payloadOf } from './facts';

const parkedFor = new Set(['reader-crashed', 'reader-timeout', 'reader-failed']);

/** So often a worker must have lost its lease over a document before it is given up. */
const CRASHES = 3;
/** Faults by which a living worker loses its leases, besides those that end it. */
const unleash = new Set(['F5', 'F11', 'F12', 'F13', 'F28']);
/** Faults that kill or hang reading children, or take the time or memory that they need. */
const hurtReaders = new Set(['F25', 'F26', 'F27', 'F36']);

/** What a run did to those who read. Times are milliseconds since 1970. */
export type Harm = {
  readonly workerDeaths: readonly number[];
  readonly faults: readonly { readonly id: string; readonly began: number; readonly ended: number }[];
};

/** Cases that were given up because their reader died or failed again and again. */
export type Parked = {
  /** Documents that a fault sent to do just that. */
  readonly poison: number;
  readonly good: number;
  /** Good ones, and nothing in this run could have done it. */
  readonly unexplained: readonly string[];
};

export const isGivenUp = (reason: string | null): boolean => parkedFor.has(reason ?? '');

export const isParking = (entry: EntryRow): boolean => isGivenUp(String(payloadOf(entry)['reason']));

/** Faults name what they send to do harm by its key. */
const isPoison = (key: string): boolean => /-(poison|heavy)-/.test(key);

export function parkedIn(
  facts: Facts,
  tried: readonly { readonly key: string; readonly sha256: string }[],
  harm: Harm,
): Parked {
  const poisonous = new Set(tried.filter(({ key }) => isPoison(key)).map(({ sha256 }) => sha256));
  const byId = new Map(facts.arrivals.map((one) => [one.id, one]));
  const documentOf = new Map(facts.documents.map((one) => [one.caseId, one]));
  const numbers = new Map(facts.cases.map(({ id, number }) => [id, number]));
  const parked = facts.entries.filter(isParking).map((entry) => {
    const arrival = byId.get(documentOf.get(entry.subjectId ?? '')?.arrivalId ?? '');
    const whole = byId.get(arrival?.parentId ?? '') ?? arrival;
    const reason = String(payloadOf(entry)['reason']);
    return {
      isPoison: whole !== undefined && poisonous.has(whole.sha256),
      isExplained: isExplained(reason, whole?.receivedAt ?? 0, Date.parse(entry.at), harm),
      what: `case ${numbers.get(entry.subjectId ?? '') ?? '?'} was given up (${reason}), and nothing had hurt its reader`,
    };
  });
  const good = parked.filter((one) => !one.isPoison);
  return {
    poison: parked.length - good.length,
    good: good.length,
    unexplained: good.filter((one) => !one.isExplained).map(({ what }) => what),
  };
}

/** Whether what happened between `from` and `to` can have made the line give a document up. */
function isExplained(reason: string, from: number, to: number, { workerDeaths, faults }: Harm): boolean {
  const meanwhile = faults.filter(({ began, ended }) => began <= to && ended >= from);
  if (meanwhile.some(({ id }) => hurtReaders.has(id))) return true;
  if (reason !== 'reader-crashed') return false;
  const deaths = workerDeaths.filter((at) => at >= from && at <= to).length;
  return deaths + meanwhile.filter(({ id }) => unleash.has(id)).length >= CRASHES;
}
