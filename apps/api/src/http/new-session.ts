import { type Session } from '@libs/contracts';
import { Refused, Sessions } from '@libs/operations';
import { csrfTokenOf } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { sessionToken, setSessionCookie } from './session-cookie';

/** Gives the browser the cookie of a session that was just opened, or goes on under a new token. */
@Injectable()
export class NewSession {
  constructor(private readonly sessions: Sessions) {}

  /** A new sign-in takes a new token: one that somebody planted before is worth nothing. */
  async begin(request: FastifyRequest, reply: FastifyReply, token: string): Promise<Session> {
    const session = await this.goOn(reply, token);
    const old = sessionToken(request);
    if (old !== undefined && old !== token) await this.sessions.end(old);
    return session;
  }

  async goOn(reply: FastifyReply, token: string): Promise<Session> {
    setSessionCookie(reply, token);
    const actor = await this.sessions.resume(token);
    if (!actor) throw gone();
    return this.sessions.describe(actor, csrfTokenOf(token));
  }
}

const gone = (): Refused =>
  new Refused('unauthenticated', 'signed-out', {
    de: 'Die Sitzung war schon wieder beendet. Sie sind nicht angemeldet. Bitte melden Sie sich noch einmal an.',
    en: 'The session had already ended. You are not signed in. Please sign in again.',
  });
