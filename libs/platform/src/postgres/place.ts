import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, canEnter } from './account';
import { openToPass, systemHome } from './system-home';
import { writeSafely } from './write-safely';

/**
 * The folder that holds the cluster. Root's server runs as another user, who may be unable to step into `dataDir`
 * (mktemp -d, /root/…): then the cluster stands under /var/lib/belegfluss and a pointer file leads there.
 */
export function clusterFolder(dataDir: string, account: Account, say: (line: string) => void): string {
  mkdirSync(dataDir, { recursive: true, mode: account ? 0o711 : 0o700 });
  const folder = realpathSync(dataDir);
  if (!account) return folder;

  const pointer = join(folder, 'cluster-folder');
  if (existsSync(pointer)) return realpathSync(readFileSync(pointer, 'utf8').trim());

  chmodSync(folder, 0o711);
  if (canEnter(account, folder)) return folder;

  openToPass(systemHome);
  const home = openToPass(join(systemHome, 'clusters'));
  // The random end keeps a new data folder from meeting the cluster of an earlier one of the same path.
  const elsewhere = mkdtempSync(join(home, `${createHash('sha256').update(folder).digest('hex').slice(0, 12)}-`));
  chmodSync(elsewhere, 0o711);
  writeSafely(pointer, `${elsewhere}\n`);
  say(`Der Benutzer postgres darf ${folder} nicht betreten: Die Datenbank liegt unter ${elsewhere}.`);
  return realpathSync(elsewhere);
}
