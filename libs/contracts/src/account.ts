import { z } from 'zod';
import { Passkey } from './passkeys';
import { ProofMethod } from './sign-in';
import { Moment } from './text';

/** GET /account: with what the person signs in, wherever they act now. */
export const Account = z.object({
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean(),
  secondFactor: z.object({ recoveryCodesLeft: z.number().int() }).nullable(),
  passkeys: z.array(Passkey),
  /** Whether passkeys can be made and used at this address. */
  passkeysPossible: z.boolean(),
  /** Where this session began, if at a sign-in provider. */
  provider: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Acts here as a guest: the account stands in another entity, and is changed there. */
  isGuest: z.boolean(),
  /** How and when the person of this session proved last who they are. */
  proof: z.object({ method: ProofMethod, at: Moment }),
});
export type Account = z.infer<typeof Account>;

export const PASSWORD_LENGTH = 12;

/** POST /account/password. What makes a good one is told by the refusal. */
export const NewPassword = z.object({ old: z.string().min(1).max(1024), new: z.string().min(1).max(1024) });
export type NewPassword = z.infer<typeof NewPassword>;

/** PUT /account/second-factor/setup: a secret for the app; it counts once a code of it came back. */
export const SecondFactorSetup = z.object({
  setup: z.string(),
  /** In groups of four, for whoever types it. */
  secret: z.string(),
  /** otpauth://…, for the picture. */
  uri: z.string(),
});
export type SecondFactorSetup = z.infer<typeof SecondFactorSetup>;

/** POST /account/second-factor */
export const NewSecondFactor = z.object({ setup: z.string().min(1).max(100), code: z.string().trim().min(6).max(12) });
export type NewSecondFactor = z.infer<typeof NewSecondFactor>;

/** Told this once; sent again under the same Idempotency-Key there are none. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
