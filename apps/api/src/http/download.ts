import { type FastifyReply } from 'fastify';
import { pipeline, type Readable, Transform } from 'node:stream';
import { leaveReads } from './admission';

export type Downloadable = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly open: () => Promise<Readable>;
};

/** Foreign bytes leave the house as a download only: never run, never sniffed, never kept by a cache. */
export async function download(reply: FastifyReply, { fileName, mediaType, size, open }: Downloadable): Promise<void> {
  const content = withheldEnd(await open());
  leaveReads(reply.request);
  await reply
    .header('content-type', mediaType)
    .header('content-length', size)
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, percent)}`,
    )
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'no-store')
    .send(content);
}

const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * Whether the bytes are what they were is known at their end only. The last piece waits for that: a damaged file
 * arrives incomplete, and a short one not at all.
 */
function withheldEnd(content: Readable): Readable {
  let last: Buffer | undefined;
  const held = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      const before = last;
      last = chunk;
      done(null, before);
    },
    flush: (done) => done(null, last),
  });
  // an error ends `held` as well, which is where the one who sends sees it
  return pipeline(content, held, () => undefined);
}
