import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type BucketFailure, failureOf, isMissingObject, isPassing, meaningOf } from './bucket-failure';
import { type Stored } from './storage';

export type BucketSettings = {
  /** http(s)://HOST:PORT; always named, so that a forgotten line never sends invoices to a cloud. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** ENDPOINT/BUCKET/… as most own installations want it, else BUCKET.ENDPOINT/… */
  readonly pathStyle: boolean;
};

/** How long the store may take: to take a connection, between two signs of life, for a whole request. */
export type Patience = { readonly connectMs: number; readonly idleMs: number; readonly totalMs: number };

/** 60 MB in a minute is slower than any network worth running this on. */
const usualPatience: Patience = { connectMs: 3_000, idleMs: 8_000, totalMs: 60_000 };

/** Its warnings speak of retries that are ours; what fails is told by the error. */
const quiet = (): undefined => undefined;
const silent = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };

/** One bucket, with an end to every request: a store that hangs must hang nobody. */
export class Bucket {
  private readonly client: S3Client;
  private readonly name: string;

  constructor(
    { bucket, endpoint, region, accessKeyId, secretAccessKey, pathStyle }: BucketSettings,
    private readonly patience: Patience = usualPatience,
  ) {
    this.name = bucket;
    this.client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: pathStyle,
      // we repeat ourselves: the client cannot send a stream twice
      maxAttempts: 1,
      // our SHA-256 goes along and is proven on the way back; a second sum in trailers is more than many own installations read
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      expectContinueHeader: false,
      logger: silent,
      requestHandler: { connectionTimeout: patience.connectMs, socketTimeout: patience.idleMs },
    });
  }

  /** Hands the content to `use` while the time for the whole runs. Undefined when there is none. */
  get<T>(key: string, use: (content: Readable, size: number | undefined) => Promise<T>): Promise<T | undefined> {
    return this.ask('GetObject', async (abortSignal) => {
      const found = await this.client
        .send(new GetObjectCommand({ Bucket: this.name, Key: key }), { abortSignal })
        .catch(undefinedWhenMissing('GET'));
      if (found === undefined) return undefined;

      const { Body: content, ContentLength: size } = found;
      if (!(content instanceof Readable)) throw new Error('The answer has no content.');
      try {
        return await use(content, size);
      } finally {
        content.destroy(); // else what `use` left unread would hold the connection
      }
    });
  }

  /** Resolves when the store has confirmed it. The sum lets the store refuse what was changed on its way. */
  put(key: string, path: string, { sha256, size }: Stored): Promise<void> {
    return this.ask('PutObject', async (abortSignal) => {
      const content = createReadStream(path);
      const broken = new AbortController(); // the client does not listen to what it reads from
      content.once('error', (error) => broken.abort(error));
      try {
        const command = new PutObjectCommand({
          Bucket: this.name,
          Key: key,
          Body: content,
          ContentLength: size,
          ContentType: 'application/octet-stream',
          ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
        });
        await this.client.send(command, { abortSignal: AbortSignal.any([abortSignal, broken.signal]) });
      } finally {
        content.destroy();
      }
    });
  }

  size(key: string): Promise<number | undefined> {
    return this.ask('HeadObject', async (abortSignal) => {
      const command = new HeadObjectCommand({ Bucket: this.name, Key: key });
      const found = await this.client.send(command, { abortSignal }).catch(undefinedWhenMissing('HEAD'));
      return found?.ContentLength;
    });
  }

  /** Asks for an object that is not there. The answer to GET, unlike that to HEAD, says why it is none. */
  async probe(key: string): Promise<BucketFailure | undefined> {
    const command = new GetObjectCommand({ Bucket: this.name, Key: key });
    try {
      await this.client.send(command, { abortSignal: AbortSignal.timeout(this.patience.totalMs) });
      return undefined;
    } catch (error) {
      return isMissingObject('GET', error) ? undefined : failureOf(error);
    }
  }

  close(): void {
    this.client.destroy();
  }

  /** What passes (a connection that was closed while idle, a busy store) is tried once more, within the same time. */
  private async ask<T>(request: string, run: (limit: AbortSignal) => Promise<T>): Promise<T> {
    const limit = AbortSignal.timeout(this.patience.totalMs);
    try {
      return await run(limit);
    } catch (error) {
      if (!isPassing(error)) throw meaningOf(request, error);
    }
    await pause(100 + Math.random() * 200);
    return run(limit).catch((error: unknown) => {
      throw meaningOf(request, error);
    });
  }
}

const undefinedWhenMissing =
  (method: 'GET' | 'HEAD') =>
  (error: unknown): undefined => {
    if (isMissingObject(method, error)) return undefined;
    throw error;
  };
