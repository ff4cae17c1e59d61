import { type Watch } from '../check/monitor';
import { type WorkSeen } from '../check/work-seen';
import { quantile } from '../result/figures';
import { type Attempt, isAccepting, isHeldByTheDead } from '../load/journal';
import { anotherInvoice } from './own-case';
import { type Report, seconds, type World } from './fault';

const ACCEPT_TARGET_MS = 2000;
export const RESUMED_SECONDS = 60;

/** Due or in work; what is put off for later waits for its own time. */
const isInLine = ({ waits, leasedBy }: WorkSeen): boolean => waits > 0 || leasedBy !== null;

/** Everything in the line at the end of the fault must have moved within `limit` seconds. */
export async function resumed(
  { journal, monitor }: World,
  ended: number,
  limit = RESUMED_SECONDS,
): Promise<{ readonly watch: Watch; readonly broken: readonly string[] }> {
  const watch = await monitor.watch(ended, isInLine);
  while (watch.waiting.size > 0 && journal.now() < ended + limit) await seconds(0.2);
  const left = watch.waiting.size;
  return { watch, broken: left > 0 ? [`${left} steps had not moved ${limit} s afterwards`] : [] };
}

/** What was in the line at `ended` must be out of it, and not only have moved, within `limit` seconds. */
export async function drained({ journal, monitor }: World, ended: number, limit: number): Promise<readonly string[]> {
  let left = new Set((await monitor.look()).filter(isInLine).map(({ id }) => id));
  while (left.size > 0 && journal.now() < ended + limit) {
    await seconds(0.5);
    left = new Set((await monitor.look()).flatMap(({ id }) => (left.has(id) ? [id] : [])));
  }
  return left.size > 0 ? [`${left.size} steps were still there after ${limit} s`] : [];
}

/** Nothing that came between the two moments may have been turned away, and it should have been taken quickly. */
export async function acceptingBetween(
  { journal }: World,
  from: number,
  to: number,
): Promise<Required<Pick<Report, 'broken' | 'missed'>> & { readonly sent: number }> {
  await journal.settled(to);
  const attempts = journal.between(from, to).filter((one) => isAccepting(one) && !isHeldByTheDead(one));
  const refused = attempts.filter(({ ending }) => ending !== 'ok');
  const p95 = quantile(
    attempts.map(({ ms }) => ms),
    0.95,
  );
  return {
    sent: attempts.length,
    broken: refused.length > 0 ? [`${refused.length} of ${attempts.length} were not accepted: ${told(refused)}`] : [],
    missed: [
      ...(p95 > ACCEPT_TARGET_MS ? [`accepting took ${(p95 / 1000).toFixed(1)} s (p95)`] : []),
      ...(attempts.length === 0 ? [NOTHING_SENT] : []),
    ],
  };
}

/** The load was over before the fault had its turn: it proves nothing. */
export const NOTHING_SENT = 'nothing was sent meanwhile';

/** "mail 451 at 12.3 s, upload cut at 12.9 s": the first of them. */
export const told = (attempts: readonly Attempt[]): string =>
  attempts
    .slice(0, 5)
    .map(({ what, status, began }) => `${what} ${status === 0 ? 'cut' : status} at ${began.toFixed(1)} s`)
    .join(', ');

export const finishedArrivals = async ({ ground }: World): Promise<number> => {
  const [row] = await ground.postgres.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM arrival WHERE outcome <> 'pending'`,
  );
  return row?.count ?? 0;
};

/** Nothing may die of this fault: call the result at its end. */
export function noDeaths({ ground }: World): () => readonly string[] {
  const all = [...ground.apis, ...ground.workers];
  const before = all.map(({ deaths }) => deaths.length);
  return () => all.flatMap(({ name, deaths }, at) => (deaths.length > (before[at] ?? 0) ? [`${name} died of it`] : []));
}

const ACCEPT_AGAIN_SECONDS = 15;

/** Until an upload or a mail is accepted: shortly after the fault is over. The load may have ended, so one more is sent. */
export async function acceptedAgain(world: World, since: number) {
  const { journal, senders, seed } = world;
  const { index, file } = await anotherInvoice(world);
  void senders.upload(file, `${seed}-again-${index}`);
  const limit = since + ACCEPT_AGAIN_SECONDS * 2;
  for (;;) {
    const found = journal.attempts.find((one) => isAccepting(one) && one.ending === 'ok' && one.began >= since);
    const after = found && found.began + found.ms / 1000 - since;
    if (after === undefined && journal.now() < limit) {
      await seconds(0.1);
      continue;
    }
    const never = after === undefined;
    const words = never ? `> ${ACCEPT_AGAIN_SECONDS * 2} s` : `${after.toFixed(1)} s`;
    return { words, never, missed: never || after > ACCEPT_AGAIN_SECONDS ? [`accepted again after ${words}`] : [] };
  }
}
