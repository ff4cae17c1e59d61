import { type LiveEvent } from '@libs/contracts';
import { type Announcement, WatchHouse } from '@libs/operations';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { filter, map, type Observable, Subject } from 'rxjs';

/** What changed, as Postgres tells every api process at commit; each browser hears of its own entity only. */
@Injectable()
export class LiveHub implements OnModuleInit, OnApplicationShutdown {
  private readonly announced = new Subject<Announcement>();
  private stop: (() => Promise<void>) | undefined;

  constructor(private readonly house: WatchHouse) {}

  async onModuleInit(): Promise<void> {
    const feed = await this.house.changes((announcement) => this.announced.next(announcement));
    this.stop = () => feed.close();
  }

  async onApplicationShutdown(): Promise<void> {
    this.announced.complete();
    await this.stop?.();
  }

  of(entityId: string): Observable<LiveEvent> {
    return this.announced.pipe(
      filter(({ entity }) => entity === entityId),
      map(({ kind, id }) => ({ kind, id })),
    );
  }
}
