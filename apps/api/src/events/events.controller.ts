import { type Actor } from '@libs/operations';
import { Controller, type MessageEvent, Sse } from '@nestjs/common';
import { interval, map, merge, type Observable, of } from 'rxjs';
import { CurrentActor } from '../http/actor';
import { LiveHub } from './live-hub';

const HEARTBEAT_MILLISECONDS = 25_000;

@Controller('api/v1/events')
export class EventsController {
  constructor(private readonly hub: LiveHub) {}

  /** Server-sent events: `case`, `arrival` and `export` name what changed; `ping` keeps proxies from closing the line. */
  @Sse()
  stream(@CurrentActor() actor: Actor): Observable<MessageEvent> {
    const changes = this.hub.of(actor.entityId).pipe(map((event) => ({ type: event.kind, data: event })));
    const pings = merge(of(0), interval(HEARTBEAT_MILLISECONDS)).pipe(map(() => ({ type: 'ping', data: {} })));
    return merge(changes, pings);
  }
}
