import { type Answered } from '@libs/operations';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';

/**
 * Does what a request asks for, unless the same request was done before; then it gives the subject that was stored with the
 * answer, and the caller shows what has become of it.
 */
export type Once = <T>(act: (answered: Answered | undefined) => Promise<T>) => Promise<T>;

const ways = new WeakMap<FastifyRequest, Once>();

/** Without an Idempotency-Key every request is done. */
const always: Once = (act) => act(undefined);

/** Set by the interceptor that stands before every POST. */
export const setOnce = (request: FastifyRequest, once: Once): void => void ways.set(request, once);

export const OnceOnly = createParamDecorator(
  (_: unknown, context: ExecutionContext): Once =>
    ways.get(context.switchToHttp().getRequest<FastifyRequest>()) ?? always,
);
