import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DurableFolders, isMissing, syncFolder } from './durable';
import { ContentMissing, FolderUnusable } from './errors';
import { checked, collect, drain, verdictOf } from './hash-check';
import { Incoming } from './incoming';
import { checkEntity, placeOf } from './names';
import { type Storage, type Stored } from './storage';

/** The archive as files: `archive/<entity>/<aa>/<sha256>`. */
export class FolderStorage implements Storage {
  private readonly archive: string;
  private readonly incoming: Incoming;
  private readonly folders = new DurableFolders();

  constructor(dataDir: string) {
    this.archive = join(dataDir, 'archive');
    // Below the archive, so that it is the same file system and rename is atomic.
    this.incoming = new Incoming(join(this.archive, '.incoming'), this.folders);
  }

  async check(): Promise<void> {
    await this.incoming.check().catch((error: unknown) => {
      throw new FolderUnusable(this.archive, error);
    });
  }

  async put(
    entityId: string,
    source: AsyncIterable<Uint8Array>,
    { maxBytes }: { readonly maxBytes: number },
  ): Promise<Stored> {
    checkEntity(entityId);
    return this.incoming.take(source, { maxBytes, sync: true }, (temp, stored) => this.keep(entityId, temp, stored));
  }

  async open(entityId: string, sha256: string): Promise<Readable> {
    const path = this.path(entityId, sha256);
    const handle = await open(path, 'r').catch((error: unknown) => {
      throw isMissing(error) ? new ContentMissing(sha256) : error;
    });
    return checked(handle.createReadStream(), sha256);
  }

  async read(entityId: string, sha256: string): Promise<Buffer> {
    return collect(await this.open(entityId, sha256));
  }

  prove(entityId: string, sha256: string): Promise<'good' | 'damaged' | 'missing'> {
    return verdictOf(this.open(entityId, sha256).then(drain));
  }

  async stat(entityId: string, sha256: string): Promise<{ readonly size: number } | undefined> {
    try {
      const { size } = await stat(this.path(entityId, sha256));
      return { size };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  free(): Promise<number | undefined> {
    return this.incoming.free();
  }

  sweepTemp(): Promise<number> {
    return this.incoming.sweep();
  }

  /** Moves the finished file to its name, unless good bytes stand there already; damaged ones are replaced. */
  private async keep(entityId: string, temp: string, { sha256, size }: Stored): Promise<void> {
    const path = this.path(entityId, sha256);
    const folder = dirname(path);
    await this.folders.make(folder);
    if (!(await holds(path, sha256, size))) await this.move(temp, path, folder);
    // Also when it was there: another put of the same bytes may not have come this far yet.
    await syncFolder(folder);
  }

  private async move(temp: string, path: string, folder: string): Promise<void> {
    try {
      await rename(temp, path);
    } catch (error) {
      if (!isMissing(error)) throw error;
      this.folders.forget();
      await this.folders.make(folder);
      await rename(temp, path);
    }
  }

  private path(entityId: string, sha256: string): string {
    return join(this.archive, placeOf(entityId, sha256));
  }
}

/** Whether the file holds exactly these bytes. Size alone would trust a file that rotted on the disk. */
async function holds(path: string, sha256: string, size: number): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  if (there?.size !== size) return false;

  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex') === sha256;
}
