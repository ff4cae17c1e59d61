import { type DoorScope, type Scope } from '@libs/contracts';
import { Refused } from '@libs/operations';
import { type ExecutionContext, SetMetadata } from '@nestjs/common';
import { type Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';

const SCOPE = 'scope that a program needs';
/** Programs with an API token come through this door too, if the token has the scope. A door without this is for people. */
export const ForPrograms = (scope: DoorScope) => SetMetadata(SCOPE, scope);

/** The token of `Authorization: Bearer …`; undefined where the header is not sent at all. */
export function bearerToken(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  return authorization === undefined ? undefined : (/^Bearer +(\S{1,200})$/i.exec(authorization)?.[1] ?? '');
}

export function requireScope(reflector: Reflector, context: ExecutionContext, scopes: readonly Scope[]): void {
  const wanted = reflector.get<DoorScope | undefined>(SCOPE, context.getHandler());
  if (wanted === undefined) {
    throw new Refused('forbidden', 'not-for-programs', {
      de: 'Diese Tür ist Personen vorbehalten, die angemeldet sind. Mit einem Zugriffsschlüssel wurde nichts ausgeführt. Bitte im Browser anmelden.',
      en: 'This door is for people who are signed in. Nothing was carried out with a token. Please sign in with the browser.',
    });
  }
  if (wanted === 'any' || scopes.includes('all') || scopes.includes(wanted)) return;
  throw new Refused(
    'forbidden',
    'scope-missing',
    {
      de: `Dem Zugriffsschlüssel fehlt das Recht „${wanted}“. Es wurde nichts ausgeführt. Bitte einen Schlüssel mit diesem Recht verwenden.`,
      en: `The token lacks the scope "${wanted}". Nothing was carried out. Use a token that has it.`,
    },
    { scope: wanted },
  );
}
