import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { deflateSync } from 'node:zlib';
import { ChildPool, ChildPoolBusy, ChildPoolClosed, type ChildPoolOptions } from './child-pool';
import { compile, type Compiled } from './testing/compile';

jest.setTimeout(30_000);

let compiled: Compiled;
let entry: string;
beforeAll(() => {
  compiled = compile(['libs/platform/src/child', 'libs/platform/src/log', 'apps/worker/src/child']);
  entry = compiled.path('libs/platform/src/child/testing/bad-child.mjs');
});
afterAll(() => compiled.remove());

const silent = { warn: () => undefined, error: () => undefined };
let pool: ChildPool | undefined;
const aPool = (options: Partial<ChildPoolOptions> = {}): ChildPool =>
  (pool = new ChildPool({ entry, size: 1, memoryMb: 256, log: silent, ...options }));
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

/** A dead process that nobody waited for yet (state Z) still has its number. */
const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
};
const until = async (holds: () => boolean, ms = 5000): Promise<void> => {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It did not happen within ${ms} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const pidOf = async (one: ChildPool): Promise<unknown> => {
  const outcome = await one.run({ kind: 'later', args: 0 }, { seconds: 10 });
  return outcome.ok ? outcome.value : outcome;
};

describe('a task', () => {
  test('gets its bytes and gives back its value, buffers as buffers', async () => {
    const bytes = Buffer.from([0, 1, 255]);
    const outcome = await aPool().run({ kind: 'echo', bytes, args: { a: ['ä'] } }, { seconds: 10 });
    expect(outcome).toMatchObject({ ok: true, value: { args: { a: ['ä'] } } });
    expect(outcome).toHaveProperty('value.bytes', expect.any(Uint8Array));
    expect(outcome.ok && JSON.stringify(outcome.value)).toContain('[0,1,255]');
  });

  test('an answer of another shape counts as a crash', async () => {
    const check = (value: unknown): value is string => typeof value === 'string';
    expect(await aPool().run({ kind: 'echo' }, { seconds: 10, check })).toMatchObject({ ok: false, reason: 'crashed' });
  });

  test.each([
    ['spin', 'timeout', { seconds: 0.5 }],
    ['later', 'timeout', { seconds: 0.3 }],
    ['heap', 'memory', { seconds: 20 }],
    ['buffers', 'memory', { seconds: 20 }],
    ['exit', 'crashed', { seconds: 10 }],
    ['abort', 'crashed', { seconds: 10 }],
    ['throw', 'crashed', { seconds: 10 }],
    ['nonsense', 'crashed', { seconds: 10 }],
  ])('%s ends as %s, and the next one meets a fresh child', async (kind, reason, limits) => {
    const one = aPool();
    const before = await pidOf(one);
    expect(await one.run({ kind, args: 60_000 }, limits)).toMatchObject({ ok: false, reason });
    const after = await pidOf(one);
    expect(after).not.toBe(before);
    expect(isAlive(Number(before))).toBe(false);
  });

  test('half a megabyte that inflates to 512 is killed for its memory', async () => {
    const bomb = deflateSync(Buffer.alloc(512 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const outcome = await aPool().run({ kind: 'inflate', bytes: bomb }, { seconds: 20 });
    expect(outcome).toMatchObject({ ok: false, reason: 'memory' });
  });

  test('what a crash says does not quote the document', async () => {
    const outcome = await aPool().run({ kind: 'throw', args: 'DE89370400440532013000' }, { seconds: 10 });
    expect(outcome).toMatchObject({
      ok: false,
      reason: 'crashed',
      detail: expect.stringMatching(/^Error at .*bad-child/),
    });
    expect(JSON.stringify(outcome)).not.toContain('DE89');
  });
});

describe('the pool', () => {
  test('works tasks off in their order', async () => {
    const done: number[] = [];
    const one = aPool();
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (n) => {
        await one.run({ kind: 'later', args: 10 }, { seconds: 10 });
        done.push(n);
      }),
    );
    expect(done).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('works as many at once as it has children, and no more', async () => {
    const one = aPool({ size: 2 });
    const tasks = [1, 2, 3, 4].map(() => one.run({ kind: 'later', args: 300 }, { seconds: 10 }));
    const pids = (await Promise.all(tasks)).map((outcome) => (outcome.ok ? outcome.value : outcome));
    expect(new Set(pids).size).toBe(2);
  });

  test('a task that waits is not charged for waiting', async () => {
    const one = aPool();
    const slow = one.run({ kind: 'later', args: 700 }, { seconds: 10 });
    expect(await one.run({ kind: 'later', args: 0 }, { seconds: 0.5 })).toMatchObject({ ok: true });
    await slow;
  });

  test('refuses when too many wait', async () => {
    const one = aPool({ maxWaiting: 2 });
    await pidOf(one);
    const tasks = [1, 2, 3].map(() => one.run({ kind: 'later', args: 200 }, { seconds: 10 }));
    await expect(one.run({ kind: 'later', args: 0 }, { seconds: 10 })).rejects.toThrow(ChildPoolBusy);
    expect(await Promise.all(tasks)).toHaveLength(3);
  });

  test('a given up task frees its child at once', async () => {
    const one = aPool();
    await pidOf(one);
    const gone = new AbortController();
    const running = one.run({ kind: 'spin' }, { seconds: 20, signal: gone.signal });
    const waiting = one.run({ kind: 'spin' }, { seconds: 20, signal: gone.signal });
    gone.abort(new Error('shutting down'));
    await expect(running).rejects.toThrow('shutting down');
    await expect(waiting).rejects.toThrow('shutting down');
    expect(await one.run({ kind: 'later', args: 0 }, { seconds: 10 })).toMatchObject({ ok: true });
  });

  test('replaces a child after so many tasks', async () => {
    const one = aPool({ recycleAfter: 3 });
    const pids: unknown[] = [];
    for (let n = 0; n < 7; n += 1) pids.push(await pidOf(one));
    expect(pids.slice(0, 3)).toEqual([pids[0], pids[0], pids[0]]);
    expect(new Set(pids).size).toBe(3);
    expect(isAlive(Number(pids[0]))).toBe(false);
  });

  test('close ends every child and tells who still waits', async () => {
    const one = aPool({ size: 2 });
    const pid = Number(await pidOf(one));
    const running = one.run({ kind: 'spin' }, { seconds: 20 });
    const closed = expect(running).rejects.toThrow(ChildPoolClosed);
    await one.close();
    await closed;
    expect(isAlive(pid)).toBe(false);
    await expect(one.run({ kind: 'echo' }, { seconds: 1 })).rejects.toThrow(ChildPoolClosed);
  });

  test('an entry that does not start is said, not waited for', async () => {
    const errors: string[] = [];
    const log = { ...silent, error: (_what: unknown, text?: string) => void errors.push(text ?? '') };
    const one = aPool({ entry: compiled.path('libs/platform/src/child/tasks.ts'), log });
    const outcome = await one.run({ kind: 'echo' }, { seconds: 1 });
    expect(outcome).toEqual({ ok: false, reason: 'crashed', detail: 'no reading process starts' });
    expect(errors[0]).toBe('reading process does not start');
  });
});

describe('a child is shut in', () => {
  let canary: Server;
  let port = 0;
  let connections = 0;
  let shared: ChildPool;
  beforeAll(async () => {
    shared = new ChildPool({ entry, size: 1, memoryMb: 256, log: silent });
    canary = createServer(() => (connections += 1));
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const address = canary.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(async () => {
    canary.close();
    await shared.close();
  });

  test('the canary hears a process that is not', async () => {
    const free = spawn(process.execPath, ['-e', `require('node:net').connect(${port}, '127.0.0.1')`]);
    await until(() => connections === 1);
    free.kill('SIGKILL');
    connections = 0;
  });

  const network = [
    ...[
      'net',
      'named',
      'socket',
      'required',
      'dynamic',
      'builtin',
      'tls',
      'http',
      'httpClass',
      'https',
      'http2',
      'udp',
    ],
    ...['udpClass', 'dns', 'resolver', 'dnsPromises', 'listen', 'listenClass'],
  ].map((way) => [way, 'A process that reads documents opens no connection.']);

  test.each([
    ...network,
    ['fetch', 'fetch is not defined'],
    ['webSocket', 'WebSocket is not defined'],
    ['binding', 'ERR_ACCESS_DENIED'],
    ['thread', 'A process that reads documents starts no threads.'],
    ['process', 'ERR_ACCESS_DENIED'],
    ['inspector', 'ERR_ACCESS_DENIED'],
    ['readFile', 'ERR_ACCESS_DENIED'],
    ['writeFile', 'ERR_ACCESS_DENIED'],
    ['eval', 'Code generation from strings disallowed for this context'],
    ['pollute', 'Cannot add property polluted, object is not extensible'],
    ['replace', 'Object.prototype is frozen.'],
  ])('%s is refused', async (way, refused) => {
    const outcome = await shared.run({ kind: 'try', args: { way, port } }, { seconds: 10 });
    expect(outcome).toEqual({ ok: true, value: { refused } });
    expect(connections).toBe(0);
  });

  test('it has no environment', async () => {
    expect(await aPool().run({ kind: 'environment' }, { seconds: 10 })).toEqual({ ok: true, value: {} });
  });

  test('there is no __proto__, and own properties may have inherited names', async () => {
    expect(await aPool().run({ kind: 'proto' }, { seconds: 10 })).toEqual({
      ok: true,
      value: { keyed: ['__proto__'], accessor: 'undefined', own: 'mine, mine, [object Object]' },
    });
  });
});
test.each(['spin', 'later'])('a parent killed with -9 leaves no child that is at %s', async (kind) => {
  const parent = spawn(process.execPath, [
    '-e',
    `const { ChildPool } = require(${JSON.stringify(compiled.path('libs/platform/src/child/index.ts'))});
     const pool = new ChildPool({ entry: ${JSON.stringify(entry)}, size: 1, memoryMb: 256, log: console });
     pool.run({ kind: 'later', args: 0 }, { seconds: 9 }).then(({ value }) => {
       void pool.run({ kind: '${kind}', args: 60_000 }, { seconds: 60 });
       setTimeout(() => process.stdout.write(String(value)), 200);
     });`,
  ]);
  const pid = await new Promise<number>((resolve, reject) => {
    parent.once('exit', () => reject(new Error('The parent did not start.')));

    parent.stdout.once('data', (text: Buffer) => resolve(Number(text)));
  });
  expect(isAlive(pid)).toBe(true);

  parent.kill('SIGKILL');
  await until(() => !isAlive(pid), 2000);
});
