import { readFileSync } from 'node:fs';
import { childrenOf } from '../../support/processes';
import { seconds, type World } from './fault';

const PERIOD_SECONDS = 0.25;
/** A quarter of the time of a processor, in the ticks of the kernel (100 a second). */
const BUSY_TICKS = 6;
const BUSY_PERIODS = 4;

/**
 * As if the reader died of the document: whichever child is busy for a second while a step of it runs is killed, again and
 * again until it has left the line.
 */
export async function killReaderOf(world: World, arrivalId: string, isOver: () => boolean): Promise<void> {
  const ticks = new Map<number, number>();
  const busy = new Map<number, number>();
  while (!isOver()) {
    await seconds(PERIOD_SECONDS);
    const holder = await holderOf(world, arrivalId);
    if (holder === 'gone') return;
    for (const child of holder === undefined ? [] : childrenOf(holder)) {
      const now = ticksOf(child);
      const worked = now - (ticks.get(child) ?? now);
      ticks.set(child, now);
      busy.set(child, worked >= BUSY_TICKS ? (busy.get(child) ?? 0) + 1 : 0);
      if ((busy.get(child) ?? 0) >= BUSY_PERIODS) kill(child);
    }
  }
}

/** The worker that has a step of it in work; the next fault may have taken the database away. */
async function holderOf({ ground }: World, arrivalId: string): Promise<number | 'gone' | undefined> {
  const rows = await ground.postgres
    .rows<{ holder: string | null }>(
      'SELECT leased_by AS holder FROM work WHERE trace_id = $1 ORDER BY leased_by NULLS LAST LIMIT 1',
      [arrivalId],
    )
    .catch(() => undefined);
  if (rows === undefined) return undefined;
  const [row] = rows;
  if (!row) return 'gone';
  return row.holder === null ? undefined : Number(row.holder.split(':')[1]);
}

function ticksOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user, system] = status
      .slice(status.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return Number(user) + Number(system);
  } catch {
    return 0; // it ended while we looked
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return; // it ended by itself
  }
}
