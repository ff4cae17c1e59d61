import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type AcknowledgedList } from '../load/acknowledged';
import { type Journal } from '../load/journal';
import { HiddenWaits, type Sight } from './hidden-waits';
import { type WorkSeen, workSeen } from './work-seen';

/** Rows of work that stood still when a fault ended, and the seconds after which each moved again. */
export type Watch = { readonly since: number; readonly waiting: Map<string, string>; readonly moved: number[] };

/** Where to look: the database as its owner, what the api processes tell, and what people see inside and outside. */
export type Watched = { readonly postgres: { readonly ownerUrl: string } } & Pick<
  Sight,
  'apiUrls' | 'isShown' | 'untaken' | 'doorsTold'
>;

const PERIOD_MS = 200;
const HEAD_EVERY_MS = 2000;
const JUDGE_EVERY_MS = 1000;

/** Watches the work table all the time, through a connection of its own that comes back after every outage. */
export class Monitor {
  latest: readonly WorkSeen[] = [];
  longestWait = 0;
  private readonly waits: HiddenWaits;
  private readonly watches: Watch[] = [];
  private client: Client | undefined;
  private stopping = false;
  private headNoted = 0;
  private ended: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ground: Watched,
    private readonly journal: Journal,
    private readonly list: AcknowledgedList,
  ) {
    this.waits = new HiddenWaits({ ...ground, look: () => this.look() });
  }

  /** What waited too long while nothing told of it, and how long. */
  get hidden(): readonly string[] {
    return this.waits.found;
  }

  start(): void {
    this.ended = Promise.all([this.run(), this.judge()]);
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
        return (await this.client.query<WorkSeen>(workSeen)).rows;
      } catch {
        this.waits.outage(this.journal.now());
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
      this.longestWait = Math.max(this.longestWait, ...this.latest.map(({ waits }) => waits));
      await this.noteHead();
      await sleep(PERIOD_MS);
    }
  }

  /** Beside the watching: an api that answers slowly must not make recovery look slow. */
  private async judge(): Promise<void> {
    while (!this.stopping) {
      await this.waits.judge(this.latest, this.journal.now());
      await sleep(JUDGE_EVERY_MS);
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
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 10_000 });
  client.on('error', () => undefined); // told again by the next query
  await client.connect();
  return client;
}
