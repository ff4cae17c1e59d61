import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Surroundings } from '@libs/platform';
import { CommandFailed, exitCodes } from './command-failed';
import { orDisk } from './disk-trouble';
import { codeOf } from './error-code';

/** Secrets, notes on processes and the first lines of the logs. */
const probeBytes = 64 * 1024;

type Around = Pick<Surroundings, 'home' | 'dataHome'>;

/** Where the data lie when nobody says it: the system's place for root, the user's own otherwise. */
export function dataFolder(wanted: string | undefined, { home, dataHome }: Around, root: boolean): string {
  if (wanted !== undefined) return resolve(wanted);
  if (root) return '/var/lib/belegfluss';
  if (dataHome !== undefined) return join(dataHome, 'belegfluss');
  if (home !== undefined) return join(home, '.local', 'share', 'belegfluss');
  throw new CommandFailed(
    {
      de: 'Es ist kein Heimatverzeichnis bekannt (HOME ist leer), deshalb kein Platz für die Daten. Bitte --data ORDNER angeben.',
      en: 'No home folder is known (HOME is empty), so there is no place for the data. Please name one with --data FOLDER.',
    },
    exitCodes.usage,
  );
}

/**
 * Makes the folder. As root others may step in but see nothing: the database server runs as another user. Everything
 * made afterwards is closed to others.
 */
export function openDataFolder(folder: string, root: boolean): string {
  try {
    const made = mkdirSync(folder, { recursive: true });
    if (made !== undefined) chmodSync(folder, root ? 0o711 : 0o700);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS') throw orDisk(error, folder);
    const cause = error instanceof Error ? error.message : String(error);
    throw new CommandFailed({
      de: `Der Datenordner ${folder} ist nicht benutzbar (${cause}); Belegfluss startet nicht. Bitte die Rechte richten oder mit --data einen anderen Ordner angeben.`,
      en: `The data folder ${folder} cannot be used (${cause}), so Belegfluss does not start. Please set its rights or name another folder with --data.`,
    });
  }
  process.umask(0o077);
  return realpathSync(folder);
}

/** Makes sure, before anything is started, that the disk of the folder takes something. */
export function checkRoom(folder: string): void {
  const probe = join(folder, `probe.${randomBytes(4).toString('hex')}`);
  try {
    writeFileSync(probe, Buffer.alloc(probeBytes), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw orDisk(error, folder);
  } finally {
    rmSync(probe, { force: true });
  }
}
