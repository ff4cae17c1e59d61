import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';
export const isFull = (error: unknown): boolean => codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
/** Read-only since a fault of the disk, or given to somebody else: nothing can be kept until operations have seen to it. */
export const isClosed = (error: unknown): boolean =>
  ['EROFS', 'EACCES', 'EPERM'].some((code) => code === codeOf(error));
/** The disk gives this block no more; the same file, not the same machine, is at fault. */
export const isUnreadable = (error: unknown): boolean => codeOf(error) === 'EIO';
const isThere = (error: unknown): boolean => codeOf(error) === 'EEXIST';

/** A file name is only safe once its folder is on disk too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes folders that survive a power cut. Keeps in mind which ones are known to. */
export class DurableFolders {
  private readonly safe = new Set<string>();

  /** A folder that another process made a moment ago may not be on disk yet, so its parent is synced here too. */
  async make(folder: string): Promise<void> {
    if (this.safe.has(folder)) return;

    const parent = dirname(folder);
    try {
      await mkdir(folder, { mode: 0o700 });
    } catch (error) {
      if (isMissing(error)) {
        await this.make(parent);
        return this.make(folder);
      }
      if (!isThere(error)) throw error;
    }
    await syncFolder(parent);
    this.safe.add(folder);
  }

  /** Somebody removed folders under our feet (a restore, a test): believe nothing. */
  forget(): void {
    this.safe.clear();
  }
}
