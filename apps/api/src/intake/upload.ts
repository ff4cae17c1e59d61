import { otherRequest, Refused, safeFileName } from '@libs/operations';
import { hashToken } from '@libs/platform';
import { type FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { z } from 'zod';

export type UploadedFile = { readonly name: string; readonly content: AsyncIterable<Uint8Array> };

const FILES_IN_ONE_REQUEST = 200;

/** The files of a multipart request as they stream in, whatever their field is called. Each must be read before the next comes. */
export async function* filesOf(request: FastifyRequest): AsyncGenerator<UploadedFile> {
  if (!request.isMultipart()) throw notMultipart();
  // the archive is the judge of the size: it stops while streaming and leaves nothing behind
  const limits = {
    files: FILES_IN_ONE_REQUEST,
    fileSize: Number.MAX_SAFE_INTEGER,
    fields: 20,
    fieldSize: 10_000,
    parts: FILES_IN_ONE_REQUEST + 20,
    headerPairs: 100,
  };
  try {
    for await (const part of request.files({ limits })) yield { name: part.filename, content: bytesOf(part.file) };
  } catch (error) {
    throw formRefused(error);
  }
}

/** A part that ends too early is a fault of the form. */
async function* bytesOf(part: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* part;
  } catch (error) {
    throw formRefused(error);
  }
}

/** What the same files under the same names, sent again, hash to. */
export const requestHash = (files: readonly { readonly name: string; readonly sha256: string }[]): string =>
  hashToken(JSON.stringify(files.map(({ name, sha256 }) => [sha256, name])));

/** Reads the files of a repeated request without storing them and refuses other ones under the same key. */
export async function requireSameFiles(request: FastifyRequest, expected: string): Promise<void> {
  const files: { name: string; sha256: string }[] = [];
  for await (const { name, content } of filesOf(request)) {
    const hash = createHash('sha256');
    for await (const chunk of content) hash.update(chunk);
    files.push({ name: safeFileName(name), sha256: hash.digest('hex') });
  }
  if (requestHash(files) !== expected) throw otherRequest();
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

/** The parser's words say nothing to people, and its limits have codes of their own. */
function formRefused(error: unknown): Refused {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT'
    ? tooMany()
    : formBroken();
}

const tooMany = (): Refused =>
  new Refused('too-large', 'too-many-files', {
    de: `In einer Sendung dürfen höchstens ${FILES_IN_ONE_REQUEST} Dateien sein. Es wurde keine angenommen. Bitte teilen Sie die Sendung auf.`,
    en: `One request may hold at most ${FILES_IN_ONE_REQUEST} files. None was accepted. Send them in several requests.`,
  });

export function tooLarge(name: string, maxBytes: number): Refused {
  const limit = maxBytes >= 1_048_576 ? `${Math.floor(maxBytes / 1_048_576)} MB` : `${maxBytes} Bytes`;
  return new Refused(
    'too-large',
    'too-large',
    {
      de: `„${name}“ ist größer als ${limit}. Aus dieser Sendung wurde keine Datei angenommen. Bitte teilen oder verkleinern Sie die Datei und senden Sie noch einmal.`,
      en: `“${name}” is larger than ${limit}. None of the files sent with it was accepted. Split it or make it smaller and send again.`,
    },
    { reason: 'too-large', maxBytes, fileName: name },
  );
}

const formBroken = (): Refused =>
  new Refused('invalid', 'form-broken', {
    de: 'Die Sendung bricht ab oder ist nicht als multipart/form-data lesbar. Es wurde nichts angenommen. Bitte senden Sie die Dateien noch einmal.',
    en: 'The request breaks off or cannot be read as multipart/form-data. Nothing was accepted. Send the files again.',
  });

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
