import { type Acknowledgement } from '../load/acknowledged';
import { type Facts } from './facts';

/** A booking as it stands in an EXTF file. */
export type BookedRow = { readonly account: string; readonly field: string; readonly cents: number };

const [AMOUNT, ACCOUNT, FIELD] = [0, 6, 10];

/** The rows of an EXTF Buchungsstapel, read without the code that wrote them. */
export function bookedRows(bytes: Uint8Array): BookedRow[] {
  const lines = new TextDecoder('windows-1252')
    .decode(bytes)
    .split('\r\n')
    .filter((line) => line !== '');
  return lines.slice(2).map((line) => {
    const cells =
      line.match(/("(?:[^"]|"")*"|[^;"]*)(?:;|$)/g)?.map((cell) => cell.replace(/;$/, '').replace(/^"|"$/g, '')) ?? [];
    return {
      account: cells[ACCOUNT] ?? '',
      field: cells[FIELD] ?? '',
      cents: Math.round(Number((cells[AMOUNT] ?? '').replace(',', '.')) * 100),
    };
  });
}

/** I2: no invoice is booked twice, in the tables or in the files; what a batch holds stands in its file. */
export function bookedTwice(
  facts: Facts,
  files: ReadonlyMap<string, readonly BookedRow[]>,
  list: readonly Acknowledgement[],
): string[] {
  return [...inTables(facts), ...inFiles(facts, files), ...unknownBatches(facts, list)];
}

function inTables({ positions, cases, batches }: Facts): string[] {
  const found: string[] = [];
  const byId = new Map(cases.map((one) => [one.id, one]));
  for (const [caseId, same] of Map.groupBy(positions, (one) => one.caseId)) {
    if (same.length > 1) found.push(`case ${byId.get(caseId)?.number ?? caseId} is in ${same.length} batches`);
  }
  const open = positions.filter(({ live }) => live);
  for (const [item, same] of Map.groupBy(open, ({ account, field, route }) => `${account} ${field} ${route}`)) {
    if (same.length > 1) found.push(`open item ${item} stands for ${same.length} cases`);
  }
  const booked = [...new Set(positions.map(({ caseId }) => caseId))].flatMap((id) => byId.get(id) ?? []);
  for (const [invoice, same] of Map.groupBy(
    booked,
    (one) => `${one.sellerVatId ?? one.seller ?? ''} ${one.invoiceNumber ?? ''}`,
  )) {
    if (same.length > 1)
      found.push(`invoice ${invoice} is booked by ${same.map(({ number }) => number).join(' and ')}`);
  }
  const held = new Set(open.map(({ caseId }) => caseId));
  for (const { id, number, stage } of cases) {
    if ((stage === 'handed-over' || stage === 'done') !== held.has(id))
      found.push(`case ${number} (${stage}) ${held.has(id) ? 'is in a batch' : 'is in no batch'}`);
  }
  const counts = batches.map(({ number }) => Number(number.split('-')[1]));
  if (counts.some((count, at) => count !== at + 1))
    found.push(`batch numbers have gaps or doubles: ${counts.join(' ')}`);
  return found;
}

function inFiles(
  { positions, batches, batchFiles, cases }: Facts,
  files: ReadonlyMap<string, readonly BookedRow[]>,
): string[] {
  const found: string[] = [];
  const places = new Map<string, Set<string>>();
  const sums = new Map<string, number>();
  for (const { batchId, name, sha256 } of batchFiles) {
    for (const { account, field, cents } of files.get(sha256) ?? []) {
      const item = `${account} ${field}`;
      places.set(item, (places.get(item) ?? new Set()).add(`${batchId} ${name}`));
      sums.set(item, (sums.get(item) ?? 0) + cents);
    }
  }
  for (const [item, where] of places) if (where.size > 1) found.push(`booking ${item} stands in ${where.size} files`);
  const known = new Set(positions.map(({ account, field }) => `${account} ${field}`));
  for (const item of places.keys()) if (!known.has(item)) found.push(`booking ${item} belongs to no case`);
  const byId = new Map(cases.map((one) => [one.id, one]));
  for (const { caseId, batchId, account, field } of positions) {
    const [item, one] = [`${account} ${field}`, byId.get(caseId)];
    const own = [...(places.get(item) ?? [])].some((place) => place.startsWith(batchId));
    if (!own) found.push(`case ${one?.number ?? caseId} is in a batch whose file lacks it`);
    else if (sums.get(item) !== Math.abs(one?.grossCents ?? NaN))
      found.push(
        `case ${one?.number ?? caseId} is booked with ${sums.get(item) ?? 0} cents and owes ${one?.grossCents ?? 0}`,
      );
  }
  for (const { id, number } of batches)
    if (!batchFiles.some(({ batchId }) => batchId === id)) found.push(`batch ${number} has no file`);
  return found;
}

function unknownBatches({ batches }: Facts, list: readonly Acknowledgement[]): string[] {
  const byId = new Map(batches.map((one) => [one.id, one]));
  return list.flatMap((one) => {
    if (one.kind === 'batch' && byId.get(one.id)?.number !== one.number)
      return [`batch ${one.number} was told and is lost`];
    if (one.kind === 'receipt' && byId.get(one.batchId)?.acknowledged !== true)
      return [`the receipt of ${one.batchId} is lost`];
    return [];
  });
}
