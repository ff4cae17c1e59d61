import { isDatabaseAway } from '@libs/operations';
import { type Logger, StorageFull } from '@libs/platform';

/** Nobody has the address of the folder. At the very first start the entity may only be on its way. */
export class UnknownAddress extends Error {
  override readonly name = 'UnknownAddress';
}

/** The folder cannot be looked into: it is not there, or not ours. */
export class FolderFailed extends Error {
  override readonly name = 'FolderFailed';
}

/** What was dealt with cannot be moved: `done` or `problem` are not ours to write, or not on the same file system. */
export class MoveFailed extends Error {
  override readonly name = 'MoveFailed';
}

type Cause = 'database' | 'full' | 'address' | 'folder' | 'move' | 'intake';

const FIRST_MILLISECONDS = 1_000;
const LONGEST_MILLISECONDS = 15_000;
/** An entity that is being set up comes within this time. */
const PATIENCE_MILLISECONDS = 30_000;

const texts: Record<Cause, string> = {
  database:
    'Die Datenbank antwortet nicht; die Dateien bleiben in „inbox“ und werden angenommen, sobald sie wieder da ist. / The database does not answer; the files stay in "inbox" and are taken once it is back.',
  full: 'Es ist kein Speicherplatz frei; die Dateien bleiben in „inbox“. Bitte Platz schaffen, dann geht es von selbst weiter. / There is no room left; the files stay in "inbox". Free some space, it goes on by itself then.',
  address:
    'Die Adresse des Eingangsordners gehört keinem Mandanten; die Dateien bleiben in „inbox“. Bitte HOT_FOLDERS prüfen. / The address of the hot folder belongs to no entity; the files stay in "inbox". Check HOT_FOLDERS.',
  folder:
    'Der Eingangsordner ist nicht benutzbar; es wird nichts angenommen und laufend neu versucht. Bitte Pfad, Rechte und Laufwerk prüfen. / The hot folder cannot be used; nothing is taken and it is tried again and again. Check path, rights and drive.',
  move: 'Eine Datei ließ sich nicht aus „inbox“ verschieben; sie bleibt dort, wird nicht doppelt angenommen und wird erneut versucht. Bitte Rechte und Laufwerk von „done“ und „problem“ prüfen. / A file could not be moved out of "inbox"; it stays there, is not taken twice and is tried again. Check rights and drive of "done" and "problem".',
  intake:
    'Eine Datei aus dem Eingangsordner ließ sich nicht annehmen; sie bleibt in „inbox“ und wird erneut versucht. Bitte das Protokoll der Betreuung geben. / A file of the hot folder could not be taken; it stays in "inbox" and is tried again. Give the log to your support.',
};

export const outageCauses = Object.keys(texts);

/** A time in which nothing can be received: said once, tried again at growing distances, and said once when it is over. */
export class Outage {
  private current: { readonly cause: Cause; readonly since: number; said: boolean } | undefined;
  private pause = FIRST_MILLISECONDS;

  constructor(
    private readonly log: Logger,
    private readonly folder: string,
  ) {}

  get cause(): Cause | undefined {
    return this.current?.cause;
  }

  /** How long to wait before the next try. A file that failed before is not spoken of again. */
  failed(error: unknown, again = false): number {
    const cause = causeOf(error);
    const now = performance.now();
    if (this.current?.cause !== cause) this.current = { cause, since: now, said: false };
    const { since, said } = this.current;
    const silent = (cause === 'intake' && again) || (cause === 'address' && now - since < PATIENCE_MILLISECONDS);
    if (!said && !silent) {
      this.current.said = true;
      // what is wrong with the database is told elsewhere, once for the whole process
      this.log.warn({ folder: this.folder, ...(cause === 'database' ? {} : { err: error }) }, texts[cause]);
    }
    const pause = this.pause;
    this.pause = Math.min(this.pause * 2, LONGEST_MILLISECONDS);
    return pause;
  }

  over(): void {
    if (this.current?.said) {
      this.log.warn({ folder: this.folder }, 'Der Eingangsordner arbeitet wieder. / The hot folder works again.');
    }
    this.current = undefined;
    this.pause = FIRST_MILLISECONDS;
  }
}

function causeOf(error: unknown): Cause {
  if (error instanceof UnknownAddress) return 'address';
  if (error instanceof StorageFull || isFull(error)) return 'full';
  if (error instanceof FolderFailed) return 'folder';
  if (error instanceof MoveFailed) return isFull(error.cause) ? 'full' : 'move';
  return isDatabaseAway(error) ? 'database' : 'intake';
}

const isFull = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ENOSPC' || error.code === 'EDQUOT');
