import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type AcknowledgedList } from '../load/acknowledged';
import { type Journal } from '../load/journal';

/** A row of due work as seen from outside. `waits` are the seconds for which it could have been taken and was not. */
export type WorkSeen = {
  readonly id: string;
  readonly step: string;
  readonly fence: string;
  readonly leasedBy: string | null;
  readonly waits: number;
  readonly age: number;
};

/** Rows of work that stood still when a fault ended, and the seconds after which each moved again. */
export type Watch = { readonly since: number; readonly waiting: Map<string, string>; readonly moved: number[] };

/** Where to look: the database as its owner, and what the api processes tell about their readiness. */
export type Watched = { readonly postgres: { readonly ownerUrl: string }; readonly apiUrls: readonly string[] };

/** Longer than this no document may wait unless the town says so. */
export const RECOVERY_TARGET_SECONDS = 60;
const PERIOD_MS = 200;
const HEAD_EVERY_MS = 2000;

const sql = `SELECT id, step, fence::text, leased_by AS "leasedBy",
  greatest(0, extract(epoch FROM clock_timestamp() - greatest(due_at, lease_until)))::float8 AS waits,
  extract(epoch FROM clock_timestamp() - created_at)::float8 AS age FROM work WHERE step <> 'prove'`;

/** Watches the work table all the time, through a connection of its own that comes back after every outage. */
export class Monitor {
  latest: readonly WorkSeen[] = [];
  longestWait = 0;
  private readonly late = new Map<string, number>();
  private readonly watches: Watch[] = [];
  private client: Client | undefined;
  private stopping = false;
  private headNoted = 0;
  private ended: Promise<void> = Promise.resolve();

  constructor(
    private readonly ground: Watched,
    private readonly journal: Journal,
    private readonly list: AcknowledgedList,
  ) {}

  /** Documents that waited too long while nothing told of it, and how long. */
  get hidden(): readonly string[] {
    return [...this.late].map(([what, seconds]) => `${what} ${seconds.toFixed(0)} s`);
  }

  start(): void {
    this.ended = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.ended;
    await this.client?.end().catch(() => undefined);
  }

  /** Watches what the dead process held. To be called right after its death. */
  watchHeldBy(pid: number, since: number): Promise<Watch> {
    return this.watch(since, ({ leasedBy }) => leasedBy?.split(':')[1] === String(pid));
  }

  /** Watches everything that is due or in work now; waits for the database if it must. */
  async watch(since: number, which: (row: WorkSeen) => boolean = () => true): Promise<Watch> {
    const rows = await this.look();
    const watch: Watch = {
      since,
      waiting: new Map(rows.filter(which).map(({ id, fence }) => [id, fence])),
      moved: [],
    };
    this.watches.push(watch);
    return watch;
  }

  /** The rows of now, as soon as the database gives them. */
  async look(): Promise<readonly WorkSeen[]> {
    for (;;) {
      try {
        this.client ??= await connected(this.ground.postgres.ownerUrl);
        return (await this.client.query<WorkSeen>(sql)).rows;
      } catch {
        const { client } = this;
        this.client = undefined;
        void client?.end().catch(() => undefined);
        if (this.stopping) return [];
        await sleep(PERIOD_MS);
      }
    }
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.latest = await this.look();
      this.settle();
      await this.noteHead();
      await this.judgeWaiting();
      await sleep(PERIOD_MS);
    }
  }

  private settle(): void {
    const fences = new Map(this.latest.map(({ id, fence }) => [id, fence]));
    const now = this.journal.now();
    for (const { since, waiting, moved } of this.watches) {
      for (const [id, fence] of waiting) {
        if (fences.get(id) === fence) continue;
        waiting.delete(id);
        moved.push(Math.max(0, now - since));
      }
    }
  }

  /** Every now and then somebody outside writes the end of the audit chain down. */
  private async noteHead(): Promise<void> {
    if (performance.now() - this.headNoted < HEAD_EVERY_MS) return;
    this.headNoted = performance.now();
    try {
      const found = await this.client?.query<{ seq: string; hash: string }>('SELECT seq::text, hash FROM audit_head');
      const head = found?.rows[0];
      if (head) this.list.add({ kind: 'head', ...head, at: this.journal.now() });
    } catch {
      return; // the next round finds a new connection
    }
  }

  private async judgeWaiting(): Promise<void> {
    const late = this.latest.filter(({ waits }) => waits > RECOVERY_TARGET_SECONDS);
    this.longestWait = Math.max(this.longestWait, ...this.latest.map(({ waits }) => waits), 0);
    if (late.length === 0) return;
    const told = Math.max(...(await Promise.all(this.ground.apiUrls.map(toldDelay))));
    if (told >= RECOVERY_TARGET_SECONDS) return;
    for (const { id, step, waits } of late) this.late.set(`${step} ${id}`, waits);
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 10_000 });
  client.on('error', () => undefined); // told again by the next query
  await client.connect();
  return client;
}

/** The age of the oldest waiting document as readiness tells it; 0 where it tells none. */
export async function toldDelay(url: string): Promise<number> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3000) });
    return oldestIn(await answer.json());
  } catch {
    return 0;
  }
}

function oldestIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const ages = Object.entries(value).map(([name, one]: [string, unknown]) =>
    typeof one === 'number' && /oldest|wait|delay/i.test(name) ? one : oldestIn(one),
  );
  return Math.max(0, ...ages);
}
