import { type Message } from '@libs/contracts';
import { type Logger } from '@libs/platform';

export type OutageOptions<Kind extends string> = {
  readonly log: Pick<Logger, 'warn'>;
  /** Cause, consequence and next step. */
  readonly texts: Readonly<Record<Kind, Message>>;
  readonly over: Message;
  /** Asked again and again while it lasts; a failure counts as no. */
  readonly isWell: () => Promise<boolean>;
  /** How long nothing may have failed before it is over, where a question cannot prove it. */
  readonly quietMilliseconds?: Partial<Record<Kind, number>>;
  readonly lookMilliseconds?: number;
};

type Lasting<Kind> = {
  readonly since: number;
  readonly said: Set<Kind>;
  quiet: number;
  turnedAway: number;
  lastAt: number;
  wellSince: number | undefined;
  asking: boolean;
  readonly timer: NodeJS.Timeout;
};

const LOOK_MILLISECONDS = 2_000;
const QUIET_MILLISECONDS = 10_000;

/** Something the whole process needs is missing: said once for each cause, and once when it is over, however many were turned away. */
export class Outage<Kind extends string> {
  private current: Lasting<Kind> | undefined;

  constructor(private readonly options: OutageOptions<Kind>) {}

  /** Seen by somebody; `turnedAway` when it cost him what he asked for. */
  seen(kind: Kind, turnedAway = true): void {
    const { log, texts, quietMilliseconds, lookMilliseconds = LOOK_MILLISECONDS } = this.options;
    const now = performance.now();
    const current = (this.current ??= {
      since: now,
      said: new Set(),
      quiet: 0,
      turnedAway: 0,
      lastAt: now,
      wellSince: undefined,
      asking: false,
      timer: setInterval(() => void this.look(), lookMilliseconds).unref(),
    });
    current.lastAt = now;
    current.wellSince = undefined;
    current.quiet = Math.max(current.quiet, quietMilliseconds?.[kind] ?? QUIET_MILLISECONDS);
    if (turnedAway) current.turnedAway += 1;
    if (current.said.has(kind)) return;
    current.said.add(kind);
    log.warn({ outage: kind }, inBoth(texts[kind]));
  }

  private async look(): Promise<void> {
    const { current } = this;
    if (!current || current.asking) return;
    current.asking = true;
    const askedAt = performance.now();
    const well = await this.options.isWell().catch(() => false);
    current.asking = false;
    if (!well) current.wellSince = undefined;
    else if (current.lastAt < askedAt) current.wellSince ??= askedAt;
    if (current.wellSince !== undefined && performance.now() - current.lastAt > current.quiet)
      this.end(current, current.wellSince);
  }

  private end({ since, said, turnedAway, timer }: Lasting<Kind>, wellSince: number): void {
    clearInterval(timer);
    this.current = undefined;
    const { log, over } = this.options;
    const seconds = Math.max(1, Math.round((wellSince - since) / 1000));
    const { de, en } = over;
    log.warn(
      { outage: [...said], seconds, turnedAway },
      inBoth({
        de: `${de} Es dauerte ${seconds} s; abgewiesen oder verschoben wurden in diesem Prozess ${turnedAway} Anfragen und Schritte.`,
        en: `${en} It took ${seconds} s; in this process ${turnedAway} requests and steps were turned away or put off.`,
      }),
    );
  }
}

const inBoth = ({ de, en }: Message): string => `${de} / ${en}`;
