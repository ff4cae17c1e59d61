import { type Actor, ApiTokens, Refused, Sessions } from '@libs/operations';
import { csrfTokenOf } from '@libs/platform';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import { isMarked, OPEN, setActor } from './actor';
import { bearerToken, requireScope } from './programs';
import { sessionToken } from './session-cookie';

/** What changes nothing. */
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Every door asks who is there: a person with a session, or a program with an API token. A change under a session cookie
 * shows that it comes from our own page; a program that names its token is asked for nothing else.
 */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly apiTokens: ApiTokens,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isMarked(this.reflector, context, OPEN)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const bearer = bearerToken(request);
    setActor(request, await (bearer === undefined ? this.person(request) : this.program(bearer, context)));
    return true;
  }

  private async person(request: FastifyRequest): Promise<Actor> {
    const token = sessionToken(request);
    const actor = token === undefined ? undefined : await this.sessions.resume(token);
    if (token === undefined || !actor) throw signedOut();
    if (!READING.has(request.method)) requireOwnPage(request, token);
    return actor;
  }

  private async program(token: string, context: ExecutionContext): Promise<Actor> {
    const found = await this.apiTokens.resume(token);
    if (!found) throw unknownToken();
    requireScope(this.reflector, context, found.scopes);
    return found.actor;
  }
}

function requireOwnPage(request: FastifyRequest, token: string): void {
  const sent = Buffer.from(String(request.headers['x-csrf-token'] ?? ''));
  const wanted = Buffer.from(csrfTokenOf(token));
  if (sent.length === wanted.length && timingSafeEqual(sent, wanted)) return;
  throw new Refused('forbidden', 'csrf', {
    de: 'Die Anfrage trägt nicht das Kennzeichen dieser Sitzung (X-CSRF-Token). Sie wurde nicht ausgeführt. Bitte laden Sie die Seite neu.',
    en: 'The request does not carry the mark of this session (X-CSRF-Token). It was not carried out. Please reload the page.',
  });
}

const unknownToken = (): Refused =>
  new Refused('unauthenticated', 'token-unknown', {
    de: 'Den Zugriffsschlüssel gibt es nicht, oder er ist abgelaufen oder widerrufen. Es wurde nichts ausgeführt. Bitte einen neuen anlegen.',
    en: 'The token does not exist, has run out or was revoked. Nothing was carried out. Make a new one.',
  });

const signedOut = (): Refused =>
  new Refused('unauthenticated', 'signed-out', {
    de: 'Sie sind nicht angemeldet, oder die Sitzung ist abgelaufen. Es wurde nichts geändert. Bitte melden Sie sich an.',
    en: 'You are not signed in, or the session has ended. Nothing was changed. Please sign in.',
  });
