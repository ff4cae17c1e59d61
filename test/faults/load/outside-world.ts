import { setTimeout as sleep } from 'node:timers/promises';
import { fileOf, type File, mailOf } from '../plan/documents';
import { isMail, type Sending } from '../plan/load-plan';
import { type Journal } from './journal';
import { type Senders, type Sent } from './senders';

/** Sends what is planned at its time, whatever became of the sendings before. */
export class OutsideWorld {
  private readonly bytes = new Map<number, File>();
  private readonly running = new Set<Promise<unknown>>();
  private stopping = false;

  constructor(
    private readonly seed: number,
    private readonly plan: readonly Sending[],
    private readonly senders: Senders,
    private readonly journal: Journal,
  ) {}

  /** Until everything planned is under way. */
  async run(): Promise<void> {
    for (const [number, sending] of this.plan.entries()) {
      const file = await this.fileFor(number, sending);
      const wait = sending.at - this.journal.now();
      if (wait > 0) await sleep(wait * 1000);
      if (this.stopping) return;
      this.track(this.send(number, sending, file));
    }
  }

  /** Until everything that is under way was answered or given up. */
  async settle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  stop(): void {
    this.stopping = true;
  }

  private track(task: Promise<Sent>): void {
    const watched = task
      .catch((error: unknown) => this.journal.complain(`a sending broke: ${String(error)}`))
      .finally(() => this.running.delete(watched));
    this.running.add(watched);
  }

  private async fileFor(number: number, { channel, documents, repeats }: Sending): Promise<File> {
    const earlier = repeats === undefined ? undefined : this.bytes.get(repeats);
    if (earlier) return earlier;
    const files = await Promise.all(documents.map((one) => fileOf(this.seed, one)));
    const made = isMail(channel)
      ? { name: 'E-Mail.eml', type: 'message/rfc822', bytes: mailOf(`Rechnung ${this.seed} ${number}`, files) }
      : files[0];
    if (!made) throw new Error(`Sending ${number} holds no document.`);
    this.bytes.set(number, made);
    return made;
  }

  private send(number: number, { channel }: Sending, file: File): Promise<Sent> {
    const key = `${this.seed}-${channel}-${number}`;
    switch (channel) {
      case 'upload':
        return this.senders.upload(file, key);
      case 'mail':
        return this.senders.mail(file.bytes, key);
      case 'folder':
        return this.senders.drop(file, key);
      case 'mailbox':
        return this.senders.post(file.bytes, key);
    }
  }
}
