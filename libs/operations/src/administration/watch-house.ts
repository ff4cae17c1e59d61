import { LiveEvent } from '@libs/contracts';
import { Database, type Feed } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

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

/** For those who watch: whether documents can be accepted, and what changes. */
@Injectable()
export class WatchHouse {
  constructor(private readonly database: Database) {}

  /** Throws when the database does not answer. */
  ready(): Promise<void> {
    return this.database.ping();
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
}
