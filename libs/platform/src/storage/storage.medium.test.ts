import { createHash, randomUUID } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type S3Store, startS3Store } from '../../../../test/support/s3-store';
import { compile, type Compiled } from '../child/testing/compile';
import { BadStorageName, ContentDamaged, ContentMissing, TooLarge } from './errors';
import { FolderStorage } from './folder-storage';
import { S3Storage } from './s3-storage';
import { type Storage } from './storage';

const entity = '0190b5a0-0000-7000-8000-000000000001';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const placeOf = (hash: string): string => `${entity}/${hash.slice(0, 2)}/${hash}`;
const limit = { maxBytes: 1_000_000 };
const text = Buffer.from('<Invoice/>'.repeat(1200));

const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

/** One kind of archive, seen from behind. */
type Kind = {
  readonly storage: Storage;
  /** What it keeps, as `<entity>/<aa>/<sha256>`. */
  readonly kept: () => Promise<string[]>;
  /** The file in which these bytes lie, to damage them. */
  readonly fileOf: (hash: string) => string;
  /** Bytes on their way in. */
  readonly leftovers: () => Promise<string[]>;
  /** The same archive in another process: an expression over `storage`, the door of the compiled library. */
  readonly expression: string;
};

let dataDir: string;
const allButTheDate = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];
let store: S3Store;
beforeAll(async () => {
  store = await startS3Store();
});
afterAll(() => store.close());
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'belegfluss-storage-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const inFolder = (): Kind => {
  const archive = join(dataDir, 'archive');
  const isTemp = (path: string) => path.includes('/.incoming/');
  return {
    storage: new FolderStorage(dataDir),
    kept: async () =>
      (await filesBelow(archive)).filter((path) => !isTemp(path)).map((path) => path.slice(archive.length + 1)),
    fileOf: (hash) => join(archive, placeOf(hash)),
    leftovers: async () => (await filesBelow(dataDir)).filter(isTemp),
    expression: `new storage.FolderStorage(${JSON.stringify(dataDir)})`,
  };
};

/** Each test has a prefix of its own: the server is shared. */
const inBucket = (): Kind => {
  const prefix = `test/${randomUUID()}`;
  const settings = { ...store.settings, prefix, dataDir };
  return {
    storage: new S3Storage(settings),
    kept: async () =>
      (await store.keys()).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length + 1)),
    fileOf: (hash) => store.fileOf(`${prefix}/${placeOf(hash)}`),
    leftovers: () => filesBelow(dataDir),
    expression: `new storage.S3Storage(${JSON.stringify(settings)})`,
  };
};

