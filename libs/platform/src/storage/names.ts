import { BadStorageName } from './errors';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const hash = /^[0-9a-f]{64}$/;

/** Fails with BadStorageName when this is no entity: it becomes the name of a folder. */
export function checkEntity(entityId: string): void {
  if (!uuid.test(entityId)) throw new BadStorageName('entity');
}

/** Where content lies, the same in every store: `<entity>/<first two digits>/<sha256>`. */
export function placeOf(entityId: string, sha256: string): string {
  checkEntity(entityId);
  if (!hash.test(sha256)) throw new BadStorageName('sha256');
  return `${entityId}/${sha256.slice(0, 2)}/${sha256}`;
}
