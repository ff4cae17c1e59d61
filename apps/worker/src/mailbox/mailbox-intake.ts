import { CRASH_POINTS, type CrashPoints, type Leadership, ReceiveMail, ReportDoor } from '@libs/operations';
import { AcceptFigures, type Config, DoorFigures, type Logger, type MailboxSettings } from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, LEAD, LOGGER, MAILBOXES } from '../tokens';
import { MailboxPoller } from './mailbox-poller';

/** The IMAP mailboxes of this installation (IMAP_MAILBOXES); another worker may be the one that fetches them. */
@Injectable()
export class MailboxIntake {
  private readonly pollers: readonly MailboxPoller[];

  constructor(
    mail: ReceiveMail,
    accepted: AcceptFigures,
    doors: DoorFigures,
    @Inject(CONFIG) { imap, limits }: Config,
    @Inject(LOGGER) log: Logger,
    @Inject(LEAD) lead: (name: string) => Leadership,
    @Inject(CRASH_POINTS) crash: CrashPoints,
    @Inject(MAILBOXES) mailboxes: readonly MailboxSettings[],
    report: ReportDoor,
  ) {
    this.pollers = mailboxes.map(
      (mailbox) =>
        new MailboxPoller({
          mailbox,
          maxBytes: limits.mailBytes,
          pollSeconds: imap.pollSeconds,
          mail,
          lead,
          accepted,
          log,
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
