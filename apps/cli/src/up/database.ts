import { join } from 'node:path';
import { applyMigrations, keptSecret, loginOf, type MigrationState, migrationState } from '@libs/platform';
import { CommandFailed } from '../command-failed';
import { installation } from '../installation';
import { step } from './progress';

const appRole = 'belegfluss_app';
const folder = join(installation, 'prisma', 'migrations');

/** Brings the tables to this version. */
export async function migrate(ownerUrl: string): Promise<void> {
  const state = await migrationState(ownerUrl, folder);
  if (state.kind === 'current') return;
  if (state.kind !== 'pending') throw refused(state);
  try {
    await step('Datenbank wird eingerichtet', () => applyMigrations(ownerUrl, folder));
  } catch (error) {
    throw deployFailed(error instanceof Error ? error.message : String(error));
  }
}

/** The connection that api and worker get: a role without power over the tables. */
export const appLogin = (ownerUrl: string, data: string): Promise<string> =>
  loginOf(ownerUrl, appRole, keptSecret(join(data, 'app-password')));

const deployFailed = (cause: string): CommandFailed =>
  new CommandFailed({
    de: `Die Datenbank ließ sich nicht auf den Stand dieses Programms bringen (${cause}); sie ist unverändert, Belegfluss startet nicht. Bitte die Ursache beheben oder die Betreuung fragen und neu starten.`,
    en: `The database could not be brought to the state of this program (${cause}); it is unchanged and Belegfluss does not start. Please remove the cause or ask your support and start again.`,
  });

function refused({ kind, name }: Exclude<MigrationState, { kind: 'current' | 'pending' }>): CommandFailed {
  switch (kind) {
    case 'unknown':
      return new CommandFailed({
        de: `Die Datenbank ist neuer als dieses Programm (sie kennt den Schritt ${name}); Belegfluss startet nicht, um nichts zu beschädigen. Bitte die neuere Fassung von Belegfluss nehmen.`,
        en: `The database is newer than this program (it knows the step ${name}); Belegfluss does not start lest it damages something. Please use the newer version of Belegfluss.`,
      });
    case 'changed':
      return new CommandFailed({
        de: `Der Datenbankschritt ${name} wurde geändert, nachdem er gelaufen war; Belegfluss startet nicht, denn die Tabellen passen vielleicht nicht. Bitte die unveränderte Fassung nehmen oder mit --data einen neuen Ordner beginnen.`,
        en: `The database step ${name} was changed after it had run; Belegfluss does not start, for the tables may not fit. Please use the unchanged version or begin a new folder with --data.`,
      });
    case 'failed':
      return new CommandFailed({
        de: `Der Datenbankschritt ${name} ist bei einem früheren Start abgebrochen; Belegfluss startet nicht. Bitte die Datenbank aus der Sicherung zurückspielen oder die Betreuung fragen.`,
        en: `The database step ${name} broke off during an earlier start, so Belegfluss does not start. Please restore the database from the backup or ask your support.`,
      });
  }
}
