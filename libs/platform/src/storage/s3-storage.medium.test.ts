import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type S3Store, startS3Store } from '../../../../test/support/s3-store';
import { ConfigError } from '../config';
import { refusalFor } from '../mail/replies';
import { type Patience } from './bucket';
import { StorageAway, StorageFull } from './errors';
import { S3Storage } from './s3-storage';
import { checkStorage } from './storage-for';

const entity = '0190b5a0-0000-7000-8000-000000000001';
const text = Buffer.from('<Invoice/>'.repeat(1200));
const digest = createHash('sha256').update(text);
const sha256 = digest.copy().digest('hex');
const patience: Patience = { connectMs: 500, idleMs: 700, totalMs: 2_000 };

let store: S3Store;
let dataDir: string;
beforeAll(async () => {
  store = await startS3Store();
  dataDir = mkdtempSync(join(tmpdir(), 'belegfluss-s3-storage-'));
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});
afterEach(() =>
  expect(readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())).toEqual([]),
);

const storageWith = (changes: Partial<S3Store['settings']> = {}): S3Storage =>
  new S3Storage({ ...store.settings, prefix: randomUUID(), dataDir, ...changes }, patience);
const put = (storage: S3Storage, bytes = text) => storage.put(entity, Readable.from([bytes]), { maxBytes: 10_000_000 });

/** What it fails with, and after how many milliseconds. */
async function failure(run: () => Promise<unknown>): Promise<{ error: unknown; millis: number }> {
  const start = performance.now();
  const error = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, millis: performance.now() - start };
}

const everything = (storage: S3Storage): [string, () => Promise<unknown>][] => [
  ['put', () => put(storage)],
  ['open', () => storage.open(entity, sha256)],
  ['read', () => storage.read(entity, sha256)],
  ['prove', () => storage.prove(entity, sha256)],
  ['stat', () => storage.stat(entity, sha256)],
  ['check', () => storage.check()],
];

describe('a store that is away', () => {
  test('is said within a moment when nothing listens, and used again when it is back', async () => {
    const storage = storageWith();
    await put(storage);
    await store.stop();
    for (const [what, run] of everything(storage)) {
      const { error, millis } = await failure(run);
      expect([what, error]).toEqual([what, expect.any(StorageAway)]);
      expect(millis).toBeLessThan(1_500);
    }
    expect(refusalFor((await failure(() => put(storage))).error, 1).responseCode).toBe(451);

    await store.start();
    expect(await storage.read(entity, sha256)).toEqual(text);
    expect((await put(storage)).sha256).toBe(sha256);
  });

  test('is said within the time limit when it takes connections and never answers', async () => {
    const storage = storageWith();
    await put(storage);
    store.freeze();
    try {
      const all = await Promise.all(everything(storage).map(([, run]) => failure(run)));
      for (const { error, millis } of all) {
        expect(error).toBeInstanceOf(StorageAway);
        expect(millis).toBeLessThan(patience.totalMs + 1_000);
      }
      // more than its socket takes in: it must not wait for the rest either
      const { error } = await failure(() => put(storage, Buffer.alloc(9_000_000, 'a')));
      expect(error).toBeInstanceOf(StorageAway);
    } finally {
      store.thaw();
    }
    expect(await storage.read(entity, sha256)).toEqual(text);
  });

  test('does not stop a process at its start, but is told to the operator', async () => {
    const lines: unknown[] = [];
    const log = { error: (...line: unknown[]) => void lines.push(line) };
    await checkStorage(storageWith({ endpoint: 'http://127.0.0.1:9' }), log);
    expect(JSON.stringify(lines)).toContain('Check S3_ENDPOINT');
  });
});

