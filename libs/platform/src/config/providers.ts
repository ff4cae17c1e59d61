import { Role } from '@libs/contracts';
import { z } from 'zod';
import { isLoopback } from './loopback';
import { readSecretFile } from './secret-file';

/** Over http anybody on the way could answer in the provider's name: on this very machine there is no way between. */
const Issuer = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { protocol, hostname, search, hash } = new URL(text);
  return search === '' && hash === '' && (protocol === 'https:' || isLoopback(hostname));
});

/** Whoever is in `group` at the provider has `role` here, in the unit with this number or in the whole entity. */
const GroupRole = z
  .strictObject({ group: z.string().min(1).max(256), role: Role, unit: z.string().min(1).max(40).optional() })
  .refine(({ role, unit }) => unit === undefined || (role !== 'administrator' && role !== 'operator'));

const Provider = z.strictObject({
  /** Stands in addresses and at the roles that come from here, and so never changes. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .refine((id) => id !== 'local'),
  /** "Mit … anmelden" */
  name: z.string().trim().min(1).max(60),
  issuer: Issuer,
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** A mail address of the entity whose people sign in here. */
  entity: z.string().regex(/^[^\s@]+@[^\s@]+$/),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/))
    .refine((scopes) => scopes.includes('openid'))
    .default(['openid', 'email', 'profile']),
  /** A verified address of the provider is enough to be the person with that address. */
  trustEmail: z.boolean().default(false),
  groupsClaim: z.string().min(1).default('groups'),
  roles: z.array(GroupRole).max(1000).default([]),
  /** Whoever is unknown here and has a role by their groups is made a person. */
  createPeople: z.boolean().default(false),
});
export type ProviderSettings = z.infer<typeof Provider>;

const Providers = z.array(Provider).refine((all) => new Set(all.map(({ id }) => id)).size === all.length);

/** Reads the file of OIDC_PROVIDERS. */
export const loadProviders = (path: string | undefined): readonly ProviderSettings[] =>
  path === undefined
    ? []
    : readSecretFile(path, Providers, {
        variable: 'OIDC_PROVIDERS',
        of: { de: 'Anmeldedienste', en: 'sign-in providers' },
        expected: {
          de: 'eine Liste von Anmeldediensten mit id, name, issuer (https, nur auf demselben Rechner auch http), clientId, clientSecret, entity und wahlweise scopes (mit openid), trustEmail, groupsClaim, roles (group, role und wahlweise unit), createPeople, jede id einmal',
          en: 'a list of sign-in providers with id, name, issuer (https, http on this very machine only), clientId, clientSecret, entity and optionally scopes (with openid), trustEmail, groupsClaim, roles (group, role and optionally unit), createPeople, each id once',
        },
      });
