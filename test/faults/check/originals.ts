import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Acknowledgement, arrivalsIn } from '../load/acknowledged';
import { sha256Of } from '../plan/documents';
import { type Facts } from './facts';

type Lying = { readonly sha256: string; readonly size: number };

/** Where the bytes of this hash lie below the archive folder of the entity. */
export const placeIn = (archiveFolder: string, sha256: string): string =>
  join(archiveFolder, sha256.slice(0, 2), sha256);

/**
 * I5: what was acknowledged and what any row names lies in the archive folder under its hash, and every file there is what its
 * name says. Read from the disk itself: the archive of the product is not asked.
 */
export async function notInArchive(
  facts: Facts,
  list: readonly Acknowledgement[],
  archiveFolder: string,
): Promise<string[]> {
  const lying = await hashed(archiveFolder);
  const sizes = new Map(facts.files.map(({ sha256, size }) => [sha256, size]));
  const wanted = new Set(
    [...arrivalsIn(list), ...facts.arrivals, ...facts.documents, ...facts.files, ...facts.batchFiles].map(
      ({ sha256 }) => sha256,
    ),
  );
  const damaged = [...lying].flatMap(([place, { sha256 }]) =>
    place === join(sha256.slice(0, 2), sha256) ? [] : [`${place} holds other bytes`],
  );
  const missing = [...wanted].flatMap((sha256) => {
    const found = lying.get(join(sha256.slice(0, 2), sha256));
    if (!found) return [`${sha256.slice(0, 12)} is not in the archive`];
    const size = sizes.get(sha256);
    if (size === undefined) return [`${sha256.slice(0, 12)} has no row`];
    return found.sha256 === sha256 && found.size !== size ? [`${sha256.slice(0, 12)} has another size`] : [];
  });
  return [...damaged, ...missing];
}

/** Every file, by its place below the folder. */
async function hashed(folder: string): Promise<ReadonlyMap<string, Lying>> {
  const found = new Map<string, Lying>();
  for (const part of await readdir(folder).catch(() => [])) {
    for (const name of await readdir(join(folder, part))) {
      const bytes = await readFile(join(folder, part, name));
      found.set(join(part, name), { sha256: sha256Of(bytes), size: bytes.length });
    }
  }
  return found;
}
