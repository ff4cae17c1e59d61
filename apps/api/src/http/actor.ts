import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { type Reflector } from '@nestjs/core';
import { type Actor } from '@libs/operations';
import { type FastifyRequest } from 'fastify';

const actors = new WeakMap<FastifyRequest, Actor>();

/** Who sends this request; set by the guard. */
export const setActor = (request: FastifyRequest, actor: Actor): void => void actors.set(request, actor);

/** Undefined at a door that is open to everybody, or before the guard was asked. */
export const findActor = (request: FastifyRequest): Actor | undefined => actors.get(request);

export function actorOf(request: FastifyRequest): Actor {
  const actor = actors.get(request);
  if (!actor) throw new Error('A handler that is open to everybody asked for the person signed in.');
  return actor;
}

export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Whether the handler bears this mark. */
export const isMarked = (reflector: Reflector, context: ExecutionContext, mark: string): boolean =>
  reflector.get<boolean | undefined>(mark, context.getHandler()) === true;

export const OPEN = 'open to everybody';
/** Needs no sign-in. */
export const OpenToEverybody = () => SetMetadata(OPEN, true);
