import { z } from 'zod';
import { Moment, Uuid } from './text';

export const Role = z.enum([
  'clerk',
  'certifier',
  'orderer',
  'finance',
  'cashier',
  'auditor',
  'administrator',
  'operator',
]);
export type Role = z.infer<typeof Role>;

export const UnitRef = z.object({ id: Uuid, number: z.string(), name: z.string() });
export type UnitRef = z.infer<typeof UnitRef>;

export const PersonRef = z.object({ id: Uuid, name: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;

/** Who is signed in. A role without a unit holds for the whole entity. */
export const Session = z.object({
  person: PersonRef.extend({ email: z.string() }),
  entity: z.object({ id: Uuid, name: z.string() }),
  roles: z.array(z.object({ role: Role, unit: UnitRef.extend({ sealed: z.boolean() }).nullable() })),
  /** To be sent back as `X-CSRF-Token` with every change made under the session cookie. */
  csrfToken: z.string(),
});
export type Session = z.infer<typeof Session>;

/** A sign-in of the person that goes on, here or at another device. */
export const OpenSession = z.object({
  id: Uuid,
  startedAt: Moment,
  /** To the minute. */
  lastSeenAt: Moment,
  /** What the browser calls itself. */
  agent: z.string(),
  /** The one that asks. */
  current: z.boolean(),
});
export type OpenSession = z.infer<typeof OpenSession>;
/** GET /sessions */
export const OpenSessions = z.object({ items: z.array(OpenSession) });
