import { z } from 'zod';
import { Moment, Uuid } from './text';

/**
 * What a program may do for its person, never more than the person may. `documents`: hand in and see what became of it; `all`:
 * everything that programs may do.
 */
export const Scope = z.enum([
  'documents',
  'cases:read',
  'cases:write',
  'exports:read',
  'exports:write',
  'audit:read',
  'all',
]);
export type Scope = z.infer<typeof Scope>;

/** What a door asks of a program; `any`: no scope in particular. */
export type DoorScope = Exclude<Scope, 'all'> | 'any';

export const MAX_TOKEN_DAYS = 365;

/** POST /tokens */
export const NewApiToken = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(Scope).min(1).max(Scope.options.length),
  days: z.number().int().min(1).max(MAX_TOKEN_DAYS).default(90),
});
export type NewApiToken = z.infer<typeof NewApiToken>;

export const ApiToken = z.object({
  id: Uuid,
  name: z.string(),
  scopes: z.array(Scope),
  createdAt: Moment,
  expiresAt: Moment,
  /** To the minute; null: never. */
  lastUsedAt: Moment.nullable(),
  revokedAt: Moment.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

/** GET /tokens */
export const ApiTokens = z.object({ items: z.array(ApiToken) });

/** The answer to POST /tokens. `token` is told this once; sent again under the same Idempotency-Key it is null. */
export const MadeApiToken = ApiToken.extend({ token: z.string().nullable() });
export type MadeApiToken = z.infer<typeof MadeApiToken>;
