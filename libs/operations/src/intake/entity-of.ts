import { type Database } from '@libs/db';
import { normaliseAddress } from '@libs/intake';

/** The entity that a mail address belongs to, or undefined. */
export async function entityOf(database: Database, address: string): Promise<string | undefined> {
  const normal = normaliseAddress(address);
  return normal === undefined ? undefined : database.routeAddress(normal);
}
