import { type ReportDoor } from '@libs/operations';
import { type Door } from '@libs/platform';

/** Often enough that people are told within a minute, and seldom enough to cost nothing. */
const BUSY_MILLISECONDS = 5_000;
const QUIET_MILLISECONDS = 15_000;

/** Tells the house, now and then, what one fetching door sees. Where that fails, the door falls silent, and that is told too. */
export class DoorReporter {
  private due = -Infinity;
  private waiting = new Set<string>();
  private under: Promise<void> = Promise.resolve();

  constructor(
    private readonly report: Pick<ReportDoor, 'run'>,
    private readonly address: string,
    private readonly door: Pick<Door, 'kind' | 'name'>,
  ) {}

  /** What lies there, the oldest first. Nobody waits for the telling. */
  looked(waiting: readonly string[]): void {
    this.waiting = new Set(waiting);
    this.still();
  }

  /** These no longer lie there. */
  dealtWith(names: readonly string[]): void {
    for (const name of names) this.waiting.delete(name);
    this.still();
  }

  /** Nothing new was seen, and the door is open. */
  still(): void {
    const now = performance.now();
    if (now < this.due) return;
    this.due = now + (this.waiting.size > 0 ? BUSY_MILLISECONDS : QUIET_MILLISECONDS);
    const { kind, name } = this.door;
    this.under = this.report.run(this.address, { kind, name }, [...this.waiting]).catch(() => undefined);
  }

  /** When what is being told has been told. */
  async stop(): Promise<void> {
    this.due = Infinity;
    await this.under;
  }
}
