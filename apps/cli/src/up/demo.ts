import { join } from 'node:path';
import { keptSecret } from '@libs/platform';
import { randomInt } from 'node:crypto';
import { step } from './progress';
import type { Login } from './summary';

/** Invoices to the demonstration town. */
export const demoMailbox = 'rechnung@musterstadt.example';

// Without the letters and figures that are taken for one another.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** "Stadt Musterstadt" with its people, who share one password: the one given, else one made up once and kept. */
export async function demo(ownerUrl: string, given: string | undefined, data: string): Promise<readonly Login[]> {
  const password = given ?? keptSecret(join(data, 'demo-password'), speakable);
  // Loaded for this alone: the use cases bring many libraries.
  const { seedDemo } = await import('@libs/operations');
  const { logins } = await step('Musterstadt wird eingerichtet', () =>
    seedDemo(ownerUrl, password, new Date().getFullYear()),
  );
  return logins.map(({ email, name, roles }) => ({ email, name, roles: [...new Set(roles)], password }));
}

/** Sixteen letters in groups, to be read out or typed. */
const speakable = (): string => Array.from({ length: 4 }, () => group()).join('-');

const group = (): string => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('');
