import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresOptions, startPostgres } from '@libs/platform';
import { diskTrouble } from '../disk-trouble';

const lookEveryMs = 2000;
const stopMs = 2500;

export type Guarded = { readonly ownerUrl: string; stop(): Promise<void>; force(): void };

/** The embedded database, started again on its port when it falls: the application reconnects by itself. */
export async function guardedPostgres(
  options: PostgresOptions & { readonly say: (line: string) => void },
): Promise<Guarded> {
  const { say } = options;
  let server = await startPostgres(options);
  let stopping = false;
  let looking: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    if (stopping || server.isRunning()) return;
    say('Die Datenbank ist ausgefallen und wird neu gestartet.');
    try {
      server = await startPostgres({ ...options, port: server.port });
      say('Die Datenbank läuft wieder.');
    } catch (error) {
      say(wordsOf(error, options.dataDir));
      await sleep(lookEveryMs);
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, lookEveryMs);

  return {
    ownerUrl: server.ownerUrl,
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await looking;
      await server.stop(stopMs);
    },
    force: () => {
      stopping = true;
      if (server.isRunning()) process.kill(server.pid, 'SIGQUIT');
    },
  };
}

/** Why the database does not come back while everything else runs. */
function wordsOf(error: unknown, data: string): string {
  const trouble = diskTrouble(error, data);
  if (!trouble) return error instanceof Error ? error.message : String(error);
  const { cause, remedy } = trouble;
  return (
    `${cause.de}; die Datenbank kommt nicht hoch, bis dahin wird nichts angenommen. Bitte ${remedy.de}; danach geht es von selbst weiter. / ` +
    `${cause.en}, so the database does not come up; until then nothing is accepted. Please ${remedy.en}; after that it goes on by itself.`
  );
}
