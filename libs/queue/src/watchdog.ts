import { type Database } from '@libs/db';
import { type Logger } from '@libs/platform';
import { type StepCarrier } from './step-carrier';

export type WatchdogOptions = {
  readonly database: Pick<Database, 'overdueWork' | 'mendDueTimes'>;
  readonly carrier: Pick<StepCarrier, 'steps' | 'idleMilliseconds'>;
  /** Whether each step is brought here by itself, as its queue on Redis does; else all share one lane. */
  readonly apart: () => boolean;
  readonly log: Logger;
  /** Ends the process; a supervisor starts it again. */
  readonly giveUp: () => void;
  readonly everySeconds?: number;
  readonly patienceSeconds?: number;
};

const EVERY_SECONDS = 10;
const PATIENCE_SECONDS = 60;

const clockWentWrong =
  'Die Uhr der Datenbank ging vor und wurde zurückgestellt: Arbeit, die erst in Stunden fällig gewesen wäre, ist jetzt fällig. Bitte die Zeiteinstellung des Datenbankrechners prüfen. / The clock of the database was ahead and was put back: work that would have been due in hours only is due now. Check the time of the database machine.';

/**
 * Ends a worker that has fallen silent: work it could take has been waiting for a minute and it has not moved for as
 * long. Clients of Redis are known to hang after a reconnect without any error (ioredis 1285, 1718); each queue has its
 * own, so that one step may stand while the others move.
 */
export class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private since = performance.now();

  constructor(private readonly options: WatchdogOptions) {}

  start(): void {
    this.timer = setInterval(() => void this.look(), (this.options.everySeconds ?? EVERY_SECONDS) * 1000);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Something else brings the work from now on: what stood before is forgiven. */
  forgive(): void {
    this.since = performance.now();
  }

  private async look(): Promise<void> {
    const { carrier, apart, database, log } = this.options;
    const rows = await database.mendDueTimes().catch(() => 0);
    if (rows > 0) log.warn({ rows }, clockWentWrong);
    const lanes = apart() ? carrier.steps.map((step) => [step]) : [carrier.steps];
    for (const lane of lanes) await this.lookAt(lane);
  }

  private async lookAt(lane: readonly string[]): Promise<void> {
    const { database, carrier, log, giveUp, patienceSeconds = PATIENCE_SECONDS } = this.options;
    const patience = patienceSeconds * 1000;
    const silent = (): boolean =>
      carrier.idleMilliseconds(lane) > patience && performance.now() - this.since > patience;
    if (!silent()) return;
    // A database that does not answer is no silence of ours: there is nothing to take.
    const [oldest] = await database.overdueWork(lane, patienceSeconds, 1).catch(() => []);
    if (!oldest || oldest.ageSeconds < patienceSeconds || !silent()) return;
    log.fatal(
      { step: oldest.step, waitingSeconds: Math.round(oldest.ageSeconds) },
      'due work waits and this worker has been silent for as long: it ends, to be started again',
    );
    giveUp();
  }
}
