import { type Metrics, type Reading } from './metrics';

type Work = {
  readonly step: string;
  readonly waiting: number;
  readonly running: number;
  readonly retried: number;
  readonly oldestDueSeconds: number;
};
type Pool = { readonly max: number; readonly inUse: number; readonly waiting: number; readonly repeated: number };

/** The work table, asked once for each look. */
export function watchWork(metrics: Metrics, steps: readonly string[], look: () => Promise<readonly Work[]>): void {
  let asked: Promise<readonly Work[]> | undefined;
  const once = (): Promise<readonly Work[]> => {
    asked ??= look().finally(() => setTimeout(() => (asked = undefined), 100).unref());
    return asked;
  };
  const byStep = (of: (work: Work) => number) => async (): Promise<Reading[]> => {
    const work = await once();
    // a step without work says 0, so that an alarm on it does not go silent
    return steps.map((step) => ({
      labels: { step },
      value: of(
        work.find((one) => one.step === step) ?? { step, waiting: 0, running: 0, retried: 0, oldestDueSeconds: 0 },
      ),
    }));
  };
  metrics.read(
    'work_waiting',
    'Due work that nobody holds.',
    ['step'],
    byStep(({ waiting }) => waiting),
  );
  metrics.read(
    'work_running',
    'Work under a lease.',
    ['step'],
    byStep(({ running }) => running),
  );
  metrics.read(
    'work_retried',
    'Work that failed or crashed and is tried again.',
    ['step'],
    byStep((one) => one.retried),
  );
  metrics.read(
    'work_oldest_waiting_seconds',
    'How long the oldest due work could have been taken.',
    ['step'],
    byStep(({ oldestDueSeconds }) => oldestDueSeconds),
  );
  metrics.read('database_up', 'The database answers.', [], () =>
    once().then(
      () => [{ value: 1 }],
      () => [{ value: 0 }],
    ),
  );
}

/** The connections of this process to the database. */
export function watchPool(metrics: Metrics, look: () => Pool): void {
  const connections = (): Reading[] => {
    const { max, inUse, waiting } = look();
    return Object.entries({ max, 'in-use': inUse, waiting }).map(([state, value]) => ({ labels: { state }, value }));
  };
  metrics.read(
    'database_connections',
    'Connections allowed, in use, and requests waiting for one.',
    ['state'],
    connections,
  );
  metrics.read('transactions_repeated', 'Transactions done again after a conflict, since the start.', [], () => [
    { value: look().repeated },
  ]);
}
