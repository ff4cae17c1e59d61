import { z } from 'zod';
import { Message, Moment, Uuid, Reason } from './text';

/** POST /people/{id}/invitation and /people/{id}/password-reset */
export const LinkWanted = z.object({ reason: Reason });
export type LinkWanted = z.infer<typeof LinkWanted>;

/** A link on its way: by mail, or shown this once to whoever hands it on. Sent again under the same Idempotency-Key `link` is null. */
export const HandedLink = z.object({
  /** Null: no mail is sent from here. */
  sentTo: z.string().nullable(),
  link: z.string().nullable(),
  expiresAt: Moment,
});
export type HandedLink = z.infer<typeof HandedLink>;

/** POST /password-resets */
export const ResetWanted = z.object({ email: z.string().trim().min(1).max(254) });
export type ResetWanted = z.infer<typeof ResetWanted>;
/** The same whether somebody has this address or not. */
export const ResetNoted = z.object({ message: Message });
export type ResetNoted = z.infer<typeof ResetNoted>;

const Key = z.string().regex(/^[\w-]{20,100}$/);

/** POST /password-links: what a link is for. In the body, so that no log and no history has the key. */
export const LinkKey = z.object({ key: Key });
export type LinkKey = z.infer<typeof LinkKey>;
export const PasswordLink = z.object({
  kind: z.enum(['invitation', 'reset']),
  entity: z.string(),
  name: z.string(),
  email: z.string(),
  /** False: the account is kept elsewhere, the person signs in as ever. */
  choosesPassword: z.boolean(),
});
export type PasswordLink = z.infer<typeof PasswordLink>;

/** POST /passwords. The link is good for it once, and nobody is signed in by it. */
export const ChosenPassword = z.object({ key: Key, password: z.string().min(1).max(1024) });
export type ChosenPassword = z.infer<typeof ChosenPassword>;
export const PasswordSet = z.object({ email: z.string() });
export type PasswordSet = z.infer<typeof PasswordSet>;

/** An entity in which the person may act. */
export const OwnEntity = z.object({ id: Uuid, name: z.string(), current: z.boolean() });
export type OwnEntity = z.infer<typeof OwnEntity>;
/** GET /session/entities */
export const OwnEntities = z.object({ items: z.array(OwnEntity) });
/** POST /session/entity */
export const EntityWanted = z.object({ id: Uuid });
export type EntityWanted = z.infer<typeof EntityWanted>;
