import {
  berlinDay,
  type CrashPoints,
  isDatabaseAway,
  type Leadership,
  type ReceiveFile,
  type ReportDoor,
} from '@libs/operations';
import {
  type AcceptFigures,
  type Clock,
  type Door,
  FileFailed,
  HotFolder,
  type Logger,
  Settling,
  type Sight,
  TooLarge,
} from '@libs/platform';
import { explanation, type Problem, sentence } from './explanation';
import { FolderFailed, MoveFailed, Outage, outageCauses, UnknownAddress } from './outage';
import { DoorReporter } from '../door-reporter';
import { StuckFiles } from './stuck-files';

export type FolderPollerOptions = {
  readonly address: string;
  readonly path: string;
  readonly maxBytes: number;
  readonly receive: Pick<ReceiveFile, 'run'>;
  /** Stands for the lead of a name among all processes. */
  readonly lead: (name: string) => Leadership;
  readonly accepted: Pick<AcceptFigures, 'accept'>;
  readonly log: Logger;
  readonly clock: Clock;
  readonly crash: CrashPoints;
  readonly report: Pick<ReportDoor, 'run'>;
};

const POLL_MILLISECONDS = 1_000;
const DATABASE_MILLISECONDS = 2_000;
/** What a file waits for (disk, database, a busy process) it waits for beside others: a long queue is emptied so many times faster. */
const AT_ONCE = 4;

/**
 * Empties one hot folder: a complete file goes into the archive, its row is committed, then it is moved to `done`. Where the
 * process dies in between, the file is found again, its origin is known, and only the move is left. Of several processes one
 * is at work; should two be for a moment, the origin is still unique.
 */
export class FolderPoller {
  private readonly folder: HotFolder;
  private readonly settling = new Settling();
  private readonly outage: Outage;
  private readonly stuck: StuckFiles;
  private readonly reporter: DoorReporter;
  private leadership: Leadership | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private prepared = false;
  private unwatch: (() => void) | undefined;
  private wake: () => void = () => undefined;

  constructor(private readonly options: FolderPollerOptions) {
    this.folder = new HotFolder(options.path);
    this.outage = new Outage(options.log, options.path);
    this.stuck = new StuckFiles(options.log, options.path);
    this.reporter = new DoorReporter(options.report, options.address, { kind: 'folder', name: options.path });
  }

  /** What those who watch may know of it. */
  get door(): Door {
    const outage = () => (this.leads() ? this.outage.cause : undefined);
    return { kind: 'folder', name: this.options.path, causes: outageCauses, outage };
  }

  start(): void {
    const { address, path, lead } = this.options;
    this.leadership = lead(`folder:${address}:${path}`);
    this.running = this.run();
  }

  /** Ends after the file at work. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.unwatch?.();
    this.wake();
    await this.running;
    await this.reporter.stop();
    await this.leadership?.stop();
  }

  private async run(): Promise<void> {
    while (!this.isStopped()) {
      const pause = await this.pass();
      if (!this.isStopped()) await this.sleep(pause);
    }
  }

  /** One look at the folder and all that is complete in it; the milliseconds until the next. */
  private async pass(): Promise<number> {
    if (!this.leads()) return POLL_MILLISECONDS;
    let sights: Sight[];
    try {
      sights = await this.look();
      this.reporter.looked(namesOf(sights));
    } catch (error) {
      return this.outage.failed(error);
    }
    if (this.outage.cause === 'folder' || sights.length === 0) this.outage.over();
    const due = this.stuck.inTurn(this.settling.complete(sights, performance.now()));
    for (let next = 0; next < due.length; next += AT_ONCE) {
      if (this.isStopped() || !this.leads()) break;
      const some = due.slice(next, next + AT_ONCE);
      const failures = (await Promise.all(some.map((sight) => this.attempt(sight)))).flatMap(
        (failure) => failure ?? [],
      );
      const [first] = failures;
      if (first) {
        // should the cause lie in a file after all, the others come first next time; where it is the database, not for long
        const again = failures.map(({ sight, error }) =>
          this.stuck.postpone(sight, isDatabaseAway(error) ? DATABASE_MILLISECONDS : undefined),
        );
        return this.outage.failed(first.error, again.every(Boolean));
      }
      this.outage.over();
      this.reporter.dealtWith(namesOf(some));
    }
    return POLL_MILLISECONDS;
  }

