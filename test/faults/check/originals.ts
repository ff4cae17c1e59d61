import { type Storage } from '@libs/platform';
import { type Acknowledgement, arrivalsIn } from '../load/acknowledged';
import { type Facts } from './facts';

/** I5: the bytes of everything that was acknowledged, and of every row, come back as they were. */
export async function notRetrievable(
  facts: Facts,
  list: readonly Acknowledgement[],
  archive: Pick<Storage, 'read'>,
  entityId: string,
): Promise<string[]> {
  const hashes = new Set([
    ...arrivalsIn(list).map(({ sha256 }) => sha256),
    ...facts.files.map(({ sha256 }) => sha256),
    ...facts.batchFiles.map(({ sha256 }) => sha256),
  ]);
  const found: string[] = [];
  for (const sha256 of hashes) {
    // the archive proves the hash while it reads
    await archive
      .read(entityId, sha256)
      .catch((error: unknown) => found.push(`${sha256.slice(0, 12)}: ${String(error)}`));
  }
  return found;
}