describe('at start', () => {
  test.each([
    ['S3_ACCESS_KEY_ID', 'InvalidAccessKeyId', { accessKeyId: 'nobody' }],
    ['S3_BUCKET', 'NoSuchBucket', { bucket: 'another-bucket' }],
  ])('a wrong %s is named by what the store says (%s)', async (setting, code, changes) => {
    const { error } = await failure(() => checkStorage(storageWith(changes), { error: () => undefined }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(`${setting}: `);
    expect(String(error)).toContain(code);
    expect(String(error)).toContain('das Programm startet nicht');
  });

  test('good settings pass', async () => {
    await storageWith().check();
    await storageWith({ prefix: '' }).check();
  });
});

test('a bucket that is gone is never taken for an empty archive', async () => {
  const { error } = await failure(() => storageWith({ bucket: 'another-bucket' }).read(entity, sha256));
  expect(error).toBeInstanceOf(StorageAway);
});

describe('a store that answers', () => {
  type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => unknown;
  let server: Server;
  let storage: S3Storage;
  let requests: IncomingMessage[];

  const answering = async (answer: Answer): Promise<void> => {
    requests = [];
    server = createServer((request, response) => {
      requests.push(request);
      request.resume();
      answer(request, response, requests.length);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('No address.');
    storage = storageWith({ endpoint: `http://127.0.0.1:${address.port}`, secretAccessKey: 'streng-geheim' });
  };
  afterEach(() => {
    storage.close();
    server.closeAllConnections();
    server.close();
  });

  const error = (response: ServerResponse, status: number, code: string) =>
    response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
  const missing = (response: ServerResponse) => error(response, 404, 'NoSuchKey');

  test.each([
    [507, 'InsufficientStorage'],
    [403, 'QuotaExceeded'],
    [507, 'XMinioStorageFull'],
  ])('%i %s has no room', async (status, code) => {
    await answering((request, response) =>
      request.method === 'GET' ? missing(response) : error(response, status, code),
    );
    const { error: thrown } = await failure(() => put(storage));
    expect(thrown).toBeInstanceOf(StorageFull);
    expect(refusalFor(thrown, 1).responseCode).toBe(452);
  });

  test.each([
    [500, 'InternalError'],
    [503, 'SlowDown'],
    [403, 'AccessDenied'],
    [400, 'BadDigest'],
  ])('%i %s kept nothing', async (status, code) => {
    await answering((request, response) =>
      request.method === 'GET' ? missing(response) : error(response, status, code),
    );
    const { error: thrown } = await failure(() => put(storage));
    expect(thrown).toBeInstanceOf(StorageAway);
    expect(String((thrown as StorageAway).cause)).toBe(`Error: PutObject: ${code} (${status})`);
  });

  test('a connection that was cut is tried once more', async () => {
    await answering((request, response, count) => {
      if (count === 2) return request.socket.destroy();
      if (request.method === 'GET') return missing(response);
      return request.on('end', () => response.end());
    });
    expect((await put(storage)).sha256).toBe(sha256);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'PUT', 'PUT']);
  });

  test('is told length and sum of what is coming', async () => {
    await answering((request, response) => {
      if (request.method === 'GET') return missing(response);
      return request.on('end', () => response.end());
    });
    await put(storage);
    expect(requests[1]?.headers).toMatchObject({
      'content-length': String(text.length),
      'x-amz-checksum-sha256': digest.copy().digest('base64'),
    });
  });

  test('half an object and then nothing is an outage, heard before the first byte goes on', async () => {
    await answering((_request, response) => {
      response.writeHead(200, { 'content-length': text.length }).write(text.subarray(0, 100));
      setTimeout(() => response.destroy(), 50);
    });
    expect((await failure(() => storage.open(entity, sha256))).error).toBeInstanceOf(StorageAway);
    expect((await failure(() => storage.read(entity, sha256))).error).toBeInstanceOf(StorageAway);
  });

  test('a byte now and then does not hold anybody beyond the limit', async () => {
    await answering((_request, response) => {
      response.writeHead(200, { 'content-length': text.length });
      const drip = setInterval(() => response.write('x'), 100);
      response.on('close', () => clearInterval(drip));
    });
    const { error: thrown, millis } = await failure(() => storage.read(entity, sha256));
    expect(thrown).toBeInstanceOf(StorageAway);
    expect(millis).toBeLessThan(patience.totalMs + 1_000);
  });

  test.each([
    [403, 'SignatureDoesNotMatch', 'S3_SECRET_ACCESS_KEY: '],
    [403, 'AccessDenied', 'ListBucket'],
    [400, 'AuthorizationHeaderMalformed', 'S3_REGION: '],
    [301, 'PermanentRedirect', 'S3_REGION: '],
    [403, 'RequestTimeTooSkewed', 'clocks'],
    [404, 'Nothing', 'S3_ENDPOINT: '],
  ])('%i %s at start tells the operator what to correct, and no secret', async (status, code, said) => {
    await answering((_request, response) => error(response, status, code));
    const { error: thrown } = await failure(() => storage.check());
    expect(thrown).toBeInstanceOf(ConfigError);
    expect(String(thrown)).toContain(said);
    expect(String(thrown)).not.toContain('geheim');
  });

  test('web pages is no S3 store', async () => {
    await answering((_request, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>'),
    );
    expect(String((await failure(() => storage.check())).error)).toContain('S3_ENDPOINT: ');
    expect((await failure(() => storage.read(entity, sha256))).error).toBeInstanceOf(StorageAway);
  });
});
