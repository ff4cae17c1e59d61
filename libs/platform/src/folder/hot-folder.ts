import { constants, watch } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DurableFolders, syncFolder } from '../storage/durable';
import { codeOf, FileFailed, fileFailed } from './errors';
import { release, reserve, within } from './free-name';
import { isSame, isUnfinished, type Sight, sightOf } from './sight';

/** So long a file that was received is watched for a writer who only paused. */
const WATCHED_MILLISECONDS = 600_000;
const CHUNK_BYTES = 256 * 1024;
/** Never through a link, and never waiting for the other end of a pipe. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * A folder that people and scanners put files into: `inbox` for what comes, `done` by day for what was received, `problem` for
 * what cannot be. It reads and moves; whether a file was received is decided by its user.
 */
export class HotFolder {
  readonly inbox: string;
  private readonly done: string;
  private readonly problem: string;
  private readonly folders = new DurableFolders();
  private finished: { readonly sight: Sight; readonly target: Buffer; readonly until: number }[] = [];

  constructor(readonly root: string) {
    this.inbox = join(root, 'inbox');
    this.done = join(root, 'done');
    this.problem = join(root, 'problem');
  }

  /** Makes the three folders. What lies above must be there: a share that is not mounted is not replaced by a local folder. */
  async prepare(): Promise<void> {
    this.folders.forget();
    await mkdir(this.root, { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    for (const folder of [this.inbox, this.done, this.problem]) await this.folders.make(folder);
  }

  /** What lies in the inbox, the longest waiting first. Names of unfinished files are not looked at. */
  async look(): Promise<Sight[]> {
    const sights: Sight[] = [];
    for (const raw of await readdir(this.inbox, { encoding: 'buffer' })) {
      if (isUnfinished(raw)) continue;
      const stats = await lstat(within(this.inbox, raw), { bigint: true }).catch(nothingWhenMissing);
      if (stats) sights.push(sightOf(raw, stats));
    }
    return sights.sort((a, b) => Number(a.modified - b.modified));
  }

  /** The bytes of a file. Fails when at the end it is no longer the file that was seen. */
  async *read(sight: Sight): AsyncGenerator<Uint8Array> {
    const handle = await open(within(this.inbox, sight.raw), READ).catch((error: unknown) => {
      throw fileFailed(error);
    });
    try {
      const check = async (): Promise<void> => {
        if (!isSame(sight, await handle.stat({ bigint: true }))) throw new FileFailed('changed');
      };
      await check();
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES);
        if (bytesRead === 0) break;
        yield buffer.subarray(0, bytesRead);
      }
      await check();
    } catch (error) {
      throw fileFailed(error);
    } finally {
      await handle.close();
    }
  }

  /** Away with what was received, to `done/<day>`. */
  async finish(sight: Sight, day: string): Promise<'moved' | 'gone' | 'changed'> {
    const folder = join(this.done, day);
    await this.folders.make(folder);
    const name = await reserve(folder, sight.raw);
    const outcome = await this.move(sight, folder, name);
    const until = performance.now() + WATCHED_MILLISECONDS;
    if (outcome === 'moved') this.finished.push({ sight, target: within(folder, name), until });
    return outcome;
  }

  /**
   * Puts files back into the inbox that were written on after they had been received: their writer had only paused. They come
   * in again as what they are now. The names of those put back.
   */
  async recallUnfinished(): Promise<string[]> {
    const now = performance.now();
    const recalled: string[] = [];
    const still: typeof this.finished = [];
    for (const one of this.finished) {
      const stats = await lstat(one.target, { bigint: true }).catch(() => undefined); // taken away by somebody
      if (stats?.ino === one.sight.inode && !isSame(one.sight, stats)) {
        await this.giveBack(one.target, one.sight.raw);
        recalled.push(one.sight.name);
      } else if (stats && one.until > now) still.push(one);
    }
    this.finished = still;
    return recalled;
  }

  /** Away with what cannot be received, to `problem`, and beside it a text that says why and what to do. */
  async putAside(sight: Sight, explanation: string): Promise<'moved' | 'gone' | 'changed'> {
    const name = await reserve(this.problem, sight.raw, '.txt');
    const text = within(this.problem, Buffer.concat([name, Buffer.from('.txt')]));
    await write(text, explanation);
    const outcome = await this.move(sight, this.problem, name);
    if (outcome !== 'moved') await rm(text, { force: true });
    return outcome;
  }

  /** Calls when something happens in the inbox. A hint only: network file systems tell nothing. */
  watch(changed: () => void): () => void {
    try {
      const watcher = watch(this.inbox, { persistent: false }, () => changed());
      watcher.on('error', () => watcher.close());
      return () => watcher.close();
    } catch {
      return () => undefined; // no watches left: the poll finds everything too
    }
  }

  /**
   * Moves what was seen. When another file took its place in the last moment, that one goes back: it was not read. The name
   * was reserved, nothing is overwritten.
   */
  private async move(sight: Sight, folder: string, name: Buffer): Promise<'moved' | 'gone' | 'changed'> {
    const target = within(folder, name);
    try {
      await rename(within(this.inbox, sight.raw), target);
    } catch (error) {
      await release(target);
      if (codeOf(error) === 'ENOENT') return 'gone';
      throw error;
    }
    const arrived = await lstat(target, { bigint: true }).catch(nothingWhenMissing);
    if (!arrived) return 'moved'; // and taken away from there by somebody in the same moment
    if (!isSame(sight, arrived)) {
      await this.giveBack(target, sight.raw);
      return 'changed';
    }
    await syncFolder(folder);
    await syncFolder(this.inbox);
    return 'moved';
  }

  private async giveBack(path: Buffer, raw: Buffer): Promise<void> {
    await rename(path, within(this.inbox, await reserve(this.inbox, raw)));
    await syncFolder(this.inbox);
  }
}

async function write(path: Buffer, text: string): Promise<void> {
  const handle = await open(path, 'w', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const nothingWhenMissing = (error: unknown): undefined => {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
};
