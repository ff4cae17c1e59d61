import { blindTo, type ClaimedWork, type Database, type DueWork, isDatabaseGone, LeaseLost } from '@libs/db';
import {
  ChildPoolBusy,
  ChildPoolClosed,
  type CrashPoints,
  type Logger,
  type ParkedWhy,
  StorageAway,
  StorageFull,
  type StepFigures,
} from '@libs/platform';

/** Does one step of one subject. It ends its work itself, in the transaction that stores the result. */
export type StepHandler = (work: ClaimedWork) => Promise<void>;

export type StepCarrierOptions = {
  readonly database: Database;
  /** Names this process in the lease. */
  readonly worker: string;
  readonly handlers: ReadonlyMap<string, StepHandler>;
  /** Takes work out of the line that failed for good; a person will look. */
  readonly park: (work: ClaimedWork, why: ParkedWhy) => Promise<void>;
  /** Why the document itself ended its reader, if that is what the error tells: a few times are enough then. */
  readonly endedReader?: (error: unknown) => ParkedWhy | undefined;
  readonly log: Logger;
  readonly figures?: StepFigures;
  readonly crash?: CrashPoints;
  readonly leaseSeconds?: number;
};

const MAX_FAILURES = 5;
/** Of the worker, or of the reader of foreign bytes. */
const MAX_CRASHES = 3;
/** How long what is away is left in peace. */
const AWAY_SECONDS = { archive: 10, database: 1, reader: 2 };
/** A dead worker's work is taken over after this time; a living one prolongs its lease three times as often. */
const LEASE_SECONDS = 9;

/**
 * Takes due work under a lease and carries it: runs the step, prolongs the lease meanwhile, gives back what failed and
 * parks what goes on failing. Whoever wakes it (a job on Redis, NOTIFY, a poll) decides nothing.
 */
export class StepCarrier {
  readonly steps: readonly string[];
  private readonly leaseSeconds: number;
  private readonly running = new Map<Promise<void>, ClaimedWork>();
  private readonly lastMoved = new Map<string, number>();
  private readonly began = performance.now();
  private closed = false;

  constructor(private readonly options: StepCarrierOptions) {
    this.steps = [...options.handlers.keys()];
    this.leaseSeconds = options.leaseSeconds ?? LEASE_SECONDS;
  }

  /** Takes up to `limit` due rows, the oldest first. */
  async take(limit: number): Promise<ClaimedWork[]> {
    if (this.closed) return [];
    return this.options.database.claimWork(this.steps, this.options.worker, this.leaseSeconds, limit);
  }

  /** Takes one row, unless somebody holds it, it is not due yet or it is done. */
  async takeOne(row: Pick<DueWork, 'entityId' | 'id'>): Promise<ClaimedWork | undefined> {
    if (this.closed) return undefined;
    const { database, worker } = this.options;
    const [work] = await database.claimWork(this.steps, worker, this.leaseSeconds, 1, row);
    return work;
  }

  /** Never fails: what went wrong stands in the log and in the table. */
  carry(work: ClaimedWork): Promise<void> {
    const task = this.attempt(work).finally(() => {
      this.running.delete(task);
      this.lastMoved.set(work.step, performance.now());
    });
    this.running.set(task, work);
    return task;
  }

  /** Milliseconds since one of these steps last ended here; 0 while one of them runs. */
  idleMilliseconds(steps: readonly string[]): number {
    if ([...this.running.values()].some(({ step }) => steps.includes(step))) return 0;
    return performance.now() - Math.max(...steps.map((step) => this.lastMoved.get(step) ?? this.began));
  }

  /** Takes no more. */
  close(): void {
    this.closed = true;
  }

  /** Waits for what runs, at most so long. */
  async settle(graceSeconds: number): Promise<void> {
    const grace = new Promise<void>((resolve) => setTimeout(resolve, graceSeconds * 1000).unref());
    await Promise.race([Promise.allSettled(this.running.keys()), grace]);
  }

  /** Gives back what still runs, as if it had not been begun: a worker that is told to end is no crash of the document. */
  async handBack(): Promise<void> {
    await Promise.all([...this.running.values()].map((work) => this.postpone(work, 0)));
  }

  private async attempt(work: ClaimedWork): Promise<void> {
    const { log, figures } = this.options;
    const began = performance.now();
    const facts = { trace: work.traceId, step: work.step, subject: work.subjectId, attempt: work.attempt };
    const beat = setInterval(() => this.prolong(work), (this.leaseSeconds * 1000) / 3);
    try {
      if (work.crashes >= MAX_CRASHES) await this.park(work, 'crashed');
      else await this.perform(work);
      const millis = performance.now() - began;
      figures?.done(work.step, millis / 1000);
      log.info({ ...facts, millis: Math.round(millis) }, 'step done');
    } catch (error) {
      if (error instanceof LeaseLost) {
        log.warn(facts, error.message);
        return;
      }
      figures?.failed(work.step);
      log.error({ err: error, ...facts }, 'step failed');
      await this.giveBack(work, error);
    } finally {
      clearInterval(beat);
    }
  }

  private async perform(work: ClaimedWork): Promise<void> {
    const { handlers, crash, figures } = this.options;
    if (work.crashes > 0) figures?.crashed(work.step);
    crash?.reach(`${work.step}:claimed`);
    await handlers.get(work.step)?.(work);
    crash?.reach(`${work.step}:after-commit`);
  }

  private async giveBack(work: ClaimedWork, error: unknown): Promise<void> {
    const away = awaySeconds(error);
    if (away !== undefined) return this.postpone(work, away * (0.5 + Math.random()));
    const ended = this.options.endedReader?.(error);
    // crashes of the worker cost an attempt too, but are counted apart
    const isLast = ended ? work.attempt >= MAX_CRASHES : work.attempt - work.crashes >= MAX_FAILURES;
    const delay = Math.min(2 ** work.attempt, 60) * (0.5 + Math.random());
    await this.givingBack(work, () =>
      isLast
        ? this.park(work, ended ?? 'failed')
        : this.options.database.transaction(blindTo(work.entityId), (tx) => tx.work.retryLater(work, delay)),
    );
  }

  private postpone(work: ClaimedWork, seconds: number): Promise<void> {
    return this.givingBack(work, () =>
      this.options.database.transaction(blindTo(work.entityId), (tx) => tx.work.postpone(work, seconds)),
    );
  }

  private async givingBack(work: ClaimedWork, change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      const facts = { err: error, trace: work.traceId, work: work.id };
      this.options.log.error(facts, 'work not given back; its lease will run out');
    }
  }

  private async park(work: ClaimedWork, why: ParkedWhy): Promise<void> {
    await this.options.park(work, why);
    this.options.figures?.parked(work.step, why);
  }

  private prolong(work: ClaimedWork): void {
    const { database, log } = this.options;
    database
      .transaction(blindTo(work.entityId), (tx) => tx.work.heartbeat(work, this.leaseSeconds), { forgettable: true })
      .catch((error: unknown) => log.warn({ err: error, trace: work.traceId }, 'lease could not be prolonged'));
  }
}

/** What the step needs is away or full, which no document is to blame for: however long it lasts, the attempt does not count. */
function awaySeconds(error: unknown): number | undefined {
  if (error instanceof StorageAway || error instanceof StorageFull) return AWAY_SECONDS.archive;
  if (error instanceof ChildPoolClosed) return 0; // this worker ends: the next one may begin at once
  if (error instanceof ChildPoolBusy) return AWAY_SECONDS.reader;
  return isDatabaseGone(error) ? AWAY_SECONDS.database : undefined;
}
