import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A small disk of its own, which a test may fill up or make read-only. Where mounting is not allowed the test fails. */
export function smallDisk(megabytes = 4) {
  const path = mkdtempSync(join(tmpdir(), 'belegfluss-small-disk-'));
  const mount = (...args: string[]): Buffer => execFileSync('mount', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'belegfluss-test', path);
  const filler = join(path, 'full');
  return {
    path,
    /** Leaves no byte free, or a few pages of 4096. */
    fill: (pages = 0): void => {
      for (const page = Buffer.alloc(4096); statfsSync(path).bavail > pages;) {
        try {
          appendFileSync(filler, page);
        } catch {
          return; // somebody else took the last one
        }
      }
    },
    free: (): void => rmSync(filler),
    /** Read-only; refused by the kernel for as long as somebody has a file open for writing. */
    protect: async (): Promise<void> => {
      for (const end = Date.now() + 10_000; ;) {
        try {
          mount('-o', 'remount,ro', path);
          return;
        } catch (error) {
          if (Date.now() > end) throw error;
          await pause(50);
        }
      }
    },
    allow: (): void => void mount('-o', 'remount,rw', path),
    close: (): void => {
      execFileSync('umount', ['-l', path]);
      rmSync(path, { recursive: true });
    },
  };
}
