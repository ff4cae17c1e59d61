import { z } from 'zod';
import { ProviderRefused } from './errors';

/** Who somebody is, as a provider says. */
export type Identity = {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | undefined;
  /** In lower case; undefined unless the provider says that it verified it. */
  readonly verifiedEmail: string | undefined;
  readonly groups: readonly string[];
  /** When the person proved who they are, by the provider's clock. */
  readonly authenticatedAt: Date | undefined;
  /** To be brought along when the person signs out there. */
  readonly idToken: string;
};

const MOST_GROUPS = 2_000;

const Claims = z.looseObject({
  iss: z.string().min(1),
  sub: z.string().min(1).max(255),
  auth_time: z.number().int().positive().optional(),
  name: z.string().optional().catch(undefined),
  email: z
    .string()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/)
    .optional()
    .catch(undefined),
  email_verified: z
    .union([z.boolean(), z.literal('true')])
    .optional()
    .catch(undefined),
});

/** One group is a list of one; what is no list of words is none: nobody gets a role by a claim that cannot be read. */
const Groups = z.union([z.string().transform((one) => [one]), z.array(z.string()).max(MOST_GROUPS)]).catch([]);

export function identityOf(claims: unknown, idToken: string, groupsClaim: string): Identity {
  const parsed = Claims.safeParse(claims);
  if (!parsed.success) throw new ProviderRefused('claims-unreadable');
  const { iss, sub, auth_time, name, email, email_verified } = parsed.data;
  const isVerified = email_verified === true || email_verified === 'true';
  return {
    issuer: iss,
    subject: sub,
    name: nameOf(name),
    verifiedEmail: isVerified && email !== undefined ? email.toLowerCase() : undefined,
    groups: Groups.parse(parsed.data[groupsClaim]),
    authenticatedAt: auth_time === undefined ? undefined : new Date(auth_time * 1000),
    idToken,
  };
}

/** Foreign text: printable, on one line, and not much of it. */
function nameOf(name: string | undefined): string | undefined {
  const clean = name
    ?.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, 120);
  return clean === '' ? undefined : clean;
}
