import { setTimeout as sleep } from 'node:timers/promises';
import { type Way } from '../plan/load-plan';

/** How one attempt ended: done, to be tried later (503, 451 …), refused for good, or without any answer. */
export type Ending = 'ok' | 'later' | 'refused' | 'cut';

/** Something that somebody asks of the town, at one of its doors where it has several. */
export type Begun = {
  readonly what: Way | 'act' | 'coding' | 'export' | 'receipt' | 'look';
  /** The address of the api, or of the SMTP receiver. */
  readonly door?: string;
  readonly began: number;
};

export type Attempt = Begun & {
  readonly ms: number;
  readonly ending: Ending;
  /** HTTP status or SMTP code; 0 when there was no answer. */
  readonly status: number;
};

/** What was tried over the whole run, and the answers that nobody should ever get. Times are seconds of the run. */
export class Journal {
  readonly attempts: Attempt[] = [];
  readonly complaints: string[] = [];
  private readonly open = new Set<Begun>();
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

  /** An attempt begins; what is returned notes its end. */
  begins(what: Begun['what'], door: string): (ending: Ending, status: number) => void {
    const begun: Begun = { what, door, began: this.now() };
    const start = performance.now();
    this.open.add(begun);
    return (ending, status) => {
      this.open.delete(begun);
      this.add({ ...begun, ms: performance.now() - start, ending, status });
    };
  }

  /** Until what began by `moment` has ended: an attempt that hangs is told at its end only, and must not be left out. */
  async settled(moment: number): Promise<void> {
    while ([...this.open].some(({ began }) => began <= moment)) await sleep(50);
  }

  complain(what: string): void {
    if (this.complaints.length < 200) this.complaints.push(`${this.now().toFixed(1)} s: ${what}`);
  }

  between(from: number, to: number): readonly Attempt[] {
    return this.attempts.filter(({ began }) => began >= from && began <= to);
  }
}

export const isAccepting = ({ what }: Begun): boolean => what === 'upload' || what === 'mail';

/** The process that had this key died in a fault before; whoever has it asks again until the key is free. */
export const isHeldByTheDead = ({ what, status }: Attempt): boolean => what === 'upload' && status === 409;

export const endOf = ({ began, ms }: Attempt): number => began + ms / 1000;

/** How the journal names an SMTP receiver. */
export const smtpDoor = (port: number): string => `smtp://127.0.0.1:${port}`;
