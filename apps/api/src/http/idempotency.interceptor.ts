import { type Actor, CRASH_POINTS, type CrashPoints, otherRequest, Refused, RememberAnswers } from '@libs/operations';
import { Vault, type Logger } from '@libs/platform';
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
import { catchError, from, mergeMap, type Observable, throwError } from 'rxjs';
import { z } from 'zod';
import { LOGGER } from '../tokens';
import { actorOf, isMarked, OPEN } from './actor';
import { type Once, setOnce } from './once';

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

const Stored = z.object({ subject: z.string().optional() });

/**
 * Stands before every POST that is not open to everybody, without being asked: a request that comes again is not done again.
 * Its answer is stored in the transaction that does it, through `Once`.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly answers: RememberAnswers,
    private readonly reflector: Reflector,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(CRASH_POINTS) private readonly crash: CrashPoints,
    private readonly vault: Vault,
  ) {}

  async intercept(context: ExecutionContext, handler: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = this.isConcerned(request, context) ? idempotencyKey(request) : undefined;
    if (key === undefined) return handler.handle();

    const actor = actorOf(request);
    const bodyHash = this.digestOf(request.body);
    const route = routeOf(request);
    const before = await this.answers.begin(actor, key, route);
    if (before) {
      if (before.bodyHash !== bodyHash) throw otherRequest();
      void reply.status(before.status).header('idempotent-replay', 'true');
      setOnce(request, doneBefore(before.body));
      return handler.handle();
    }

    let isAnswered = false;
    setOnce(request, async (act) => {
      const subject = await act(async (tx, named) => {
        const answer = { bodyHash, status: reply.statusCode, body: named === undefined ? {} : { subject: named } };
        await this.answers.answered(tx, actor, key, route, answer);
        isAnswered = true;
      });
      this.crash.reach('request:after-commit');
      return subject;
    });
    return handler.handle().pipe(
      // an answer that was rolled back, and a request that did nothing, leave the key free
      catchError((error: unknown) =>
        from(this.giveBack(actor, key)).pipe(mergeMap(() => throwError(() => toError(error)))),
      ),
      mergeMap(async (body: unknown) => {
        if (isAnswered) this.answers.letGo(actor, key);
        else await this.giveBack(actor, key);
        return body;
      }),
    );
  }

  /** With the key of the installation: a body may hold a password. JSON may be nested deeper than the stack reaches: nothing here is. */
  private digestOf(body: unknown): string {
    try {
      return this.vault.digest(JSON.stringify(body ?? null));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new BadRequestException();
    }
  }

  private isConcerned({ method }: FastifyRequest, context: ExecutionContext): boolean {
    const marked = (mark: string): boolean => isMarked(this.reflector, context, mark);
    return method === 'POST' && !marked(OPEN) && !marked(OWN_WAY);
  }

  private async giveBack(actor: Actor, key: string): Promise<void> {
    try {
      await this.answers.release(actor, key);
    } catch (error) {
      this.log.warn({ err: error }, 'an idempotency key could not be given back; it is free again after a while');
    }
  }
}

/** The act is left out; what it had been about is what the handler shows. */
const doneBefore =
  (stored: unknown): Once =>
  <T>() =>
    Promise.resolve(Stored.parse(stored).subject as T);

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
