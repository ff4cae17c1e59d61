import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Clock, systemClock } from '../clock';
import { DurableFolders, isFull, isMissing, syncFolder } from './durable';
import { BadStorageName, ContentMissing, StorageFull, TooLarge } from './errors';
import { hashCheck } from './hash-check';
import { type Storage, type Stored } from './storage';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const hash = /^[0-9a-f]{64}$/;
const hour = 3_600_000;

/** The archive as files: `archive/<entity>/<aa>/<sha256>`. */
export class FolderStorage implements Storage {
  private readonly archive: string;
  private readonly incoming: string;
  private readonly folders = new DurableFolders();

  constructor(
    dataDir: string,
    private readonly clock: Clock = systemClock,
  ) {
    this.archive = join(dataDir, 'archive');
    // Below the archive, so that it is the same file system and rename is atomic.
    this.incoming = join(this.archive, '.incoming');
  }

  async put(
    entityId: string,
    source: AsyncIterable<Uint8Array>,
    { maxBytes }: { readonly maxBytes: number },
  ): Promise<Stored> {
    this.entityFolder(entityId);
    const temp = join(this.incoming, randomUUID());
    try {
      await this.folders.make(this.incoming);
      const stored = await write(temp, source, maxBytes);
      await this.keep(entityId, temp, stored);
      return stored;
    } catch (error) {
      throw isFull(error) ? new StorageFull(error) : error;
    } finally {
      await rm(temp, { force: true });
    }
  }

  async open(entityId: string, sha256: string): Promise<Readable> {
    const path = this.path(entityId, sha256);
    const handle = await open(path, 'r').catch((error: unknown) => {
      throw isMissing(error) ? new ContentMissing(sha256) : error;
    });
    const checked = hashCheck(sha256);
    // An error ends `checked` as well, which is where the reader sees it.
    pipeline(handle.createReadStream(), checked).catch(() => undefined);
    return checked;
  }

  async read(entityId: string, sha256: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const stream: AsyncIterable<Buffer> = await this.open(entityId, sha256);
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks);
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

  async sweepTemp(): Promise<number> {
    const before = this.clock.now().getTime() - hour;
    let removed = 0;
    for (const name of await readdir(this.incoming).catch(nothingWhenMissing)) {
      const path = join(this.incoming, name);
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

  /** Moves the finished file to its name, unless good bytes stand there already; damaged ones are replaced. */
  private async keep(entityId: string, temp: string, { sha256, size }: Stored): Promise<void> {
    const folder = join(this.entityFolder(entityId), sha256.slice(0, 2));
    const path = join(folder, sha256);
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

  private entityFolder(entityId: string): string {
    if (!uuid.test(entityId)) throw new BadStorageName('entity');
    return join(this.archive, entityId);
  }

  private path(entityId: string, sha256: string): string {
    if (!hash.test(sha256)) throw new BadStorageName('sha256');
    return join(this.entityFolder(entityId), sha256.slice(0, 2), sha256);
  }
}

const nothingWhenMissing = (error: unknown): string[] => {
  if (isMissing(error)) return [];
  throw error;
};

/** Writes, hashes and counts in one pass; stops at the limit, not after it. */
async function write(path: string, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Stored> {
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
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: digest.digest('hex'), size };
}

/** Whether the file holds exactly these bytes. Size alone would trust a file that rotted on the disk. */
async function holds(path: string, sha256: string, size: number): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  if (there?.size !== size) return false;

  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex') === sha256;
}
