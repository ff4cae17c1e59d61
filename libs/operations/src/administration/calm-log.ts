import { type DatabaseTrouble, databaseTrouble } from '@libs/db';
import { type Logger, StorageAway, StorageFull } from '@libs/platform';
import { type Outage } from './outage';
import { type WatchArchive } from './watch-archive';

type Write = (facts: object, text: string) => void;

/**
 * The same log, where an outage of database or archive is told once and not by everybody it hits: their lines lose the
 * stack and go to `debug`. Everything else is written as ever.
 */
export function calmLog(
  log: Logger,
  database: Pick<Outage<DatabaseTrouble>, 'seen'>,
  archive: Pick<WatchArchive, 'heard'>,
): Logger {
  const calm =
    (write: Write): Write =>
    (facts, text) => {
      const { err, ...others } = { err: undefined as unknown, ...facts };
      const outage = causeOf(err);
      if (outage === undefined) {
        write(facts, text);
        return;
      }
      if (outage === 'archive') archive.heard(err);
      else database.seen(outage);
      log.debug({ ...others, outage }, text);
    };
  const calmed = {
    warn: calm((facts, text) => log.warn(facts, text)),
    error: calm((facts, text) => log.error(facts, text)),
  };
  return new Proxy(log, {
    get: (inner, name) => {
      const method: unknown = Object.hasOwn(calmed, name) ? Reflect.get(calmed, name) : Reflect.get(inner, name);
      return method;
    },
  });
}

const causeOf = (error: unknown): DatabaseTrouble | 'archive' | undefined =>
  error instanceof StorageAway || error instanceof StorageFull ? 'archive' : databaseTrouble(error);
