import { createLogger, type Storage, StorageAway, StorageFull } from '@libs/platform';
import { Readable } from 'node:stream';
import { WatchArchive } from './watch-archive';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** An archive with this much room, or whose quota does not show as room. */
function archiveWith(room: { free: number | undefined; accepts: number }) {
  const inner = {
    free: () => Promise.resolve(room.free),
    put: async (_entity: string, source: AsyncIterable<Uint8Array>) => {
      let size = 0;
      for await (const chunk of source) size += chunk.length;
      if (size > room.accepts) throw new StorageFull(new Error('ENOSPC'));
      return { sha256: '', size };
    },
  } as Partial<Storage> as Storage;
  const said: string[] = [];
  const log = createLogger('test', 'warn', {
    write: (line) => void said.push((JSON.parse(line) as { msg: string }).msg),
  });
  const watch = new WatchArchive(inner, 50_000, log);
  const put = (size: number) => watch.archive.put('e', Readable.from([Buffer.alloc(size)]), { maxBytes: 50_000 });
  return { watch, put, said };
}

test('little room is told, and full once something was refused, each said once, and over when room was made', async () => {
  const room = { free: 40_000, accepts: 40_000 };
  const { watch, put, said } = archiveWith(room);
  expect(await watch.state()).toBe('low');
  await expect(put(45_000)).rejects.toBeInstanceOf(StorageFull);
  await expect(put(45_000)).rejects.toBeInstanceOf(StorageFull);
  expect((await put(10)).size).toBe(10);
  expect(await watch.state()).toBe('full');
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(/weniger Platz.* \/ .*less room/s);
  expect(said[1]).toMatch(/kein Platz mehr.*507.*452.*Platz schaffen.* \/ .*no room left.*Free some space/s);

  Object.assign(room, { free: 90_000, accepts: 90_000 });
  await jest.advanceTimersByTimeAsync(16_000);
  expect(await watch.state()).toBe('writable');
  expect(said).toHaveLength(3);
  expect(said[2]).toMatch(/nimmt wieder an.* 2 Anfragen/);
});

test.each([undefined, 10_000_000])('a put refused for another limit (free: %s) counts for a minute', async (free) => {
  const { watch, put, said } = archiveWith({ free, accepts: 40_000 });
  expect(await watch.state()).toBe('writable');
  await expect(put(45_000)).rejects.toBeInstanceOf(StorageFull);
  expect(await watch.state()).toBe('full');
  await jest.advanceTimersByTimeAsync(50_000);
  expect(await watch.state()).toBe('full');
  await jest.advanceTimersByTimeAsync(30_000);
  expect(await watch.state()).toBe('writable');
  expect(said).toHaveLength(2);
});

test('a store that is away is told once, also when somebody only wants to read', async () => {
  const { watch, said } = archiveWith({ free: undefined, accepts: 40_000 });
  for (let at = 0; at < 5; at += 1) watch.heard(new StorageAway(new Error('ECONNREFUSED')));
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/antwortet nicht.*S3_ENDPOINT.* \/ .*does not answer/s);
  await jest.advanceTimersByTimeAsync(16_000);
  expect(said[1]).toMatch(/nimmt wieder an.* 5 Anfragen/);
});
