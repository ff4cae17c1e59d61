import { lstat, open, rm } from 'node:fs/promises';
import { codeOf } from './errors';

const LONGEST = 255;

/** `Rechnung.xml`, `Rechnung (2).xml` …, in bytes and never longer than `longest`. */
export function numbered(raw: Buffer, count: number, longest: number): Buffer {
  const dot = raw.lastIndexOf(0x2e);
  const cut = dot > 0 && raw.length - dot <= 11 ? dot : raw.length;
  const end = Buffer.concat([Buffer.from(count === 1 ? '' : ` (${count})`), raw.subarray(cut)]);
  let length = Math.min(cut, longest - end.length);
  // not in the middle of a character
  while (length > 0 && length < cut && ((raw[length] ?? 0) & 0xc0) === 0x80) length -= 1;
  return Buffer.concat([raw.subarray(0, length), end]);
}

export const within = (folder: string, raw: Buffer): Buffer => Buffer.concat([Buffer.from(`${folder}/`), raw]);

/**
 * Takes a name in `folder` that nobody has, so that a rename onto it overwrites nothing. With `beside`, the name with that
 * ending is free as well. Until the rename an empty file without any right holds the place; one that a killed process left
 * behind is used again.
 */
export async function reserve(folder: string, raw: Buffer, beside?: string): Promise<Buffer> {
  for (let count = 1; ; count += 1) {
    const name = numbered(raw, count, LONGEST - (beside?.length ?? 0));
    const path = within(folder, name);
    const held = await hold(path);
    if (held === 'left behind') return name;
    if (held === 'taken') continue;
    if (beside === undefined || !(await exists(within(folder, Buffer.concat([name, Buffer.from(beside)])))))
      return name;
    await rm(path, { force: true });
  }
}

/** Gives a place back that was not needed in the end. */
export async function release(path: Buffer): Promise<void> {
  if (await isReservation(path)) await rm(path, { force: true });
}

async function hold(path: Buffer): Promise<'held' | 'taken' | 'left behind'> {
  try {
    const handle = await open(path, 'wx', 0o000);
    await handle.close();
    return 'held';
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return (await isReservation(path)) ? 'left behind' : 'taken';
  }
}

async function isReservation(path: Buffer): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats !== undefined && stats.isFile() && stats.size === 0 && (stats.mode & 0o777) === 0;
}

const exists = (path: Buffer): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
