import { z } from 'zod';
import { PersonRef } from './session';
import { Day, Name, Reason, Uuid } from './text';

/** People who hold roles together. */
export const Group = z.object({
  id: Uuid,
  name: z.string(),
  version: z.number().int(),
  /** Both days are included; null = open. */
  members: z.array(z.object({ person: PersonRef, validFrom: Day.nullable(), validUntil: Day.nullable() })),
});
export type Group = z.infer<typeof Group>;
/** GET /groups */
export const Groups = z.object({ items: z.array(Group) });

const Member = z
  .object({ person: Uuid, validFrom: Day.nullable().default(null), validUntil: Day.nullable().default(null) })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validUntil >= validFrom, {
    path: ['validUntil'],
    message: 'ends before it begins',
  });
/** POST /groups; PUT /groups/{id}: the whole group as it shall be. */
export const NewGroup = z.object({
  name: Name,
  members: z
    .array(Member)
    .max(1000)
    .refine((members) => new Set(members.map(({ person }) => person)).size === members.length, 'a person twice')
    .default([]),
  reason: Reason,
});
export type NewGroup = z.infer<typeof NewGroup>;
