import { Database } from '@libs/db';
import { normaliseAddress } from '@libs/intake';
import { Injectable } from '@nestjs/common';
import { ReceiveDocuments } from './receive-documents';

export type ReceivedMail = {
  readonly recipients: readonly string[];
  readonly envelopeFrom: string | null;
  readonly source: AsyncIterable<Uint8Array>;
};

/** Mail: the recipient's address names the entity. When `run` has resolved, the mail is fsynced and committed for each. */
@Injectable()
export class ReceiveMail {
  constructor(
    private readonly database: Database,
    private readonly receive: ReceiveDocuments,
  ) {}

  async knows(address: string): Promise<boolean> {
    return (await this.entityOf(address)) !== undefined;
  }

  /** The number of arrivals it became: one for each entity. */
  async run({ recipients, envelopeFrom, source }: ReceivedMail, maxBytes: number): Promise<number> {
    const found = await Promise.all(recipients.map((recipient) => this.entityOf(recipient)));
    const [first, ...others] = new Set(found.filter((entity) => entity !== undefined));
    if (first === undefined) throw new Error('The recipients of a mail are known no more.');

    const kept = await this.receive.keep(first, 'E-Mail.eml', source, maxBytes);
    const sender = envelopeFrom ?? undefined;
    await this.receive.run(first, { channel: 'mail', files: [kept], sender });
    for (const entity of others) {
      const copy = await this.receive.copy(first, kept, entity);
      await this.receive.run(entity, { channel: 'mail', files: [copy], sender });
    }
    return 1 + others.length;
  }

  private async entityOf(address: string): Promise<string | undefined> {
    const normal = normaliseAddress(address);
    return normal === undefined ? undefined : this.database.routeAddress(normal);
  }
}
