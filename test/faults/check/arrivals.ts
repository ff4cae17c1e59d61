import { chores } from '@libs/operations';
import { arrivalBreaches, caseBreaches, firstArrivals, gaps } from '../../support/breaches';
import { type Acknowledgement, arrivalsIn } from '../load/acknowledged';
import { type Facts } from './facts';
import { partsAmiss } from './parts';

/** One thing that somebody tried to send, answered or not. */
export type Tried = { readonly key: string; readonly sha256: string; readonly channel: string };

/** I1: every acknowledged arrival is there, and everything that is there is in exactly one visible state. */
export function lostOrHidden(facts: Facts, list: readonly Acknowledgement[]): string[] {
  return [...missingArrivals(facts, list), ...partsAmiss(facts, list), ...states(facts)];
}

function missingArrivals({ arrivals }: Facts, list: readonly Acknowledgement[]): string[] {
  const byId = new Map(arrivals.map((one) => [one.id, one]));
  const found: string[] = [];
  const wanted = new Map<string, Set<string>>();
  for (const { channel, sha256, key, id, number } of arrivalsIn(list)) {
    const place = `${channel} ${sha256}`;
    wanted.set(place, (wanted.get(place) ?? new Set()).add(key));
    if (id === undefined) continue;
    const row = byId.get(id);
    if (row?.sha256 !== sha256 || row.number !== number || row.channel !== channel)
      found.push(`acknowledged ${number ?? id} (${channel}, key ${key}) is ${row ? 'another one' : 'lost'}`);
  }
  const counts = new Map<string, number>();
  for (const { channel, sha256, parentId } of arrivals) {
    const place = `${channel} ${sha256}`;
    if (parentId === null) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  for (const [place, keys] of wanted) {
    const there = counts.get(place) ?? 0;
    if (there < keys.size)
      found.push(
        `${place.slice(0, 20)} was acknowledged ${keys.size} times (${[...keys].join(', ')}), there are ${there}`,
      );
  }
  return found;
}

function states(facts: Facts): string[] {
  const { arrivals, cases, documents, entries, acts, work } = facts;
  const byId = new Map(arrivals.map((one) => [one.id, one]));
  const documentsOf = Map.groupBy(documents, ({ arrivalId }) => arrivalId);
  const childrenOf = Map.groupBy(arrivals, ({ parentId }) => parentId);
  const ofCase = Map.groupBy(documents, ({ caseId }) => caseId);
  const objected = new Set(acts.filter(({ kind }) => kind === 'object').map(({ caseId }) => caseId));
  const entriesOf = Map.groupBy(entries, ({ subjectId }) => subjectId);
  const joined = arrivals.map((one) => ({
    ...one,
    documents: documentsOf.get(one.id) ?? [],
    children: childrenOf.get(one.id) ?? [],
    duplicateOf: (one.duplicateOfId === null ? undefined : byId.get(one.duplicateOfId)) ?? null,
  }));
  return [
    ...work
      .filter(({ step }) => !chores.some((chore) => chore === step))
      .map(({ step, subjectId, attempt }) => `work left: ${step} of ${subjectId}, attempt ${attempt}`),
    ...joined.flatMap(arrivalBreaches),
    ...cases.flatMap((one) =>
      caseBreaches(
        {
          ...one,
          reason: one.reason ?? (objected.has(one.id) ? 'objected' : null),
          documents: ofCase.get(one.id) ?? [],
          invoice: one.hasInvoice || null,
          report: one.hasReport || null,
        },
        entriesOf.get(one.id) ?? [],
      ),
    ),
    ...gaps(arrivals.filter(({ parentId }) => parentId === null)).map((what) => `receipts: ${what}`),
    ...gaps(cases).map((what) => `cases: ${what}`),
  ];
}

/** I6: what was sent again is the same document; nothing became two invoices. */
export function doubled(facts: Facts, list: readonly Acknowledgement[], tried: readonly Tried[]): string[] {
  const { arrivals, cases } = facts;
  const found = firstArrivals(arrivals);
  const uploads = arrivalsIn(list).filter(({ channel }) => channel === 'upload');
  for (const [key, same] of Map.groupBy(uploads, (one) => one.key)) {
    if (new Set(same.map(({ id }) => id)).size > 1) found.push(`key ${key} was answered with different arrivals`);
  }
  // a key, or an origin in folder or mailbox, makes each be there once; a mail that is handed over again comes again
  const sent = new Map(
    [...Map.groupBy(tried, ({ channel, sha256 }) => `${channel} ${sha256}`)].map(([place, all]) => [
      place,
      new Set(all.map(({ key }) => key)).size,
    ]),
  );
  const there = Map.groupBy(
    arrivals.filter(({ parentId }) => parentId === null),
    ({ channel, sha256 }) => `${channel} ${sha256}`,
  );
  for (const [place, rows] of there) {
    const most = sent.get(place) ?? 0;
    if (!place.startsWith('mail ') && rows.length > most)
      found.push(`${place.slice(0, 20)} was sent ${most} times and arrived ${rows.length} times`);
  }
  const numbered = cases.filter((one) => one.invoiceNumber !== null && one.stage !== 'returned');
  for (const [invoice, same] of Map.groupBy(numbered, (one) => `${one.sellerVatId ?? ''} ${one.invoiceNumber ?? ''}`)) {
    if (same.length > 1)
      found.push(`invoice ${invoice} has ${same.length} cases: ${same.map(({ number }) => number).join(', ')}`);
  }
  return found;
}
