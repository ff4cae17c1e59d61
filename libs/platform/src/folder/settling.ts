import { type Sight } from './sight';

const QUIET_MILLISECONDS = 2_000;
/** Many programs make an empty file first and fill it when the page is scanned. */
const EMPTY_MILLISECONDS = 10_000;

type Seen = { readonly sight: Sight; readonly since: number };

/**
 * Tells which files are complete: those that did not change between two looks far enough apart. Their times are compared with
 * each other and never with our clock, because a file server has its own.
 */
export class Settling {
  private seen = new Map<string, Seen>();

  /** Takes in a look at the folder; `now` is any clock that only goes forward, in milliseconds. */
  complete(sights: readonly Sight[], now: number): Sight[] {
    const looked = sights.map((sight): [string, Seen] => [keyOf(sight), this.carryOn(sight, now)]);
    this.seen = new Map(looked);
    return looked.flatMap(([, { sight, since }]) => (now - since >= patience(sight) ? [sight] : []));
  }

  private carryOn(sight: Sight, now: number): Seen {
    const before = this.seen.get(keyOf(sight));
    return before && isUnchanged(before.sight, sight) ? before : { sight, since: now };
  }
}

const keyOf = ({ raw }: Sight): string => raw.toString('latin1');

const patience = ({ kind, size }: Sight): number =>
  kind === 'file' && size === 0n ? EMPTY_MILLISECONDS : QUIET_MILLISECONDS;

const isUnchanged = (before: Sight, now: Sight): boolean =>
  before.inode === now.inode &&
  before.size === now.size &&
  before.modified === now.modified &&
  before.kind === now.kind;
