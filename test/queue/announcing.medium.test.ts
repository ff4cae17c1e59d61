import { type DueWork } from '@libs/db';
import { type JobBoard } from '@libs/queue';
import { type House, openHouse } from '../support/house';
import { startRedis, type TestRedis } from '../support/redis';

/** Whoever announces work, api or worker, is told within a second that Redis does not take it, and nothing stays behind. */
let redis: TestRedis;
let house: House;
let boards: Record<'api' | 'worker', JobBoard | undefined>;

beforeAll(async () => {
  redis = await startRedis();
  house = await openHouse({ redisUrl: redis.url });
  // nobody carries `read`: its jobs stay to be seen
  const handlers = new Map([...house.own()].filter(([step]) => step === 'receive'));
  const worker = await house.startWorker({ handlers });
  boards = { api: house.queue.board, worker: worker.board };
}, 60_000);
afterEach(() => redis.signal('SIGCONT'));
afterAll(async () => {
  await house.close();
  await redis.stop();
});

const due = (): DueWork => ({ entityId: house.entityId, id: crypto.randomUUID(), step: 'read', attempt: 0 });
const jobs = (): Promise<unknown> => redis.say('KEYS', `${house.queue.redis?.prefix ?? ''}:read:*-*-*-*-*`);

/** How adding ended, and that it did not take the second and another one that a busy machine needs. */
async function added(by: 'api' | 'worker'): Promise<string> {
  const began = performance.now();
  const ended = await boards[by]!.add([due()]).then(
    () => 'added',
    (error: unknown) => String(error),
  );
  expect(performance.now() - began).toBeLessThan(2_000);
  return ended;
}

describe.each(['api', 'worker'] as const)('as %s', (part) => {
  test('a Redis that hangs is given up after a second', async () => {
    redis.signal('SIGSTOP');
    expect(await added(part)).toMatch(/timed out/);
  });

  test('a Redis that is away is given up, and what was meant for it is not sent when it is back', async () => {
    await redis.stop();
    expect(await added(part)).not.toBe('added');
    await redis.start();
    await new Promise((resolve) => setTimeout(resolve, 3_000)); // longer than it takes to connect again
    expect(await jobs()).toEqual([]);
  });

  test('a Redis that is full refuses', async () => {
    await redis.say('CONFIG', 'SET', 'maxmemory', '1');
    expect(await added(part)).toMatch(/OOM|EXECABORT/);
    await redis.say('CONFIG', 'SET', 'maxmemory', '0');
  });
});
