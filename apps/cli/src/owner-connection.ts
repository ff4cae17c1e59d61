import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgres, startPostgres, type Surroundings } from '@libs/platform';
import { CommandFailed } from './command-failed';
import { dataFolder, openDataFolder } from './data-folder';
import { lockFolder } from './folder-lock';
import { namedDatabase } from './named-database';

const database = 'belegfluss';

/** Does a task with the owner's connection: of DATABASE_URL, of the running installation, or of one woken for it. */
export async function withOwner<T>(
  wanted: string | undefined,
  around: Surroundings,
  task: (ownerUrl: string) => Promise<T>,
): Promise<T> {
  const named = await namedDatabase(around);
  if (named !== undefined) return task(named);

  const root = process.getuid?.() === 0;
  const folder = dataFolder(wanted, around, root);
  const dataDir = join(folder, 'postgres');
  if (!existsSync(join(dataDir, 'password'))) throw nothingThere(folder);

  const running = findPostgres(dataDir, database);
  if (running !== undefined) return task(running);

  const lock = await lockFolder(openDataFolder(folder, root));
  const server = await startPostgres({ dataDir, database });
  try {
    return await task(server.ownerUrl);
  } finally {
    await server.stop();
    lock.release();
  }
}

const nothingThere = (folder: string): CommandFailed =>
  new CommandFailed({
    de: `In ${folder} liegen keine Daten von Belegfluss, der Befehl hat nichts zu tun. Bitte mit --data den Ordner der Installation angeben (oder DATABASE_URL setzen).`,
    en: `There are no data of Belegfluss in ${folder}, so the command has nothing to do. Please name the folder of the installation with --data (or set DATABASE_URL).`,
  });
