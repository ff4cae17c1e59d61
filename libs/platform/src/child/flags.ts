import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The installation that `entry` belongs to: the nearest folder with `node_modules`. */
function installationOf(entry: string): string {
  for (let folder = dirname(entry); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules'))) return folder;
    if (folder === dirname(folder)) return dirname(entry);
  }
}

/** What a child may read: the built code and the packages. No data, no settings, no keys. */
export function codeFolders(entry: string): readonly string[] {
  const home = installationOf(entry);
  const [built = '.'] = relative(home, entry).split(sep);
  const packages = join(home, 'node_modules');
  const folders = [join(home, built), packages, ...(existsSync(packages) ? [realpathSync(packages)] : [])];
  return [...new Set(folders)];
}

/**
 * Node's own fences: no `__proto__`, no eval, a bounded heap, and the permission model, under which there is no writing,
 * no reading outside the code, no child process and no native addon. `--allow-worker` is for the watchdog thread alone; the
 * child takes the class away before a parser runs. Node 24 has no permission for the network: the child cuts it itself.
 */
export function fences(entry: string, memoryMb: number): string[] {
  return [
    '--disable-proto=delete',
    '--disallow-code-generation-from-strings',
    // Below the limit of the whole process, so that a full heap dies by its own means first.
    `--max-old-space-size=${Math.floor(memoryMb * 0.75)}`,
    '--no-warnings',
    '--permission',
    '--allow-worker',
    ...codeFolders(entry).map((folder) => `--allow-fs-read=${folder}`),
  ];
}
