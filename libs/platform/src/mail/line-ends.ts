import { Transform, type TransformCallback } from 'node:stream';
import { TooLarge } from '../storage';

const CR = 0x0d;
const LF = 0x0a;

/** A CR or LF of its own: two servers may see different ends of the mail in it (SMTP smuggling). */
export class BareLineEnd extends Error {
  override readonly name = 'BareLineEnd';

  constructor() {
    super('The mail holds a line end that is not CRLF.');
  }
}

/** Lets a mail through that keeps to CRLF and to the limit; fails on the first byte that does not. */
export class CheckedMail extends Transform {
  private size = 0;
  private afterCr = false;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    const refused = this.refusal(chunk);
    if (refused) done(refused);
    else done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.afterCr ? new BareLineEnd() : null);
  }

  private refusal(chunk: Buffer): Error | undefined {
    if (this.size > this.maxBytes) return new TooLarge(this.maxBytes);
    return this.hasBareLineEnd(chunk) ? new BareLineEnd() : undefined;
  }

  private hasBareLineEnd(chunk: Buffer): boolean {
    for (const byte of chunk) {
      if (this.afterCr !== (byte === LF)) return true;
      this.afterCr = byte === CR;
    }
    return false;
  }
}
