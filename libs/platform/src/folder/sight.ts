import { type BigIntStats } from 'node:fs';

/** One entry of the inbox as it was seen. */
export type Sight = {
  /** The name in the bytes of the file system: old scanners write umlauts that are no UTF-8. */
  readonly raw: Buffer;
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
  readonly inode: bigint;
  readonly size: bigint;
  /** Last change of the content, in nanoseconds. */
  readonly modified: bigint;
};

export const sightOf = (raw: Buffer, stats: BigIntStats): Sight => ({
  raw,
  name: readable(raw),
  kind: kindOf(stats),
  inode: stats.ino,
  size: stats.size,
  modified: stats.mtimeNs,
});

/** Still the same file with the same content, as far as the file system can tell. */
export const isSame = (sight: Sight, stats: BigIntStats): boolean =>
  sight.inode === stats.ino &&
  sight.size === stats.size &&
  sight.modified === stats.mtimeNs &&
  sight.kind === kindOf(stats);

/** What is still being written says so by its name: hidden, or with the ending that its program takes away at the end. */
export const isUnfinished = (raw: Buffer): boolean => {
  const name = raw.toString('latin1');
  return name.startsWith('.') || /\.(part|filepart|tmp)$/i.test(name);
};

function kindOf(stats: BigIntStats): Sight['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'special';
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows = new TextDecoder('windows-1252');

function readable(raw: Buffer): string {
  try {
    return utf8.decode(raw);
  } catch {
    return windows.decode(raw);
  }
}
