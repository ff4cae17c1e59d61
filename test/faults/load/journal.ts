import { type Way } from '../plan/load-plan';

/** How one attempt ended: done, to be tried later (503, 451 …), refused for good, or without any answer. */
export type Ending = 'ok' | 'later' | 'refused' | 'cut';

export type Attempt = {
  readonly what: Way | 'act' | 'coding' | 'export' | 'receipt' | 'look';
  readonly began: number;
  readonly ms: number;
  readonly ending: Ending;
  /** HTTP status or SMTP code; 0 when there was no answer. */
  readonly status: number;
};

/** What was tried over the whole run, and the answers that nobody should ever get. Times are seconds of the run. */
export class Journal {
  readonly attempts: Attempt[] = [];
  readonly complaints: string[] = [];
  private zero = performance.now();

  /** The load begins now; what was before does not count. */
  begin(): void {
    this.zero = performance.now();
    this.attempts.length = 0;
  }

  now(): number {
    return (performance.now() - this.zero) / 1000;
  }

  add(attempt: Attempt): void {
    this.attempts.push(attempt);
  }

  complain(what: string): void {
    if (this.complaints.length < 200) this.complaints.push(`${this.now().toFixed(1)} s: ${what}`);
  }

  between(from: number, to: number): readonly Attempt[] {
    return this.attempts.filter(({ began }) => began >= from && began <= to);
  }
}

export const isAccepting = ({ what }: Attempt): boolean => what === 'upload' || what === 'mail';
