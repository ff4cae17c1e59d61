import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** Where root keeps what the user `postgres` must reach, whatever the folders of the checkout allow. */
export const systemHome = '/var/lib/belegfluss';

/** Makes the folder; others may step through it, without seeing what is in it. The umask has no say. */
export function openToPass(folder: string): string {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, statSync(folder).mode | 0o011);
  return folder;
}
