import { z } from 'zod';

/** A sentence in both languages: cause, consequence, next step. */
export const Message = z.object({ de: z.string(), en: z.string() });
export type Message = z.infer<typeof Message>;

export const Uuid = z.uuid();
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A moment in UTC, ISO 8601. */
export const Moment = z.iso.datetime();
/** A calendar date, YYYY-MM-DD. */
export const Day = z.iso.date();
/** Why somebody changes rights, people or units; it stands in the audit trail. */
export const Reason = z.string().trim().min(1).max(500);
/** A name that people give: one line. */
export const Name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'one line without control characters');
/** An e-mail address as it is stored: in lower case. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** An exact decimal as text, never a JSON number. */
export const Money = z.string().regex(/^-?\d{1,15}(\.\d{1,8})?$/);

/** problem+json (RFC 9457) with a stable `code` and the sentence in both languages. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  message: Message,
});
export type Problem = z.infer<typeof Problem>;

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
