import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };
const CHUNK = 65_536;

/** Only root may mount. */
export const canMount = (): boolean => process.getuid?.() === 0;

/** A file system of its own, small enough to be filled up. */
export class SmallDisk {
  constructor(
    readonly folder: string,
    megabytes: number,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'belegfluss-faults', folder], { env });
  }

  /** To the last byte, but for those left over. */
  fill(leftBytes = 0): void {
    const filler = openSync(join(this.folder, 'filler'), 'w');
    try {
      for (let size = CHUNK; size >= 512; size /= 2) while (write(filler, size));
    } finally {
      closeSync(filler);
    }
    if (leftBytes > 0) execFileSync('truncate', ['-s', `-${leftBytes}`, join(this.folder, 'filler')], { env });
  }

  empty(): void {
    rmSync(join(this.folder, 'filler'), { force: true });
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder], { env });
  }
}

function write(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch {
    return false;
  }
}
