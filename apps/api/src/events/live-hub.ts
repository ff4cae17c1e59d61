import { type LiveEvent } from '@libs/contracts';
import { type Announcement, WatchHouse } from '@libs/operations';
import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { filter, ignoreElements, map, type Observable, Subject } from 'rxjs';

/** What changed, as Postgres tells every api process at commit; each browser hears of its own entity only. */
@Injectable()
export class LiveHub implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly announced = new Subject<Announcement>();
  private stop: (() => Promise<void>) | undefined;

  constructor(private readonly house: WatchHouse) {}

  async onModuleInit(): Promise<void> {
    const feed = await this.house.changes((announcement) => this.announced.next(announcement));
    this.stop = () => feed.close();
  }

  /** Completes when this process goes: lines that stay open end then, requests under way do not. */
  get ended(): Observable<never> {
    return this.announced.pipe(ignoreElements());
  }

  /** The server waits for every connection to end: a browser opens its line anew, at another process. */
  beforeApplicationShutdown(): void {
    this.announced.complete();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stop?.();
  }

  of(entityId: string): Observable<LiveEvent> {
    return this.announced.pipe(
      filter(({ entity }) => entity === entityId),
      map(({ kind, id }) => ({ kind, id })),
    );
  }
}
