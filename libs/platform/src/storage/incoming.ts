import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DurableFolders, isClosed, isFull, isMissing } from './durable';
import { StorageAway, StorageFull, TooLarge } from './errors';
import { type Stored } from './storage';

const hour = 3_600_000;

/** The folder where bytes lie while they come in: only their end tells their name. */
export class Incoming {
  constructor(
    private readonly folder: string,
    private readonly folders = new DurableFolders(),
  ) {}

  /** Makes the folder; fails when it cannot be made or nothing can be written there. */
  async check(): Promise<void> {
    await this.folders.make(this.folder);
    await this.touch();
  }

  /** The bytes that still have room here; undefined while there is no folder. */
  async free(): Promise<number | undefined> {
    const room = await statfs(this.folder).catch(nothingWhenMissing);
    return Array.isArray(room) ? undefined : room.bavail * room.bsize;
  }

  /**
   * Writes, hashes and counts `source` in one pass, stopping at the limit and not after it, and hands the file on. Whatever
   * happens, nothing is left of it afterwards unless `then` moved it away.
   */
  async take(
    source: AsyncIterable<Uint8Array>,
    { maxBytes, sync }: { readonly maxBytes: number; readonly sync: boolean },
    then: (path: string, stored: Stored) => Promise<void>,
  ): Promise<Stored> {
    const path = this.newPath();
    // A sender may hang up before we begin to read; the reading then fails with it. Unheard it would end the process.
    if (source instanceof Readable) source.on('error', () => undefined);
    try {
      await this.folders.make(this.folder);
      const stored = await write(path, source, maxBytes, sync);
      await then(path, stored);
      return stored;
    } catch (error) {
      if (isFull(error)) throw new StorageFull(error);
      throw isClosed(error) ? new StorageAway(error) : error;
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Removes what interrupted puts left behind more than an hour ago; the number of files removed. */
  async sweep(): Promise<number> {
    const names = await readdir(this.folder).catch(nothingWhenMissing);
    if (names.length === 0) return 0;
    const before = (await this.now()) - hour;
    let removed = 0;
    for (const name of names) {
      const path = join(this.folder, name);
      const modified = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Infinity, // gone meanwhile: a put that ended
      );
      if (modified >= before) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  /**
   * By the clock of the file system, which gives the files their times: the clock of this machine may be a day ahead, and
   * what another process is just writing would be taken for a leftover.
   */
  private async now(): Promise<number> {
    // where nothing can be made the last change counts, which was earlier: less is swept, never too much
    await this.touch().catch(() => undefined);
    return (await stat(this.folder)).mtimeMs;
  }

  private async touch(): Promise<void> {
    const path = this.newPath();
    const probe = await open(path, 'wx', 0o600);
    await probe.close();
    await rm(path);
  }

  private newPath(): string {
    return join(this.folder, randomUUID());
  }
}

const nothingWhenMissing = (error: unknown): never[] => {
  if (isMissing(error)) return [];
  throw error;
};

async function write(
  path: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  sync: boolean,
): Promise<Stored> {
  const digest = createHash('sha256');
  let size = 0;
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > maxBytes) throw new TooLarge(maxBytes);
      digest.update(chunk);
      await handle.writeFile(chunk);
    }
    if (sync) await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: digest.digest('hex'), size };
}
