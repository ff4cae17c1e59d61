import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ContentDamaged, ContentMissing } from './errors';
import { isUnreadable } from './durable';

/** Lets bytes through and fails at the end when they are not those of the hash: a reader never sees a good end of bad bytes. */
function hashCheck(sha256: string): Transform {
  const digest = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(digest.digest('hex') === sha256 ? null : new ContentDamaged(sha256));
    },
  });
}

/** `source` through the check. Its errors end the result as well, which is where the reader sees them. */
export function checked(source: Readable, sha256: string): Readable {
  const check = hashCheck(sha256);
  pipeline(source, check).catch(() => undefined);
  return check;
}

export async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads to the end and keeps nothing. */
export async function drain(source: Readable): Promise<void> {
  for await (const _ of source);
}

/** What came out when the bytes were read through the check. Whatever says nothing about them is thrown on. */
export async function verdictOf(reading: Promise<void>): Promise<'good' | 'damaged' | 'missing'> {
  try {
    await reading;
    return 'good';
  } catch (error) {
    if (error instanceof ContentMissing) return 'missing';
    if (error instanceof ContentDamaged || isUnreadable(error)) return 'damaged';
    throw error;
  }
}
