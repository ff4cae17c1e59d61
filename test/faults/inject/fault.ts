import { type Monitor, type Watch } from '../check/monitor';
import { type Ground, type Mode } from '../ground/ground';
import { type AcknowledgedList } from '../load/acknowledged';
import { type Door } from '../load/door';
import { type Finance } from '../load/finance';
import { type Journal } from '../load/journal';
import { type Senders } from '../load/senders';
import { type Random } from '../plan/random';

/** What a fault may take hold of. */
export type World = {
  readonly seed: number;
  readonly ground: Ground;
  readonly journal: Journal;
  readonly monitor: Monitor;
  readonly senders: Senders;
  readonly finance: Finance;
  readonly list: AcknowledgedList;
  /** People of the town, signed in: "clerk", "head", … */
  readonly people: Readonly<Record<string, Door>>;
  readonly random: Random;
  /** How many documents the faults of this run have made so far. */
  readonly own: { count: number };
  /** True in a directed scenario: full durations, and targets are judged. */
  readonly directed: boolean;
};

/** What a fault reports when it is over. Seconds of the run. */
export type Report = {
  readonly what: string;
  /** False: it found nothing to hurt, and counts as a fault that was not injected. */
  readonly struck?: boolean;
  /** Where it had to wait for calm before it hurt anything. */
  readonly began?: number;
  readonly ended: number;
  readonly watches?: readonly Watch[];
  /** Rules of the fault that were broken: these count as violations. */
  readonly broken?: readonly string[];
  /** Figures aimed at and missed; noise of the machine can do that. */
  readonly missed?: readonly string[];
  /** What can be judged only after some time: asked for when all faults are over, so that none has to wait for it. */
  readonly later?: () => Promise<Pick<Report, 'what'> & Required<Pick<Report, 'broken'>>>;
};

export type Fault = {
  readonly id: string;
  readonly title: string;
  readonly modes?: readonly Mode[];
  /** Needs small file systems (root), the hot folder, the mailbox. */
  readonly needs?: readonly ('small-disks' | 'folder' | 'mailbox')[];
  /** Seconds in a random run; undefined: does not fit there. */
  readonly short: readonly [least: number, most: number] | undefined;
  /** Seconds in a directed scenario, as the table of faults says. */
  readonly full: number;
  /** Seconds of load after the fault in a directed scenario. */
  readonly afterwards?: number;
  /** How often it is drawn, 1 unless said. */
  readonly weight?: number;
  /** Injects, waits, takes back. Whatever happens, nothing of it is left when it resolves. */
  readonly run: (world: World, seconds: number) => Promise<Report>;
};

export const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));
