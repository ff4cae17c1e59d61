import { otherRequest, Refused, RememberAnswers } from '@libs/operations';
import { hashToken } from '@libs/platform';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, type Observable, of } from 'rxjs';
import { actorOf } from './actor';
import { z } from 'zod';

const Key = z.string().regex(/^[\x21-\x7e]{1,200}$/);

/** The Idempotency-Key of a request, or undefined. */
export function idempotencyKey(request: FastifyRequest): string | undefined {
  const sent = request.headers['idempotency-key'];
  if (sent === undefined) return undefined;
  const key = Key.safeParse(sent);
  if (key.success) return key.data;
  throw new Refused('invalid', 'idempotency-key-invalid', {
    de: 'Der Idempotency-Key hat nicht 1 bis 200 sichtbare Zeichen. Es wurde nichts getan. Bitte zum Beispiel eine UUID verwenden.',
    en: 'The Idempotency-Key does not have 1 to 200 visible characters. Nothing was done. Use a UUID, for example.',
  });
}

export const routeOf = (request: FastifyRequest): string => `${request.method} ${request.url.split('?', 1)[0] ?? ''}`;

/** For POSTs with a JSON body: a repeated request gets the answer of the first. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly answers: RememberAnswers) {}

  async intercept(context: ExecutionContext, handler: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = idempotencyKey(request);
    if (key === undefined) return handler.handle();

    const actor = actorOf(request);
    const bodyHash = hashToken(JSON.stringify(request.body ?? null));
    const before = await this.answers.begin(actor, key, routeOf(request));
    if (before) {
      if (before.bodyHash !== bodyHash) throw otherRequest();
      void reply.status(before.status).header('idempotent-replay', 'true');
      return of(before.body);
    }
    return handler.handle().pipe(
      mergeMap(async (body: unknown) => {
        const stored = body === undefined ? {} : asJson(body);
        await this.answers.finish(actor, key, bodyHash, { status: reply.statusCode, body: stored });
        return body;
      }),
      catchError((error: unknown) => from(this.answers.release(actor, key).then(() => Promise.reject(toError(error))))),
    );
  }
}

const asJson = (value: unknown): object => z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(value)));
const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
