import { appendFileSync, readFileSync } from 'node:fs';
import { type Way } from '../plan/load-plan';

/** What the town said yes to, written down when the answer had been read. */
export type Acknowledgement =
  | {
      readonly kind: 'arrival';
      readonly channel: Way;
      readonly sha256: string;
      /** One thing that was sent, however often: the Idempotency-Key of an upload, a number of the mail or file. */
      readonly key: string;
      /** SHA-256 of each file in a mail. */
      readonly parts?: readonly string[];
      readonly id?: string;
      readonly number?: string;
      readonly at: number;
    }
  | {
      readonly kind: 'act';
      readonly caseId: string;
      readonly act: string;
      readonly certificate: string | null;
      readonly covers: string;
      readonly person: string;
      readonly at: number;
    }
  | { readonly kind: 'batch'; readonly id: string; readonly number: string; readonly at: number }
  | { readonly kind: 'receipt'; readonly batchId: string; readonly at: number }
  /** The end of the audit chain as somebody outside noted it. */
  | { readonly kind: 'head'; readonly seq: string; readonly hash: string; readonly at: number };

export type ArrivalAcknowledgement = Extract<Acknowledgement, { kind: 'arrival' }>;

/** The list of the outside world, on disk as it grows. */
export class AcknowledgedList {
  private readonly entries: Acknowledgement[] = [];

  constructor(private readonly file: string) {}

  add(entry: Acknowledgement): void {
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
    this.entries.push(entry);
  }

  all(): readonly Acknowledgement[] {
    return this.entries;
  }
}

export const readAcknowledged = (file: string): Acknowledgement[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Acknowledgement);

export const arrivalsIn = (list: readonly Acknowledgement[]): ArrivalAcknowledgement[] =>
  list.filter((one) => one.kind === 'arrival');
