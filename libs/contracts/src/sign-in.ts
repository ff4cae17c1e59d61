import { z } from 'zod';
import { UsedCredential } from './passkeys';

/** How a person proved last who they are. */
export const ProofMethod = z.enum(['password', 'second-factor', 'passkey', 'provider']);
export type ProofMethod = z.infer<typeof ProofMethod>;

const Provider = z.object({
  id: z.string(),
  /** "Mit … anmelden" */
  name: z.string(),
});

/** GET /sign-in: the ways in that stand open at this address. */
export const SignInWays = z.object({ passwords: z.boolean(), passkeys: z.boolean(), providers: z.array(Provider) });
export type SignInWays = z.infer<typeof SignInWays>;

/** POST /session */
export const SignIn = z.object({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(1024) });
export type SignIn = z.infer<typeof SignIn>;

/** 202 of POST /session: the password is right and one step is missing, within `seconds`. */
export const NextStep = z.object({ asks: z.literal('second-factor'), seconds: z.number().int() });
export type NextStep = z.infer<typeof NextStep>;

/** POST /session/second-factor: six digits of the app, or a recovery code. */
export const SecondFactor = z.object({ code: z.string().trim().min(6).max(40) });
export type SecondFactor = z.infer<typeof SecondFactor>;

/** POST /session/passkey */
export const PasskeySignIn = z.object({ credential: UsedCredential });
export type PasskeySignIn = z.infer<typeof PasskeySignIn>;

/** POST /session/confirmation: the person proves anew who they are, and the session goes on. */
export const Confirmation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), password: z.string().min(1).max(1024) }),
  z.object({ kind: z.literal('second-factor'), code: z.string().trim().min(6).max(12) }),
  z.object({ kind: z.literal('passkey'), credential: UsedCredential }),
]);
export type Confirmation = z.infer<typeof Confirmation>;

/** A path of our own pages. Anything else that a browser would take for an address leads to the worklist. */
const OWN_PATH = /^\/(?![/\\])[^\\\p{C}]{0,500}$/u;
/** `/.//host` and its like become `//host` on the way, which is another house. */
const staysHere = (path: string): boolean =>
  URL.canParse(path, 'http://own.invalid') && !new URL(path, 'http://own.invalid').pathname.startsWith('//');
export const OwnPath = z.string().regex(OWN_PATH).refine(staysHere);
export const ownPath = (text: unknown): string => {
  const parsed = OwnPath.safeParse(text);
  return parsed.success ? parsed.data : '/';
};

/** GET /session/providers/{provider} */
export const ProviderStart = z.object({
  returnTo: z.string().max(1000).optional(),
  /** The person is signed in and proves anew who they are. */
  confirm: z.literal('1').optional(),
});
export type ProviderStart = z.infer<typeof ProviderStart>;

/** Why a sign-in at a provider came back without a session: `?fehler=` of the sign-in page. */
export const ProviderFault = z.enum([
  'provider-unknown',
  'provider-away',
  'provider-refused',
  'sign-in-cancelled',
  'flow-unknown',
  'person-unknown',
  'other-person',
  'proof-not-new',
  'throttled',
  'unavailable',
]);
export type ProviderFault = z.infer<typeof ProviderFault>;

/** 200 of DELETE /session: signed out here; the session at the provider ends at this address. */
export const SignedOut = z.object({ endsAt: z.url() });
export type SignedOut = z.infer<typeof SignedOut>;
