import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with package.json, prisma and dist, wherever this file was compiled to. */
export const installation = findRoot(__dirname);

export const entryOf = (app: 'api' | 'worker'): string =>
  join(installation, 'dist', 'apps', app, 'apps', app, 'src', 'main.js');

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'nest-cli.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No nest-cli.json above ${__dirname}: the installation is not complete.`);
  return findRoot(parent);
}
