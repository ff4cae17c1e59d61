import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExportBatch, ExportList } from '@libs/contracts';
import { type Random } from '../plan/random';
import { type AcknowledgedList } from './acknowledged';
import { type Answer, type Door } from './door';
import { type Journal } from './journal';

/** The finance office: hands over what is ordered every few seconds, and acknowledges what was handed over. */
export class Finance {
  private stopping = false;

  constructor(
    private readonly door: Door,
    private readonly list: AcknowledgedList,
    private readonly journal: Journal,
    private readonly random: Random,
  ) {}

  stop(): void {
    this.stopping = true;
  }

  /** Asked again after a wait: the compiler would take the answer of before. */
  private isStopping(): boolean {
    return this.stopping;
  }

  async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.handOver();
        await this.acknowledgeAll();
      } catch (error) {
        this.journal.complain(`finance could not work: ${String(error)}`);
      }
      for (let left = this.random.between(2, 5); left > 0 && !this.isStopping(); left -= 0.2) await sleep(200);
    }
  }

  /** A batch of everything that is ready; undefined when nothing is, or somebody else was faster. */
  async handOver(key: string = randomUUID(), first?: number): Promise<ExportBatch | undefined> {
    const answer = await this.door.insist(
      'export',
      {
        method: 'POST',
        path: '/exports',
        json: { profile: 'datev-extf', dryRun: false },
        headers: { 'idempotency-key': key },
        seconds: 30,
        ...(first === undefined ? {} : { first }),
      },
      60,
    );
    if (!this.accepted(answer, 'an export')) return undefined;
    const batch = ExportBatch.parse(answer?.json);
    this.list.add({ kind: 'batch', id: batch.id, number: batch.number, at: this.journal.now() });
    return batch;
  }

  private async acknowledgeAll(): Promise<void> {
    const answer = await this.door.insist('look', { method: 'GET', path: '/exports' }, 20);
    if (answer?.status !== 200) return;
    for (const { id, state } of ExportList.parse(answer.json).items) {
      if (state !== 'handed-over' || this.stopping) continue;
      const receipt = await this.door.insist(
        'receipt',
        {
          method: 'POST',
          path: `/exports/${id}/acknowledgements`,
          json: { refused: [] },
          headers: { 'idempotency-key': randomUUID() },
        },
        40,
      );
      if (this.accepted(receipt, 'an acknowledgement'))
        this.list.add({ kind: 'receipt', batchId: id, at: this.journal.now() });
    }
  }

  private accepted(answer: Answer | undefined, what: string): boolean {
    if (answer === undefined || answer.status === 409) return false;
    if (answer.status < 300) return true;
    this.journal.complain(`${what} was answered ${answer.status}`);
    return false;
  }
}
