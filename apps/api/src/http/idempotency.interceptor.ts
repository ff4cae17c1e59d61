import { type Actor, otherRequest, Refused, RememberAnswers } from '@libs/operations';
import { hashToken, type Logger } from '@libs/platform';
import {
  BadRequestException,
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, type Observable, of, throwError } from 'rxjs';
import { z } from 'zod';
import { LOGGER } from '../tokens';
import { actorOf, isMarked, OPEN } from './actor';

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

const OWN_WAY = 'keeps its idempotency key itself';
/** For a POST whose body is no JSON: it stores its answer in the transaction of its own. */
export const KeepsOwnKey = () => SetMetadata(OWN_WAY, true);

/**
 * Stands before every POST that is not open to everybody, without being asked: a repeated request gets the answer of the
 * first.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly answers: RememberAnswers,
    private readonly reflector: Reflector,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async intercept(context: ExecutionContext, handler: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = this.isConcerned(request, context) ? idempotencyKey(request) : undefined;
    if (key === undefined) return handler.handle();

    const actor = actorOf(request);
    const bodyHash = hashOf(request.body);
    const before = await this.answers.begin(actor, key, routeOf(request));
    if (before) {
      if (before.bodyHash !== bodyHash) throw otherRequest();
      void reply.status(before.status).header('idempotent-replay', 'true');
      return of(before.body);
    }
    // only a failed request gives its key back; one that was done keeps it, even if its answer cannot be stored
    return handler.handle().pipe(
      catchError((error: unknown) =>
        from(this.giveBack(actor, key)).pipe(mergeMap(() => throwError(() => toError(error)))),
      ),
      mergeMap((body: unknown) => this.remember(actor, key, bodyHash, reply.statusCode, body)),
    );
  }

  private isConcerned({ method }: FastifyRequest, context: ExecutionContext): boolean {
    const marked = (mark: string): boolean => isMarked(this.reflector, context, mark);
    return method === 'POST' && !marked(OPEN) && !marked(OWN_WAY);
  }

  private async remember(actor: Actor, key: string, bodyHash: string, status: number, body: unknown): Promise<unknown> {
    try {
      const stored = body === undefined ? {} : asJson(body);
      await this.answers.finish(actor, key, bodyHash, { status, body: stored });
    } catch (error) {
      this.log.error({ err: error }, 'the answer to a request that was done could not be remembered');
    }
    return body;
  }

  private async giveBack(actor: Actor, key: string): Promise<void> {
    try {
      await this.answers.release(actor, key);
    } catch (error) {
      this.log.warn({ err: error }, 'an idempotency key could not be given back; it is free again after a while');
    }
  }
}

const asJson = (value: unknown): object => z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(value)));
const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** JSON may be nested deeper than the stack reaches: nothing here is. */
function hashOf(body: unknown): string {
  try {
    return hashToken(JSON.stringify(body ?? null));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BadRequestException();
  }
}
