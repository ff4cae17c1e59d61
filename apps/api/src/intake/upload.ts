import { otherRequest, Refused } from '@libs/operations';
import { hashToken } from '@libs/platform';
import { type FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { type Readable } from 'node:stream';
import { z } from 'zod';

export type UploadedFile = { readonly name: string; readonly content: Readable };

const FILES_IN_ONE_REQUEST = 200;

/** The parts named `file` of a multipart request, as they stream in. Each must be read before the next comes. */
export async function* filesOf(request: FastifyRequest): AsyncGenerator<UploadedFile> {
  if (!request.isMultipart()) throw notMultipart();
  // the archive is the judge of the size: it stops while streaming and leaves nothing behind
  const limits = {
    files: FILES_IN_ONE_REQUEST,
    fileSize: Number.MAX_SAFE_INTEGER,
    fields: 20,
    fieldSize: 10_000,
    parts: 220,
    headerPairs: 100,
  };
  for await (const part of request.files({ limits })) yield { name: part.filename, content: part.file };
}

/** What the same files, sent again, hash to. */
export const requestHash = (hashes: readonly string[]): string => hashToken(hashes.join('\n'));

/** Reads the files of a repeated request without storing them and refuses other ones under the same key. */
export async function requireSameFiles(request: FastifyRequest, expected: string): Promise<void> {
  const hashes: string[] = [];
  for await (const { content } of filesOf(request)) {
    const hash = createHash('sha256');
    for await (const chunk of content) hash.update(Buffer.from(chunk as Uint8Array));
    hashes.push(hash.digest('hex'));
  }
  if (requestHash(hashes) !== expected) throw otherRequest();
}

const StoredAnswer = z.object({ arrivalIds: z.array(z.string()) });
export const arrivalIdsIn = (answer: unknown): string[] => StoredAnswer.parse(answer).arrivalIds;

const DRAIN_MILLISECONDS = 30_000;

/** Reads and forgets the rest of a refused upload: a client that is still sending would not see the answer otherwise. */
export async function drain(request: FastifyRequest): Promise<void> {
  const { raw } = request;
  if (raw.readableEnded || raw.destroyed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, DRAIN_MILLISECONDS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    raw.once('end', done).once('close', done).once('error', done);
    raw.unpipe();
    raw.resume();
  });
}

const notMultipart = (): Refused =>
  new Refused('invalid', 'not-multipart', {
    de: 'Die Anfrage enthält keine Dateien in der Form multipart/form-data. Es wurde nichts angenommen. Bitte die Dateien im Feld „file“ senden.',
    en: 'The request holds no files as multipart/form-data. Nothing was accepted. Send the files in the field “file”.',
  });

export const nothingSent = (): Refused =>
  new Refused('invalid', 'no-file', {
    de: 'In der Anfrage ist keine Datei. Es wurde nichts angenommen. Bitte mindestens eine Datei im Feld „file“ senden.',
    en: 'There is no file in the request. Nothing was accepted. Send at least one file in the field “file”.',
  });
