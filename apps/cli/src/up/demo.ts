import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptSecret, withClient, writeSafely } from '@libs/platform';
import { z } from 'zod';
import { step } from './progress';
import { demoMailbox, type Login } from './summary';

const Logins = z.array(
  z.object({ email: z.string(), name: z.string(), roles: z.array(z.string()), password: z.string() }),
);

// Without the letters and figures that are taken for one another.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** "Stadt Musterstadt" with its people, who share one password: the one given, else one made up once and kept. */
export async function demo(ownerUrl: string, given: string | undefined, data: string): Promise<readonly Login[]> {
  const password = given ?? keptSecret(join(data, 'demo-password'), speakable);
  const file = join(data, 'demo-logins.json');
  const known = await knownLogins(ownerUrl, file, password);
  if (known) return known;

  const logins = await step('Musterstadt wird eingerichtet', () => seed(ownerUrl, password));
  writeSafely(file, `${JSON.stringify(logins, null, 2)}\n`);
  return logins;
}

/** The sign-ins of an earlier start, if town and password are still the same: making them anew takes a second. */
async function knownLogins(ownerUrl: string, file: string, password: string): Promise<readonly Login[] | undefined> {
  if (!existsSync(file)) return undefined;
  const logins = Logins.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (logins.some((login) => login.password !== password)) return undefined;
  const town = await withClient(ownerUrl, (client) =>
    client.query('SELECT 1 FROM mail_address WHERE address = $1', [demoMailbox]),
  );
  return town.rowCount ? logins : undefined;
}

async function seed(ownerUrl: string, password: string): Promise<readonly Login[]> {
  // Loaded for this alone: the use cases bring many libraries. Node wants the file's full name.
  const { seedDemo } = await import('./use-cases.js');
  const { logins } = await seedDemo(ownerUrl, password, new Date().getFullYear());
  return logins.map(({ email, name, roles }) => ({ email, name, roles: [...new Set(roles)], password }));
}

/** Sixteen letters in groups, to be read out or typed. */
const speakable = (): string => Array.from({ length: 4 }, () => group()).join('-');

const group = (): string => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('');
