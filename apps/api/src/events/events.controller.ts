import { type Actor, Sessions, type Sight } from '@libs/operations';
import { Controller, type MessageEvent, Req, Sse } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { concat, concatMap, interval, map, merge, type Observable, of, takeWhile } from 'rxjs';
import { CurrentActor } from '../http/actor';
import { StaysOpen } from '../http/admission';
import { sessionToken } from '../http/session-cookie';
import { LiveHub } from './live-hub';

export const HEARTBEAT_MILLISECONDS = 15_000;

@Controller('api/v1/events')
export class EventsController {
  constructor(
    private readonly hub: LiveHub,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Server-sent events: `case`, `arrival` and `export` name what changed; `ping` keeps proxies from closing the line.
   * The line ends when the session does, and tells no more than the person may see, at the next ping at the latest.
   */
  @Sse()
  @StaysOpen()
  stream(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Observable<MessageEvent> {
    const token = sessionToken(request) ?? '';
    let sight: Sight = actor;
    const changes = this.hub.of(() => sight).pipe(map((event) => ({ type: event.kind, data: event })));
    const beats = interval(HEARTBEAT_MILLISECONDS).pipe(concatMap(() => this.sightOf(token, sight)));
    const pings = merge(of(actor), beats).pipe(
      map((now) => {
        if (!now) return END;
        sight = now;
        return { type: 'ping', data: {} };
      }),
    );
    const going = concat(this.hub.ended, of(END));
    return merge(changes, pings, going).pipe(takeWhile((event) => event !== END));
  }

  /** A database that is away for a moment ends nobody's line. */
  private sightOf(token: string, before: Sight): Promise<Sight | undefined> {
    return this.sessions.sightOf(token).catch(() => before);
  }
}

const END: MessageEvent = { data: {} };
