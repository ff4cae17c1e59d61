import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger } from '../log';
import { withClient } from '../postgres';
import { connectTrouble } from './connect-trouble';
import { StartRefused } from './start-refused';

/** Below the minute after which `up` gives up a part that does not become ready, so that the reason is heard. */
const PATIENCE_SECONDS = 50;
const PAUSE_MILLISECONDS = 1_000;

/**
 * Until the database takes connections: after a power failure everything starts at once, and a supervisor gives up a
 * process that ends too often. What waiting does not cure, and a database that stays away, is refused with StartRefused.
 */
export async function awaitDatabase(
  url: string,
  log: Pick<Logger, 'warn'>,
  patienceSeconds = PATIENCE_SECONDS,
): Promise<void> {
  const end = performance.now() + patienceSeconds * 1000;
  for (let waits = false; ; waits = true) {
    try {
      await withClient(url, (client) => client.query('SELECT 1'));
      if (waits) log.warn({ database: 'up' }, came);
      return;
    } catch (error) {
      const { lasting, code, text } = connectTrouble(error);
      if (lasting || performance.now() > end) throw new StartRefused(text, { cause: error });
      if (!waits) log.warn({ database: code }, waiting(patienceSeconds));
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}

const waiting = (seconds: number): string =>
  `Die Datenbank aus APP_DATABASE_URL antwortet noch nicht; das Programm wartet bis zu ${seconds} s auf sie und nimmt bis dahin nichts an. Bitte PostgreSQL starten, falls es nicht gerade startet. / ` +
  `The database of APP_DATABASE_URL does not answer yet; the program waits for it up to ${seconds} s and accepts nothing until then. Start PostgreSQL unless it is just starting.`;

const came =
  'Die Datenbank antwortet, das Programm startet; es ist nichts zu tun. / The database answers, the program starts; there is nothing to do.';
