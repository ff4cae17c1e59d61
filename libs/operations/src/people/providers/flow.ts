import { OwnPath } from '@libs/contracts';
import { z } from 'zod';

export const FLOW_KIND = 'provider';
/** Time to sign in at the provider, with whatever it asks. */
export const FLOW_SECONDS = 10 * 60;

/** A sign-in under way at a provider. */
export const Flow = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.url(),
  returnTo: OwnPath,
  confirm: z.boolean(),
  /** By the clock of the database. */
  begunAt: z.iso.datetime(),
});
export type Flow = z.infer<typeof Flow>;
