import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { entityOf } from './entity-of';
import { ReceiveDocuments } from './receive-documents';

export type FoundFile = {
  /** The mail address of the entity that the folder belongs to. */
  readonly address: string;
  readonly name: string;
  /** What the file system says of this one file, the same after a restart and on another host: inode, time, size. */
  readonly identity: string;
  readonly source: AsyncIterable<Uint8Array>;
};

/** A file of a hot folder. When `run` has resolved, it is fsynced and committed, and may be moved away. */
@Injectable()
export class ReceiveFile {
  constructor(
    private readonly database: Database,
    private readonly receive: ReceiveDocuments,
  ) {}

  /** The size received, or undefined when no entity has the address (yet). */
  async run({ address, name, identity, source }: FoundFile, maxBytes: number): Promise<number | undefined> {
    const entityId = await entityOf(this.database, address);
    if (entityId === undefined) return undefined;

    const kept = await this.receive.keep(entityId, name, source, maxBytes);
    const { sha256, size } = kept.stored;
    // With the hash: whatever a file system says of a file, other bytes are another arrival.
    const origin = `folder:${address}:${identity}:${sha256}:${name}`;
    await this.receive.run(entityId, { channel: 'folder', files: [{ ...kept, origin }] });
    return size;
  }
}
