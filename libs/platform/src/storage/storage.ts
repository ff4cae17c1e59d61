import { type Readable } from 'node:stream';

export type Stored = { readonly sha256: string; readonly size: number };

/**
 * The archive of originals: bytes under their SHA-256, separate for each accounting entity (Mandant). What is in it never
 * changes. When `put` has returned, the bytes survive a power cut; only then may the sender be told that they arrived.
 */
export interface Storage {
  /**
   * Looks at start whether bytes can be kept here. Fails with words for the operator when a setting is wrong, with StorageAway
   * when the store only does not answer.
   */
  check(): Promise<void>;
  /**
   * Streams `source` in. Fails with TooLarge as soon as the limit is passed, with StorageFull when there is no room, with
   * StorageAway when the store does not answer.
   */
  put(entityId: string, source: AsyncIterable<Uint8Array>, options: { readonly maxBytes: number }): Promise<Stored>;
  /**
   * The bytes as a stream that ends in ContentDamaged instead of an end when they are not what they were. Fails with
   * ContentMissing when there are none; a store that does not answer is never taken for an empty one.
   */
  open(entityId: string, sha256: string): Promise<Readable>;
  /** The bytes, proven against their hash before anyone sees them. */
  read(entityId: string, sha256: string): Promise<Buffer>;
  /** Reads the bytes to their end and says whether they are what they were. */
  prove(entityId: string, sha256: string): Promise<'good' | 'damaged' | 'missing'>;
  /** Undefined when nothing is there. */
  stat(entityId: string, sha256: string): Promise<{ readonly size: number } | undefined>;
  /** The bytes that still have room where puts write; undefined where that cannot be told. */
  free(): Promise<number | undefined>;
  /** Removes what interrupted puts left behind more than an hour ago; the number of files removed. */
  sweepTemp(): Promise<number>;
}
