import { LiveEvent, type Readiness } from '@libs/contracts';
import { Database, type Feed, isOverloaded, type WorkFigures } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { isChore } from '../chores';
import { DELAYED_SECONDS } from '../intake/delayed';
import { inTime } from './in-time';
import { WatchArchive } from './watch-archive';

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
  .pipe(
    LiveEvent.extend({
      entity: z.uuid(),
      /** Of a case: where it is and, if it moved, where it was. */
      unit: z.uuid().nullish(),
      left: z.object({ unit: z.uuid().nullable(), sealed: z.boolean() }).nullish(),
      /** Sealed units that it tells about. */
      seals: z.array(z.uuid()).default([]),
      /** Of an arrival: who handed it in. */
      person: z.uuid().nullish(),
    }),
  );

/** What changed in which entity. */
export type Announcement = z.infer<typeof Announcement>;

const accepting: ReadonlySet<Readiness['archive']> = new Set(['writable', 'low'] as const);

/** For those who watch: whether documents can be accepted, how much work waits, and what changes. */
@Injectable()
export class WatchHouse {
  constructor(
    private readonly database: Database,
    private readonly archive: WatchArchive,
  ) {}

  /** Whether documents can be accepted. `mode` is how this process learns of due work. */
  async readiness(mode: 'redis' | 'table'): Promise<Readiness> {
    const [work, archive] = await Promise.all([this.workOr(), this.archive.state()]);
    // what the house does by itself at night keeps no invoice waiting
    const steps = typeof work === 'string' ? [] : work.filter(({ step }) => !isChore(step));
    const sum = (of: (step: WorkFigures) => number): number => steps.reduce((total, step) => total + of(step), 0);
    const oldest = Math.max(0, ...steps.map(({ oldestDueSeconds }) => oldestDueSeconds));
    const database = typeof work === 'string' ? work : 'up';
    return {
      status: database === 'up' && accepting.has(archive) ? 'ready' : 'not ready',
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
}
