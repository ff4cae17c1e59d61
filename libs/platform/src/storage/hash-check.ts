import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { ContentDamaged } from './errors';

/** Lets bytes through and fails at the end when they are not those of the hash: a reader never sees a good end of bad bytes. */
export function hashCheck(sha256: string): Transform {
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
