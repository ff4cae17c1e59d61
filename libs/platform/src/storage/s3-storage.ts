import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Bucket, type BucketSettings, type Patience } from './bucket';
import { checkBucket } from './bucket-check';
import { ContentMissing, FolderUnusable } from './errors';
import { checked, collect, drain, verdictOf } from './hash-check';
import { Incoming } from './incoming';
import { checkEntity, placeOf } from './names';
import { type Storage, type Stored } from './storage';

export type S3Settings = BucketSettings & {
  /** Before every key; empty when the bucket is ours alone. */
  readonly prefix: string;
  /** For the folder in which bytes wait for their name. */
  readonly dataDir: string;
};

/** The archive in an S3 bucket: `<prefix>/<entity>/<aa>/<sha256>`. */
export class S3Storage implements Storage {
  private readonly bucket: Bucket;
  private readonly prefix: string;
  private readonly spool: string;
  private readonly incoming: Incoming;

  constructor({ prefix, dataDir, ...settings }: S3Settings, patience?: Patience) {
    this.bucket = new Bucket(settings, patience);
    this.prefix = prefix;
    this.spool = join(dataDir, 'spool');
    this.incoming = new Incoming(this.spool);
  }

  async check(): Promise<void> {
    await this.incoming.check().catch((error: unknown) => {
      throw new FolderUnusable(this.spool, error);
    });
    await checkBucket(this.bucket, this.prefix);
  }

  async put(
    entityId: string,
    source: AsyncIterable<Uint8Array>,
    { maxBytes }: { readonly maxBytes: number },
  ): Promise<Stored> {
    checkEntity(entityId);
    // not fsynced: the file is only the way there, what the store confirmed is the promise
    return this.incoming.take(source, { maxBytes, sync: false }, async (path, stored) => {
      const key = this.key(entityId, stored.sha256);
      if (!(await this.holds(key, stored))) await this.bucket.put(key, path, stored);
    });
  }

  /** Fetched as a whole before the first byte goes out: a slow reader holds no connection, a store that fails is still heard. */
  async open(entityId: string, sha256: string): Promise<Readable> {
    const file = await this.bucket.get(this.key(entityId, sha256), (content) => this.fetch(content));
    if (file === undefined) throw new ContentMissing(sha256);
    return checked(file.createReadStream(), sha256);
  }

  async read(entityId: string, sha256: string): Promise<Buffer> {
    const bytes = await this.bucket.get(this.key(entityId, sha256), (content) => collect(checked(content, sha256)));
    if (bytes === undefined) throw new ContentMissing(sha256);
    return bytes;
  }

  prove(entityId: string, sha256: string): Promise<'good' | 'damaged' | 'missing'> {
    const read = async (content: Readable): Promise<true> => {
      await drain(checked(content, sha256));
      return true;
    };
    return verdictOf(
      this.bucket.get(this.key(entityId, sha256), read).then((found) => {
        if (found === undefined) throw new ContentMissing(sha256);
      }),
    );
  }

  async stat(entityId: string, sha256: string): Promise<{ readonly size: number } | undefined> {
    const size = await this.bucket.size(this.key(entityId, sha256));
    return size === undefined ? undefined : { size };
  }

  /** Of the folder on the way there: how much room a bucket has, no store tells. */
  free(): Promise<number | undefined> {
    return this.incoming.free();
  }

  sweepTemp(): Promise<number> {
    return this.incoming.sweep();
  }

  /** Ends idle connections. */
  close(): void {
    this.bucket.close();
  }

  /** An open file that has no name any more: it is gone when it is closed. */
  private async fetch(content: Readable): Promise<FileHandle> {
    let file: FileHandle | undefined;
    await this.incoming.take(content, { maxBytes: Infinity, sync: false }, async (path) => {
      file = await open(path, 'r');
    });
    if (file === undefined) throw new Error('Nothing was fetched.');
    return file;
  }

  /** Whether the object holds exactly these bytes. What the store says about them (length, ETag, sum) is no proof. */
  private async holds(key: string, { sha256, size }: Stored): Promise<boolean> {
    const same = await this.bucket.get(key, async (content, length) => {
      if (length !== size) return false;
      const digest = createHash('sha256');
      await pipeline(content, digest);
      return digest.digest('hex') === sha256;
    });
    return same === true;
  }

  private key(entityId: string, sha256: string): string {
    const place = placeOf(entityId, sha256);
    return this.prefix === '' ? place : `${this.prefix}/${place}`;
  }
}
