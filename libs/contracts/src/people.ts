import { z } from 'zod';
import { PersonRef, Role } from './session';
import { Day, Email, Moment, Name, page, Reason, Uuid } from './text';

/** A role that holds today, with the number of its unit; null: in the whole entity. */
const HeldRole = z.object({ role: Role, unit: z.string().nullable() });

/** Somebody who works here, as administrators see them. */
export const Person = PersonRef.extend({
  email: z.string(),
  /** Since when they can no longer come in. */
  disabledAt: Moment.nullable(),
  version: z.number().int(),
  roles: z.array(HeldRole),
});
export type Person = z.infer<typeof Person>;

/** GET /people/{id} */
export const PersonDetail = Person.extend({
  /** Both days are included; null = open. */
  groups: z.array(z.object({ id: Uuid, name: z.string(), validFrom: Day.nullable(), validUntil: Day.nullable() })),
});
export type PersonDetail = z.infer<typeof PersonDetail>;

export const PersonQuery = z.object({
  /** A fragment of the name or address. */
  q: z.string().trim().max(100).optional(),
  state: z.enum(['active', 'disabled']).optional(),
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PersonQuery = z.infer<typeof PersonQuery>;
/** GET /people, by name. */
export const PersonPage = page(Person);
export type PersonPage = z.infer<typeof PersonPage>;

/** POST /people. Who has an account in another entity becomes a guest; nobody is told. */
export const NewPerson = z.object({ name: Name, email: Email, reason: Reason });
export type NewPerson = z.infer<typeof NewPerson>;

/** PUT /people/{id} */
export const ChangedPerson = z.object({ name: Name, email: Email, disabled: z.boolean(), reason: Reason });
export type ChangedPerson = z.infer<typeof ChangedPerson>;
