import { type LiveEvent } from '@libs/contracts';
import { type Announcement, hears, type Sight, WatchHouse } from '@libs/operations';
import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { filter, ignoreElements, map, type Observable, Subject } from 'rxjs';

/** What changed, as Postgres tells every api process at commit; each browser hears of what its person may see only. */
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

  /** `sight` is asked at each event: rights may change while a line stays open. */
  of(sight: () => Sight): Observable<LiveEvent> {
    return this.announced.pipe(
      filter((announcement) => hears(sight(), announcement)),
      map(({ kind, id }) => ({ kind, id })),
    );
  }
}
