import { CRASH_POINTS, type CrashPoints, type Leadership, ReceiveFile, ReportDoor } from '@libs/operations';
import { AcceptFigures, type Config, DoorFigures, type Logger, systemClock } from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, LEAD, LOGGER } from '../tokens';
import { FolderPoller } from './folder-poller';

/** The hot folders of this installation (HOT_FOLDERS); another worker may be the one that empties them. */
@Injectable()
export class FolderIntake {
  private readonly pollers: readonly FolderPoller[];

  constructor(
    receive: ReceiveFile,
    accepted: AcceptFigures,
    doors: DoorFigures,
    @Inject(CONFIG) { hotFolders, limits }: Config,
    @Inject(LOGGER) log: Logger,
    @Inject(LEAD) lead: (name: string) => Leadership,
    @Inject(CRASH_POINTS) crash: CrashPoints,
    report: ReportDoor,
  ) {
    this.pollers = hotFolders.map(
      ({ address, path }) =>
        new FolderPoller({
          address,
          path,
          maxBytes: limits.uploadBytes,
          receive,
          lead,
          accepted,
          log,
          clock: systemClock,
          crash,
          report,
        }),
    );
    for (const { door } of this.pollers) doors.watch(door);
  }

  start(): void {
    for (const poller of this.pollers) poller.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.pollers.map((poller) => poller.stop()));
  }
}