  /** Undefined when the file is dealt with. */
  private async attempt(sight: Sight): Promise<{ sight: Sight; error: unknown } | undefined> {
    try {
      await this.take(sight);
      return undefined;
    } catch (error) {
      return { sight, error };
    }
  }

  /** Asked again after a pause: the compiler would take the answer of before. */
  private isStopped(): boolean {
    return this.stopped;
  }

  /** A lead that is lost while a file is at work is harmless: its origin is unique. */
  private leads(): boolean {
    return this.leadership?.held() ?? false;
  }

  private async look(): Promise<Sight[]> {
    try {
      if (!this.prepared) await this.prepare();
      for (const name of await this.folder.recallUnfinished()) this.options.log.warn({ name }, goneOn);
      return await this.folder.look();
    } catch (error) {
      this.prepared = false;
      throw new FolderFailed('The hot folder cannot be used.', { cause: error });
    }
  }

  private async prepare(): Promise<void> {
    await this.folder.prepare();
    this.unwatch?.();
    this.unwatch = this.folder.watch(() => {
      // while nothing can be received, files that come in are no reason to try sooner
      if (this.outage.cause === undefined) this.wake();
    });
    this.prepared = true;
  }

  private async take(sight: Sight): Promise<void> {
    const { maxBytes } = this.options;
    switch (sight.kind) {
      case 'folder': {
        this.stuck.leave(sight);
        return;
      }
      case 'link':
      case 'special':
        return this.putAside(sight, { kind: sight.kind });
      case 'file':
        if (sight.size > BigInt(maxBytes)) return this.putAside(sight, { kind: 'too-large', maxBytes });
        return this.receive(sight);
    }
  }

  private async receive(sight: Sight): Promise<void> {
    const { receive, address, maxBytes, crash, clock } = this.options;
    const begun = performance.now();
    try {
      const identity = `${sight.inode}:${sight.modified}:${sight.size}`;
      const source = this.folder.read(sight);
      const size = await receive.run({ address, name: sight.name, identity, source }, maxBytes);
      if (size === undefined) throw new UnknownAddress(address);
      crash.reach('folder:after-commit');
      if (size === 0) {
        await this.putAside(sight, { kind: 'empty' });
        this.acknowledged(begun);
        return;
      }
    } catch (error) {
      return this.notReceived(sight, error);
    }
    await this.moving(() => this.folder.finish(sight, berlinDay(clock.now())));
    this.acknowledged(begun);
    this.stuck.forget(sight);
  }

  /** The move is what whoever put the file there sees. */
  private acknowledged(begun: number): void {
    this.options.accepted.accept('folder', 1, (performance.now() - begun) / 1000);
  }

  /** What lies in the file is dealt with here; what lies in the house goes up and makes all files wait. */
  private async notReceived(sight: Sight, error: unknown): Promise<void> {
    if (error instanceof TooLarge) return this.putAside(sight, { kind: 'too-large', maxBytes: error.maxBytes });
    if (!(error instanceof FileFailed)) throw error;
    switch (error.why) {
      case 'changed':
        return; // looked at afresh
      case 'forbidden':
        return this.putAside(sight, { kind: 'forbidden' });
      case 'failing': {
        this.stuck.failed(sight, error);
        return;
      }
    }
  }

  private async putAside(sight: Sight, problem: Problem): Promise<void> {
    await this.moving(() => this.folder.putAside(sight, explanation(sight.name, problem)));
    this.options.log.warn({ folder: this.options.path, name: sight.name }, sentence(problem));
  }

  private async moving(move: () => Promise<unknown>): Promise<void> {
    try {
      await move();
    } catch (error) {
      this.prepared = false;
      throw new MoveFailed('The file could not be moved.', { cause: error });
    }
  }

  private sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const goneOn =
  'An einer angenommenen Datei wurde weitergeschrieben; sie liegt wieder in „inbox“ und wird noch einmal angenommen. / A file that had been taken was written on; it lies in "inbox" again and is taken once more.';

/** What waits in the inbox; a folder inside it is left alone and waits for nothing. */
const namesOf = (sights: readonly Sight[]): string[] =>
  sights.filter(({ kind }) => kind !== 'folder').map(({ inode, name }) => `${inode} ${name}`);
