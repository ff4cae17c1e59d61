import { type Stage } from '@libs/contracts';
import { type Tx } from '@libs/db';
import { stageOf } from '../cases/settle';

/** Nothing of the unit changes where these cases stand. */
const ENDED: readonly Stage[] = ['handed-over', 'done', 'returned', 'paper-done'];
const BATCH = 100;

type Unit = { readonly id: string; readonly number: string; readonly name: string; readonly live: boolean };

/**
 * The unit has just begun to work in Belegfluss, or has gone back to paper: its open cases are derived anew, and both stand in the chain.
 * Seen by the machine, for who administers sees no case and moves them all the same.
 */
export async function moveCases(
  tx: Tx,
  { id, number, name, live }: Unit,
  actorId: string,
  reason: string,
): Promise<void> {
  const moved = await move(tx, id);
  const told = { unit: `${number} ${name}` };
  await tx.audit.append(
    ...moved.map((subjectId) => ({ kind: live ? 'case-left-paper' : 'case-to-paper', subjectId, payload: told })),
    { kind: live ? 'unit-live' : 'unit-on-paper', actorId, subjectId: id, payload: { ...told, reason } },
  );
}

/** The cases that stand elsewhere now. */
async function move(tx: Tx, unitId: string): Promise<string[]> {
  const ids = await tx.cases.lockInUnit(unitId, ENDED);
  const moved = new Map<Stage, string[]>();
  for (let at = 0; at < ids.length; at += BATCH) {
    for (const record of await tx.cases.many(ids.slice(at, at + BATCH))) {
      const stage = stageOf(record);
      if (stage !== record.stage) moved.set(stage, [...(moved.get(stage) ?? []), record.id]);
    }
  }
  for (const [stage, of] of moved) await tx.cases.moveTo(stage, of, tx.now);
  const all = [...moved.values()].flat();
  for (const id of all) tx.announce('case', id);
  return all;
}
