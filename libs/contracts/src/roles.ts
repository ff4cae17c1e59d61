import { z } from 'zod';
import { PersonRef, Role, UnitRef } from './session';
import { Day, Moment, page, Reason, Uuid } from './text';

/** `waiting`: counts once a second administrator has confirmed it. */
export const GrantState = z.enum(['waiting', 'now', 'future', 'past']);
export type GrantState = z.infer<typeof GrantState>;

/** A role of a person or a group. Ended, never rewritten. */
export const RoleGrant = z.object({
  id: Uuid,
  role: Role,
  holder: z.object({ kind: z.enum(['person', 'group']), id: Uuid, name: z.string() }),
  /** Null: in the whole entity. */
  unit: UnitRef.extend({ sealed: z.boolean() }).nullable(),
  /** Both days are included; null = open. */
  validFrom: Day.nullable(),
  validUntil: Day.nullable(),
  state: GrantState,
  /** `local`, or the sign-in provider whose groups gave it. */
  source: z.string(),
  reason: z.string(),
  grantedAt: Moment,
  grantedBy: PersonRef.nullable(),
  needsConfirmation: z.boolean(),
  confirmedBy: PersonRef.nullable(),
  /** Ended at once, not by its last day. */
  revokedAt: Moment.nullable(),
  revokedBy: z.string().nullable(),
});
export type RoleGrant = z.infer<typeof RoleGrant>;

export const RoleQuery = z.object({
  /** Roles of the person, also by their groups. */
  person: Uuid.optional(),
  group: Uuid.optional(),
  unit: Uuid.optional(),
  role: Role.optional(),
  state: GrantState.optional(),
  cursor: Uuid.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RoleQuery = z.infer<typeof RoleQuery>;
/** GET /roles, the latest first. */
export const RolePage = page(RoleGrant);
export type RolePage = z.infer<typeof RolePage>;

/** POST /roles: to a person or to a group, in a unit and those below it or (null) in the whole entity. */
export const NewRole = z
  .object({
    person: Uuid.optional(),
    group: Uuid.optional(),
    role: Role,
    unit: Uuid.nullable(),
    validFrom: Day.nullable().default(null),
    validUntil: Day.nullable().default(null),
    reason: Reason,
  })
  .refine(({ person, group }) => (person === undefined) !== (group === undefined), {
    path: ['person'],
    message: 'a person or a group, not both',
  })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validUntil >= validFrom, {
    path: ['validUntil'],
    message: 'ends before it begins',
  });
export type NewRole = z.infer<typeof NewRole>;

/** POST /roles/{id}/end: `lastDay` is the last on which it holds; without it the role ends at once. */
export const EndedRole = z.object({ lastDay: Day.optional(), reason: Reason });
export type EndedRole = z.infer<typeof EndedRole>;

/** POST /roles/{id}/confirmation */
export const NewConfirmation = z.object({ reason: Reason });
export type NewConfirmation = z.infer<typeof NewConfirmation>;

/** So long at most an auditor looks into a sealed unit. */
export const MAX_INSIGHT_DAYS = 90;
/** POST /units/{id}/grants: an auditor may look into a sealed unit, given by its own people. Both days are included. */
export const NewInsight = z
  .object({ auditor: Uuid, validFrom: Day.optional(), validUntil: Day, reason: Reason })
  .refine(({ validFrom, validUntil }) => !validFrom || validUntil >= validFrom, {
    path: ['validUntil'],
    message: 'ends before it begins',
  });
export type NewInsight = z.infer<typeof NewInsight>;
/** GET /units/{id}/grants: who may look in, and to whom it could be given. */
export const Insights = z.object({ items: z.array(RoleGrant), auditors: z.array(PersonRef) });
export type Insights = z.infer<typeof Insights>;
