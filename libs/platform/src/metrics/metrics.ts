import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Reading = { readonly labels?: Readonly<Record<string, string>>; readonly value: number };

/**
 * The figures of one process, in the text format of Prometheus. Labels come from short lists of ours or from the
 * operator's settings: no ids, no names of people, no text. */
export class Metrics {
  private readonly registry = new Registry();
  readonly contentType = this.registry.contentType;

  constructor() {
    // memory, CPU, garbage collection, and the event-loop delay since the last look (p50, p90, p99)
    collectDefaultMetrics({ register: this.registry, prefix: 'belegfluss_' });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name: `belegfluss_${name}`, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  gauge<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge({ name: `belegfluss_${name}`, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  histogram<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Histogram<L> {
    return new Histogram({
      name: `belegfluss_${name}`,
      help,
      labelNames: [...labelNames],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers: [this.registry],
    });
  }

  /** A figure that is read when somebody looks. One that cannot be read is left out: the others are still told. */
  read(
    name: string,
    help: string,
    labelNames: readonly string[],
    look: () => readonly Reading[] | Promise<readonly Reading[]>,
  ): void {
    new Gauge({
      name: `belegfluss_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      async collect() {
        this.reset();
        if (labelNames.length === 0) this.remove();
        const readings = await Promise.resolve()
          .then(look)
          .catch(() => []);
        for (const { labels = {}, value } of readings) this.set(labels, value);
      },
    });
  }
}

/** A label out of a known list; anything else counts as one: what comes from outside must not grow the memory. */
export const bounded = (known: readonly string[], value: string): string => (known.includes(value) ? value : 'other');
