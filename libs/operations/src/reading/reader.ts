import { type MailResult, type ParkedWhy, type ReadResult } from '@libs/platform';

/** What became of a task given to a killable child: its answer, or the way it ended. */
export type Attempt<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: 'timeout' | 'memory' | 'crashed' };

/** Opens foreign bytes in a killable child with time and memory limits; the port behind READER. */
export interface Reader {
  readXml(bytes: Uint8Array): Promise<Attempt<ReadResult>>;
  readPdf(bytes: Uint8Array): Promise<Attempt<ReadResult>>;
  readMail(bytes: Uint8Array): Promise<Attempt<MailResult>>;
}

/** The child died over these bytes. Tried again; parked when it goes on. */
export class ReaderFailed extends Error {
  constructor(readonly reason: 'timeout' | 'memory' | 'crashed') {
    super(`The reader of foreign bytes ended with: ${reason}. The step is tried again.`);
  }
}

/** What is told of a document over which the reader ended again and again. */
export const endedReader = (error: unknown): ParkedWhy | undefined => {
  if (!(error instanceof ReaderFailed)) return undefined;
  return error.reason === 'timeout' ? 'timeout' : 'crashed';
};
