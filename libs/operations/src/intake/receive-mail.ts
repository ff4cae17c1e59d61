import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { entityOf } from './entity-of';
import { ReceiveDocuments } from './receive-documents';

export type ReceivedMail = {
  readonly recipients: readonly string[];
  readonly envelopeFrom: string | null;
  readonly source: AsyncIterable<Uint8Array>;
  /** What names this one mail where it was fetched; undefined where the sender repeats what was not acknowledged. */
  readonly origin?: string;
};

/** Mail: the recipient's address names the entity. When `run` has resolved, the mail is fsynced and committed for each. */
@Injectable()
export class ReceiveMail {
  constructor(
    private readonly database: Database,
    private readonly receive: ReceiveDocuments,
  ) {}

  async knows(address: string): Promise<boolean> {
    return (await entityOf(this.database, address)) !== undefined;
  }

  /** The number of arrivals it became: one for each entity. */
  async run({ recipients, envelopeFrom, source, origin }: ReceivedMail, maxBytes: number): Promise<number> {
    const found = await Promise.all(recipients.map((recipient) => entityOf(this.database, recipient)));
    const [first, ...others] = new Set(found.filter((entity) => entity !== undefined));
    if (first === undefined) throw new Error('The recipients of a mail are known no more.');

    const kept = await this.receive.keep(first, 'E-Mail.eml', source, maxBytes);
    const sender = envelopeFrom ?? undefined;
    await this.receive.run(first, { channel: 'mail', files: [{ ...kept, origin }], sender });
    for (const entity of others) {
      const copy = await this.receive.copy(first, kept, entity);
      await this.receive.run(entity, { channel: 'mail', files: [{ ...copy, origin }], sender });
    }
    return 1 + others.length;
  }
}
