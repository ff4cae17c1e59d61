import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ground } from '../ground/ground';

/** Longer than the longest chain of leases and back-offs that a document can go through. */
const LIMIT_SECONDS = 240;

/** Until no work is due (the nightly proof is an appointment) or running and the hot folder is empty; the seconds it took, or undefined when it never came. */
export async function atRest({ postgres, hotFolder }: Ground): Promise<number | undefined> {
  const began = performance.now();
  for (let calm = 0; calm < 2;) {
    const [row] = await postgres.rows<{ left: number }>(`SELECT count(*)::int AS left FROM work WHERE step <> 'prove'`);
    const inbox = hotFolder === undefined ? [] : readdirSync(join(hotFolder, 'inbox'));
    calm = row?.left === 0 && inbox.length === 0 ? calm + 1 : 0;
    if (performance.now() - began > LIMIT_SECONDS * 1000) return undefined;
    await sleep(calm === 0 ? 250 : 500);
  }
  return (performance.now() - began) / 1000;
}
