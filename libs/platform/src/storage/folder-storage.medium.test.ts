import { createHash, randomUUID } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { compile, type Compiled } from '../child/testing/compile';
import { BadStorageName, ContentDamaged, ContentMissing, TooLarge } from './errors';
import { FolderStorage } from './folder-storage';

const entity = '0190b5a0-0000-7000-8000-000000000001';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const limit = { maxBytes: 1_000_000 };
const text = Buffer.from('<Invoice/>'.repeat(1200));

let dataDir: string;
let storage: FolderStorage;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'belegfluss-storage-'));
  storage = new FolderStorage(dataDir);
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const put = (bytes: Buffer, options = limit) => storage.put(entity, Readable.from([bytes]), options);
const files = async (): Promise<string[]> => {
  const entries = await readdir(join(dataDir, 'archive'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};
const fileOf = (hash: string) => join(dataDir, 'archive', entity, hash.slice(0, 2), hash);

describe('put', () => {
  test('keeps the bytes under their hash, readable by nobody else', async () => {
    const stored = await put(text);

    expect(stored).toEqual({ sha256: sha256(text), size: text.length });
    expect(await files()).toEqual([fileOf(stored.sha256)]);
    expect((await stat(fileOf(stored.sha256))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'archive', entity))).mode & 0o777).toBe(0o700);
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
    expect(await files()).toEqual([]);
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
    expect(await files()).toEqual([]);
  });

  test('the same bytes twenty times at once are one file', async () => {
    const stored = await Promise.all(Array.from({ length: 20 }, () => put(text)));
    expect(new Set(stored.map((one) => one.sha256)).size).toBe(1);
    expect(await files()).toEqual([fileOf(sha256(text))]);
  });

  test('entities do not share files', async () => {
    await put(text);
    expect(await storage.stat(randomUUID(), sha256(text))).toBeUndefined();
  });

  test.each([
    ['truncated', text.subarray(0, 100)],
    ['rotten', Buffer.alloc(text.length, 'x')],
  ])('heals a file that is %s on the disk', async (_what, damage) => {
    const { sha256: hash } = await put(text);
    await writeFile(fileOf(hash), damage);
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
    await writeFile(fileOf(hash), damage(text));
    await expect(storage.read(entity, hash)).rejects.toThrow(ContentDamaged);
    const stream = await storage.open(entity, hash);
    await expect(stream.forEach(() => undefined)).rejects.toThrow(ContentDamaged);
  });

  test('says when there is nothing', async () => {
    await expect(storage.read(entity, sha256(text))).rejects.toThrow(ContentMissing);
    await expect(storage.open(entity, '../../../../etc/passwd')).rejects.toThrow(BadStorageName);
  });

  test('a reader that leaves early closes the file', async () => {
    const { sha256: hash } = await put(Buffer.alloc(900_000, 'a'));
    const stream = await storage.open(entity, hash);
    for await (const chunk of stream) {
      expect(chunk).toBeDefined();
      break;
    }
    expect(stream.destroyed).toBe(true);
  });
});

describe('what an interrupted put leaves', () => {
  let compiled: Compiled;
  beforeAll(() => {
    compiled = compile(['libs/platform/src/storage', 'libs/platform/src/clock']);
  });
  afterAll(() => compiled.remove());

  /** Another process that writes a chunk and then waits for ever. */
  const writer = (): ChildProcess =>
    spawn(process.execPath, [
      '-e',
      `const { FolderStorage } = require(${JSON.stringify(compiled.path('libs/platform/src/storage/index.ts'))});
       async function* slow() { yield Buffer.alloc(200_000, 'a'); await new Promise((r) => setTimeout(r, 60_000)); }
       void new FolderStorage(${JSON.stringify(dataDir)}).put('${entity}', slow(), { maxBytes: 1e9 });`,
    ]);

  const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = await look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('It did not happen within 4 s.');
  };

  test('after kill -9 in mid-put there is no final file, and the leftover is swept an hour later', async () => {
    const child = writer();
    const leftover = await until(async () => {
      const [path] = await files().catch(() => []);
      return path && (await readFile(path)).length > 0 ? path : undefined;
    });
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));

    expect(leftover).toContain('/archive/.incoming/');
    expect(await files()).toEqual([leftover]);
    expect(await storage.sweepTemp()).toBe(0);

    const longAgo = new Date(Date.now() - 3_700_000);
    await utimes(leftover, longAgo, longAgo);
    expect(await storage.sweepTemp()).toBe(1);
    expect(await files()).toEqual([]);
  });

  test('sweeping an archive that does not exist yet is no error', async () => {
    expect(await new FolderStorage(join(dataDir, 'nowhere')).sweepTemp()).toBe(0);
  });
});
