import { say } from './progress';

const withinMs = 10_000;

export type Closer = { readonly close: () => Promise<void>; readonly force: () => void };

/** What was started, to be stopped in the reverse order: on Ctrl-C, on SIGTERM, or when a later step fails. */
export class Shutdown {
  private readonly closers: Closer[] = [];
  private readonly stop = new AbortController();

  /** From now on signals end the command in order; the second one, or ten seconds, by force. */
  listen(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.ask());
  }

  /** To be called before the start, so that what is half started is stopped too. */
  add(closer: Closer): void {
    this.check();
    this.closers.push(closer);
  }

  check(): void {
    if (this.stop.signal.aborted) throw new Stopped();
  }

  /** Until somebody asks to stop. */
  requested(): Promise<void> {
    if (this.stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.stop.signal.addEventListener('abort', () => resolve()));
  }

  async run(): Promise<void> {
    this.stop.abort();
    const timer = setTimeout(() => this.force(), withinMs);
    for (const closer of this.closers.toReversed()) await closer.close();
    clearTimeout(timer);
  }

  private ask(): void {
    if (this.stop.signal.aborted) this.force();
    say('Belegfluss wird beendet … (noch einmal Strg-C: sofort)');
    this.stop.abort();
  }

  private force(): never {
    for (const closer of this.closers.toReversed()) closer.force();
    process.exit(130);
  }
}

/** Somebody asked to stop while `up` was still starting. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
