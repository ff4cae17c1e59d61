import { Readiness } from '@libs/contracts';
import { type Shown } from './shown';
import { RECOVERY_TARGET_SECONDS, type WorkSeen } from './work-seen';

/** What lies before a door of the town and was not taken yet. `since`: seconds of the run. */
export type Untaken = { readonly what: string; readonly since: number };

export type Sight = {
  /** What the api processes tell about their readiness. */
  readonly apiUrls: readonly string[];
  readonly isShown: Shown;
  readonly untaken: () => readonly Untaken[];
  /** Doors of which the clerks are told that nobody empties them; undefined when no api answers. */
  readonly doorsTold: () => Promise<readonly string[] | undefined>;
  /** The rows of work as they are now. */
  readonly look: () => Promise<readonly WorkSeen[]>;
};

/** I7: what waited longer than the recovery target while neither readiness nor the screens of the clerks told of it. */
export class HiddenWaits {
  private readonly seconds = new Map<string, number>();
  private troubled = -Infinity;

  constructor(private readonly sight: Sight) {}

  /** What, and how long. */
  get found(): readonly string[] {
    return [...this.seconds].map(([what, seconds]) => `${what} ${seconds.toFixed(0)} s`);
  }

  /** Nothing could be taken in at this second of the run: before the doors the wait begins anew. */
  outage(now: number): void {
    this.troubled = now;
  }

  async judge(rows: readonly WorkSeen[], now: number): Promise<void> {
    const answers = (await Promise.all(this.sight.apiUrls.map(readinessOf))).filter((one) => one !== undefined);
    if (answers.some(({ archive }) => archive !== 'writable')) this.outage(now);
    const oldest = Math.max(0, ...answers.map(({ oldestWaitingSeconds }) => oldestWaitingSeconds ?? 0));
    const isTold = oldest >= RECOVERY_TARGET_SECONDS;
    await this.judgeWork(rows, isTold);
    if (!isTold) await this.judgeDoors(now);
  }

  /** Readiness tells of what could be taken and was not; what is held, or tried again later, only the screens show. */
  private async judgeWork(rows: readonly WorkSeen[], isTold: boolean): Promise<void> {
    const suspects: WorkSeen[] = [];
    for (const row of rows) {
      if (Math.max(row.waits, row.age) <= RECOVERY_TARGET_SECONDS) continue;
      if (row.waits > RECOVERY_TARGET_SECONDS && isTold) continue;
      if ((await this.sight.isShown(row)) === false) suspects.push(row);
    }
    if (suspects.length === 0) return;
    // what moved while we asked was rightly no longer shown
    const still = new Map((await this.sight.look()).map((row) => [row.id, row]));
    for (const { id, fence } of suspects) {
      const row = still.get(id);
      if (row?.fence === fence) this.seconds.set(`${row.step} ${id}`, Math.max(row.waits, row.age));
    }
  }

  private async judgeDoors(now: number): Promise<void> {
    const suspects = this.sight.untaken().flatMap(({ what, since }) => {
      const waited = now - Math.max(since, this.troubled);
      return waited > RECOVERY_TARGET_SECONDS ? [{ what, waited }] : [];
    });
    if (suspects.length === 0) return;
    const told = await this.sight.doorsTold();
    for (const { what, waited } of suspects) {
      if (told !== undefined && !told.some((door) => what.startsWith(`${door} `))) this.seconds.set(what, waited);
    }
  }
}

/** What an api tells, ready or not; undefined when it tells nothing, or not what the contract says. */
export async function readinessOf(url: string): Promise<Readiness | undefined> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3000) });
    return Readiness.parse(await answer.json());
  } catch {
    return undefined;
  }
}
