import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './house';

/** A hot folder of a test, from the outside: what a scanner or a person with a mouse can do. */
export function openFolder(address = 'rechnung@musterstadt.example') {
  const root = mkdtempSync(join(tmpdir(), 'belegfluss-hot-'));
  const path = (...parts: string[]): string => join(root, ...parts);
  mkdirSync(path('inbox'));
  const list = (place: 'inbox' | 'done' | 'problem'): string[] => {
    try {
      const entries = readdirSync(path(place), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => !entry.isDirectory())
        .map(({ name }) => name)
        .sort();
    } catch {
      return []; // not made yet
    }
  };
  return {
    root,
    path,
    list,
    settings: { HOT_FOLDERS: `${address}=${root}` },
    /** As programs do that mean well: written under a hidden name, then renamed. */
    put: (name: string, content: string | Uint8Array): void => {
      writeFileSync(path('inbox', `.${name}`), content);
      renameSync(path('inbox', `.${name}`), path('inbox', name));
    },
    emptied: (seconds = 30): Promise<true> =>
      eventually(() => Promise.resolve(list('inbox').length === 0 ? true : undefined), seconds),
    remove: (): void => rmSync(root, { recursive: true, force: true }),
  };
}

export type Folder = ReturnType<typeof openFolder>;
