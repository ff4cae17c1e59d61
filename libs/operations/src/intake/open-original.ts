import { Database } from '@libs/db';
import { Inject, Injectable } from '@nestjs/common';
import { type Readable } from 'node:stream';
import { type Actor } from '../actor';
import { ARCHIVE, type Storage } from '../ports';
import { notFound } from '../refusal';

export type Original = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly open: () => Promise<Readable>;
};

/** The bytes as they arrived. They are proven against their hash on the way out. */
@Injectable()
export class OpenOriginal {
  constructor(
    private readonly database: Database,
    @Inject(ARCHIVE) private readonly archive: Storage,
  ) {}

  async run(actor: Actor, documentId: string): Promise<Original> {
    const { entityId } = actor;
    const document = await this.database.transaction(actor, (tx) => tx.arrivals.document(documentId));
    if (!document) throw notFound({ de: 'Dieses Dokument', en: 'This document' });
    const { fileName, mediaType, size, sha256 } = document;
    return { fileName, mediaType, size: Number(size), open: () => this.archive.open(entityId, sha256) };
  }
}
