import { execFileSync, spawnSync } from 'node:child_process';
import { PostgresFailed } from './postgres-failed';

/** The system user the server runs as; undefined means: as ourselves. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

const name = 'postgres';
// A root shell reached by `su` may lack the folders of useradd.
const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

const idOf = (flag: '-u' | '-g'): number | undefined => {
  const { status, stdout } = spawnSync('id', [flag, name], { env, encoding: 'utf8' });
  return status === 0 ? Number(stdout.trim()) : undefined;
};

/** PostgreSQL refuses to run as root, so root hands it to the system user `postgres` and makes that user if needed. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;

  const existing = { uid: idOf('-u'), gid: idOf('-g') };
  if (existing.uid !== undefined && existing.gid !== undefined) return { uid: existing.uid, gid: existing.gid };

  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name];
  try {
    execFileSync('useradd', options, { env, stdio: 'pipe' });
  } catch (cause) {
    throw new PostgresFailed({
      de: `Der Systembenutzer „${name}“ fehlt und ließ sich nicht anlegen (${String(cause)}); als root kann PostgreSQL nicht laufen. Bitte den Benutzer anlegen oder Belegfluss als gewöhnlicher Benutzer starten.`,
      en: `The system user "${name}" is missing and could not be made (${String(cause)}); PostgreSQL cannot run as root. Please create the user or start Belegfluss as an ordinary user.`,
    });
  }
  return serverAccount();
}

/** Asks the system itself whether the account may step into a folder: modes alone would overlook access lists. */
export function canEnter(account: Account, folder: string): boolean {
  return spawnSync('test', ['-x', folder], { ...account, cwd: '/', env }).status === 0;
}
