import { canSignIn, type Surroundings } from '@libs/platform';
import { CommandFailed, exitCodes } from './command-failed';

/** The owner's connection of DATABASE_URL, seen to work; undefined when the embedded database is wanted. */
export async function namedDatabase({ databaseUrl, appDatabaseUrl }: Surroundings): Promise<string | undefined> {
  if (databaseUrl === undefined) {
    if (appDatabaseUrl !== undefined) throw ownerMissing();
    return undefined;
  }
  try {
    if (await canSignIn(databaseUrl)) return databaseUrl;
  } catch (error) {
    throw unreachable(error instanceof Error ? error.message : String(error));
  }
  throw unreachable('Anmeldung abgelehnt / sign-in refused');
}

const unreachable = (cause: string): CommandFailed =>
  new CommandFailed(
    {
      de: `Die Datenbank aus DATABASE_URL ist nicht erreichbar (${cause}); es wurde nichts gestartet. Bitte Adresse, Benutzer und Kennwort prüfen oder DATABASE_URL leeren, dann bringt Belegfluss seine eigene mit.`,
      en: `The database of DATABASE_URL cannot be reached (${cause}); nothing was started. Please check address, user and password, or unset DATABASE_URL: Belegfluss then brings its own.`,
    },
    exitCodes.unavailable,
  );

const ownerMissing = (): CommandFailed =>
  new CommandFailed(
    {
      de: 'APP_DATABASE_URL ist gesetzt, DATABASE_URL nicht; ohne den Eigentümer der Tabellen lassen sie sich nicht einrichten, es wurde nichts gestartet. Bitte beide setzen oder keine.',
      en: 'APP_DATABASE_URL is set and DATABASE_URL is not; without the owner of the tables they cannot be set up, nothing was started. Please set both or neither.',
    },
    exitCodes.usage,
  );
