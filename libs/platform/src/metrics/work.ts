import { bounded, type Metrics } from './metrics';

/** Failed again and again, ended its worker or reader again and again, or took its reader too long. */
export type ParkedWhy = 'failed' | 'crashed' | 'timeout';

/** What whoever carries due work tells of each attempt. */
export interface StepFigures {
  done(step: string, seconds: number): void;
  /** An error; it will be tried again. */
  failed(step: string): void;
  /** The holder died before; it is tried again. */
  crashed(step: string): void;
  /** Out of the line: a person looks. */
  parked(step: string, why: ParkedWhy): void;
}

export class MeasuredSteps implements StepFigures {
  private readonly seconds;
  private readonly attempts;
  private readonly out;

  constructor(
    metrics: Metrics,
    private readonly steps: readonly string[],
  ) {
    this.seconds = metrics.histogram('step_seconds', 'Steps done by this process.', ['step']);
    this.attempts = metrics.counter('step_failures_total', 'Attempts that ended badly.', ['step', 'how']);
    this.out = metrics.counter('steps_parked_total', 'Work taken out of the line for a person.', ['step', 'why']);
  }

  done(step: string, seconds: number): void {
    this.seconds.observe({ step: this.known(step) }, seconds);
  }

  failed(step: string): void {
    this.attempts.inc({ step: this.known(step), how: 'failed' });
  }

  crashed(step: string): void {
    this.attempts.inc({ step: this.known(step), how: 'crashed' });
  }

  parked(step: string, why: ParkedWhy): void {
    this.out.inc({ step: this.known(step), why });
  }

  private known(step: string): string {
    return bounded(this.steps, step);
  }
}

export type QueueMode = 'redis' | 'table';

/** How this process learns of due work. */
export class QueueState {
  /** `redisUp` is undefined where no Redis is configured. */
  constructor(
    metrics: Metrics,
    private readonly redisUp?: () => boolean,
  ) {
    metrics.read('queue_mode', 'How work is spread: 1 for the one in use.', ['mode'], () =>
      (['redis', 'table'] as const).map((mode) => ({ labels: { mode }, value: mode === this.mode ? 1 : 0 })),
    );
    metrics.read('redis_up', 'Redis is fit to carry jobs; missing where none is configured.', [], () =>
      redisUp ? [{ value: redisUp() ? 1 : 0 }] : [],
    );
  }

  get mode(): QueueMode {
    return this.redisUp?.() ? 'redis' : 'table';
  }
}

/** The killable processes that read foreign bytes. */
export class ChildFigures {
  private readonly ended;

  constructor(metrics: Metrics, alive: () => number) {
    this.ended = metrics.counter('children_ended_total', 'Reading processes that were ended, by reason.', ['reason']);
    metrics.read('children_alive', 'Reading processes alive.', [], () => [{ value: alive() }]);
  }

  endedBy(reason: 'timeout' | 'memory' | 'crashed' | 'worn'): void {
    this.ended.inc({ reason });
  }
}
