import { LiveEvent, type Readiness } from '@libs/contracts';
import { Database, type Feed, isOverloaded, type WorkFigures } from '@libs/db';
import { StorageFull } from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { isChore } from '../chores';
import { DELAYED_SECONDS } from '../intake/delayed';
import { ARCHIVE, type Storage } from '../ports';

const Announcement = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'no JSON' });
      return z.NEVER;
    }
  })
  .pipe(LiveEvent.extend({ entity: z.uuid() }));

/** What changed in which entity. */
export type Announcement = z.infer<typeof Announcement>;

/** Whoever watches wants an answer; a database or archive that gives none by then is not there. */
const PATIENCE_MILLISECONDS = 3_000;
/** The archive is tried by a real put, which costs an fsync: watchmen may ask more often than that. */
const PROBE_MILLISECONDS = 5_000;
/** No entity has this id. What is put under it is always the same and never grows. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const probe = Buffer.from('Belegfluss prüft, ob das Archiv schreibbar ist.\n');

/** For those who watch: whether documents can be accepted, how much work waits, and what changes. */
@Injectable()
export class WatchHouse {
  private probed: { readonly at: number; readonly state: Promise<Readiness['archive']> } | undefined;

  constructor(
    private readonly database: Database,
    @Inject(ARCHIVE) private readonly archive: Storage,
  ) {}

  /** Whether documents can be accepted. `mode` is how this process learns of due work. */
  async readiness(mode: 'redis' | 'table'): Promise<Readiness> {
    const [work, archive] = await Promise.all([this.workOr(), this.archiveState()]);
    // what the house does by itself at night keeps no invoice waiting
    const steps = typeof work === 'string' ? [] : work.filter(({ step }) => !isChore(step));
    const sum = (of: (step: WorkFigures) => number): number => steps.reduce((total, step) => total + of(step), 0);
    const oldest = Math.max(0, ...steps.map(({ oldestDueSeconds }) => oldestDueSeconds));
    const database = typeof work === 'string' ? work : 'up';
    return {
      status: database === 'up' && archive === 'writable' ? 'ready' : 'not ready',
      database,
      archive,
      queue:
        database === 'up'
          ? { mode, waiting: sum(({ waiting }) => waiting), running: sum(({ running }) => running) }
          : null,
      oldestWaitingSeconds: oldest > 0 ? Math.round(oldest * 10) / 10 : null,
      delayed: oldest > DELAYED_SECONDS,
    };
  }

  /** Due work by step, over all entities; numbers only. */
  work(): Promise<WorkFigures[]> {
    return this.database.workFigures();
  }

  /** Calls `heard` for every change that is committed, in whichever process. */
  changes(heard: (announcement: Announcement) => void): Promise<Feed> {
    return this.database.listen('live', (message) => {
      if (message === '') return; // the connection was made anew; screens ask again by themselves now and then
      // a newer process may announce what this one does not know: that is no reason to die
      const announced = Announcement.safeParse(message);
      if (announced.success) heard(announced.data);
    });
  }

  private workOr(): Promise<WorkFigures[] | 'overloaded' | 'down'> {
    return inTime(this.work(), 'down' as const).catch((error: unknown) =>
      isOverloaded(error) ? 'overloaded' : 'down',
    );
  }

  private archiveState(): Promise<Readiness['archive']> {
    const now = performance.now();
    if (!this.probed || now - this.probed.at > PROBE_MILLISECONDS) this.probed = { at: now, state: this.tryArchive() };
    return this.probed.state;
  }

  private tryArchive(): Promise<Readiness['archive']> {
    const put = this.archive.put(NOBODY, Readable.from([probe]), { maxBytes: probe.length });
    return inTime(
      put.then(() => 'writable' as const),
      'down' as const,
    ).catch((error: unknown) => (error instanceof StorageFull ? 'full' : 'down'));
  }
}

/** What `asked` gives, or `otherwise` when that takes too long. */
async function inTime<T, U>(asked: Promise<T>, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MILLISECONDS);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