describe.each([
  ['a folder', inFolder],
  ['a bucket', inBucket],
])('an archive in %s', (_kind, open) => {
  let kind: Kind;
  let storage: Storage;
  beforeEach(() => {
    kind = open();
    ({ storage } = kind);
  });

  const put = (bytes: Buffer, options = limit) => storage.put(entity, Readable.from([bytes]), options);
  const expectNothing = async () => {
    expect(await kind.kept()).toEqual([]);
    expect(await kind.leftovers()).toEqual([]);
  };

  describe('put', () => {
    test('keeps the bytes under their hash', async () => {
      const stored = await put(text);

      expect(stored).toEqual({ sha256: sha256(text), size: text.length });
      expect(await kind.kept()).toEqual([placeOf(stored.sha256)]);
      expect(await kind.leftovers()).toEqual([]);
      expect(await storage.read(entity, stored.sha256)).toEqual(text);
      expect(await storage.stat(entity, stored.sha256)).toEqual({ size: text.length });
    });

    test('an empty file is content like any other', async () => {
      const { sha256: hash, size } = await put(Buffer.alloc(0));
      expect(size).toBe(0);
      expect(await storage.read(entity, hash)).toEqual(Buffer.alloc(0));
    });

    test('stops at the limit while the bytes still flow, and leaves nothing behind', async () => {
      let sent = 0;
      async function* endless() {
        for (;;) {
          sent += 1000;
          yield await Promise.resolve(Buffer.alloc(1000));
        }
      }
      await expect(storage.put(entity, endless(), { maxBytes: 5000 })).rejects.toThrow(TooLarge);
      expect(sent).toBe(6000);
      await expectNothing();
    });

    test('exactly the limit passes', async () => {
      expect(await put(Buffer.alloc(5000), { maxBytes: 5000 })).toMatchObject({ size: 5000 });
    });

    test('a sender who hangs up leaves nothing behind', async () => {
      const source = new Readable({ read: () => undefined });
      const result = storage.put(entity, source, limit);
      source.push(text);
      setTimeout(() => source.destroy(new Error('connection lost')), 20);
      await expect(result).rejects.toThrow('connection lost');
      await expectNothing();
    });

    test('a sender who hangs up before anybody reads leaves nothing behind either', async () => {
      const source = new Readable({ read: () => undefined });
      const result = storage.put(entity, source, limit);
      source.destroy(new Error('connection lost'));
      await expect(result).rejects.toThrow('connection lost');
      await expectNothing();
    });

    test('the same bytes twenty times at once are kept once', async () => {
      const stored = await Promise.all(Array.from({ length: 20 }, () => put(text)));
      expect(new Set(stored.map((one) => one.sha256)).size).toBe(1);
      expect(await kind.kept()).toEqual([placeOf(sha256(text))]);
      expect(await storage.read(entity, sha256(text))).toEqual(text);
    });

    test('bytes that are there are not written again', async () => {
      const { sha256: hash } = await put(text);
      const first = await stat(kind.fileOf(hash), { bigint: true });
      await put(text);
      const second = await stat(kind.fileOf(hash), { bigint: true });
      expect([second.ino, second.mtimeNs]).toEqual([first.ino, first.mtimeNs]);
    });

    test('entities do not share content', async () => {
      await put(text);
      const other = randomUUID();
      expect(await storage.stat(other, sha256(text))).toBeUndefined();
      await expect(storage.read(other, sha256(text))).rejects.toThrow(ContentMissing);
    });

    test.each([
      ['truncated', text.subarray(0, 100)],
      ['rotten', Buffer.alloc(text.length, 'x')],
    ])('heals bytes that are %s in the store', async (_what, damage) => {
      const { sha256: hash } = await put(text);
      await writeFile(kind.fileOf(hash), damage);
      await put(text);
      expect(await storage.read(entity, hash)).toEqual(text);
    });

    test.each(['..', '../other', '', 'ABC', `${entity}/..`, entity.toUpperCase().replace('B', 'G')])(
      'refuses %p as an entity',
      async (name) => {
        await expect(storage.put(name, Readable.from([text]), limit)).rejects.toThrow(BadStorageName);
        await expect(storage.read(name, sha256(text))).rejects.toThrow(BadStorageName);
      },
    );
  });

  describe('reading', () => {
    test.each([
      ['truncated', (bytes: Buffer) => bytes.subarray(0, 100)],
      ['changed', (bytes: Buffer) => Buffer.from(bytes).fill(0x20, 50, 51)],
    ])('never serves content that was %s as good', async (_what, damage) => {
      const { sha256: hash } = await put(text);
      await writeFile(kind.fileOf(hash), damage(text));
      await expect(storage.read(entity, hash)).rejects.toThrow(ContentDamaged);
      const stream = await storage.open(entity, hash);
      await expect(stream.forEach(() => undefined)).rejects.toThrow(ContentDamaged);
    });

    test.each([
      ['good', (bytes: Buffer) => bytes],
      ['damaged', (bytes: Buffer) => bytes.subarray(0, 100)],
      ['damaged', (bytes: Buffer) => Buffer.from(bytes).fill(0x20, 50, 51)],
      ['damaged', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from(' ')])],
    ])('proves that content is %s', async (found, change) => {
      const { sha256: hash } = await put(text);
      await writeFile(kind.fileOf(hash), change(text));
      expect(await storage.prove(entity, hash)).toBe(found);
      expect(await storage.prove(entity, sha256(Buffer.from('nothing')))).toBe('missing');
    });

    test('says when there is nothing', async () => {
      await expect(storage.read(entity, sha256(text))).rejects.toThrow(ContentMissing);
      await expect(storage.open(entity, sha256(text))).rejects.toThrow(ContentMissing);
      await expect(storage.open(entity, '../../../../etc/passwd')).rejects.toThrow(BadStorageName);
    });

    test('a reader that leaves early holds nothing', async () => {
      const { sha256: hash } = await put(Buffer.alloc(900_000, 'a'));
      const stream = await storage.open(entity, hash);
      for await (const chunk of stream) {
        expect(chunk).toBeDefined();
        break;
      }
      expect(stream.destroyed).toBe(true);
      expect(await kind.leftovers()).toEqual([]);
    });
  });

  test('can be checked at start before anything was kept', async () => {
    await storage.check();
    await expectNothing();
    expect(await storage.sweepTemp()).toBe(0);
  });

  describe('what an interrupted put leaves', () => {
    let compiled: Compiled;
    beforeAll(() => {
      compiled = compile(['libs/platform/src/storage', 'libs/platform/src/clock', 'libs/platform/src/config']);
    });
    afterAll(() => compiled.remove());

    /** Another process that writes a chunk and then waits for ever. */
    const writer = (): ChildProcess =>
      spawn(process.execPath, [
        '-e',
        `const storage = require(${JSON.stringify(compiled.path('libs/platform/src/storage/index.ts'))});
         async function* slow() { yield Buffer.alloc(200_000, 'a'); await new Promise((r) => setTimeout(r, 60_000)); }
         void (${kind.expression}).put('${entity}', slow(), { maxBytes: 1e9 });`,
      ]);

    const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
      for (let tries = 0; tries < 400; tries += 1) {
        const found = await look();
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error('It did not happen within 8 s.');
    };

    test('after kill -9 in mid-put nothing is kept, and the leftover is swept an hour later', async () => {
      const child = writer();
      const leftover = await until(async () => {
        const [path] = await kind.leftovers();
        return path && (await readFile(path)).length > 0 ? path : undefined;
      });
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));

      expect(await kind.leftovers()).toEqual([leftover]);
      expect(await storage.sweepTemp()).toBe(0);

      // a process whose clock is a day ahead looks at what others are just writing
      const clock = jest.useFakeTimers({ now: Date.now() + 90_000_000, doNotFake: allButTheDate });
      expect(await storage.sweepTemp()).toBe(0);
      clock.useRealTimers();
      expect(await kind.leftovers()).toEqual([leftover]);

      const longAgo = new Date(Date.now() - 3_700_000);
      await utimes(leftover, longAgo, longAgo);
      expect(await storage.sweepTemp()).toBe(1);
      await expectNothing();
    });
  });
});

describe('an archive in a folder', () => {
  test('can be read by nobody else', async () => {
    const { storage, fileOf } = inFolder();
    const stored = await storage.put(entity, Readable.from([text]), limit);
    expect((await stat(fileOf(stored.sha256))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'archive', entity))).mode & 0o777).toBe(0o700);
  });

  test('that cannot be written to is found at start', async () => {
    await writeFile(join(dataDir, 'archive'), 'not a folder');
    await expect(inFolder().storage.check()).rejects.toThrow('Check DATA_DIR and the rights of the folder');
  });

  test('is swept without an error when it does not exist yet', async () => {
    expect(await new FolderStorage(join(dataDir, 'nowhere')).sweepTemp()).toBe(0);
  });
});
