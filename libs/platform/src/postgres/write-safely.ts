import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file that only its owner reads, whole or not at all, also when the power fails. */
export function writeSafely(path: string, text: string): void {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true }); // each start on a full disk would leave one more
    throw error;
  } finally {
    closeSync(file);
  }
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** The secret kept at `path`; made up and kept there the first time. */
export function keptSecret(path: string, make = () => randomBytes(24).toString('hex')): string {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const secret = make();
  writeSafely(path, `${secret}\n`);
  return secret;
}
