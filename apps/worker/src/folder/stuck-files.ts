import { type Logger, type Sight } from '@libs/platform';

type Stuck = { readonly inode: bigint; readonly until: number; readonly pause: number };

const FIRST_MILLISECONDS = 1_000;
const LONGEST_MILLISECONDS = 60_000;
const REMEMBERED = 10_000;

/** Entries of an inbox that wait for a while, so that one bad file does not keep the others. Each is spoken of once. */
export class StuckFiles {
  private readonly stuck = new Map<string, Stuck>();

  constructor(
    private readonly log: Logger,
    private readonly folder: string,
  ) {}

  /** Those whose turn it is; the ones that failed before come last. */
  inTurn(sights: readonly Sight[]): Sight[] {
    const now = performance.now();
    const due = sights.filter((sight) => (this.of(sight)?.until ?? 0) <= now);
    return due.sort((a, b) => (this.of(a)?.pause ?? 0) - (this.of(b)?.pause ?? 0));
  }

  /** The disk failed at this file: later again, at growing distances. */
  failed(sight: Sight, error: unknown): void {
    if (!this.of(sight)) this.log.warn({ folder: this.folder, name: sight.name, err: error }, unreadable);
    this.postpone(sight);
  }

  /** The others first; after `longest` at the latest it is its turn again. Whether it had failed before. */
  postpone(sight: Sight, longest = LONGEST_MILLISECONDS): boolean {
    const before = this.of(sight);
    const pause = before ? Math.min(before.pause * 2, longest) : FIRST_MILLISECONDS;
    this.remember(sight, { inode: sight.inode, until: performance.now() + pause, pause });
    return before !== undefined;
  }

  /** A folder in the inbox is left alone. */
  leave(sight: Sight): void {
    this.log.warn({ folder: this.folder, name: sight.name }, folderInside);
    this.remember(sight, { inode: sight.inode, until: Infinity, pause: Infinity });
  }

  forget({ raw }: Sight): void {
    this.stuck.delete(raw.toString('latin1'));
  }

  private of({ raw, inode }: Sight): Stuck | undefined {
    const entry = this.stuck.get(raw.toString('latin1'));
    return entry?.inode === inode ? entry : undefined;
  }

  private remember({ raw }: Sight, entry: Stuck): void {
    if (this.stuck.size >= REMEMBERED) this.stuck.clear(); // then some things are said twice
    this.stuck.set(raw.toString('latin1'), entry);
  }
}

const unreadable =
  'Eine Datei im Eingangsordner lässt sich nicht lesen (Datenträger oder Netz); sie bleibt in „inbox“ und wird erneut versucht. Bitte Laufwerk prüfen. / A file of the hot folder cannot be read (disk or network); it stays in "inbox" and is tried again. Check the drive.';

const folderInside =
  'Im Eingangsordner liegt ein Unterordner; er wird nicht gelesen. Bitte die Dateien selbst in „inbox“ legen. / There is a folder inside the hot folder; it is not read. Put the files themselves into "inbox".';
