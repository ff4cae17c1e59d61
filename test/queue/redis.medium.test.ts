import { type DueWork } from '@libs/db';
import { machineSteps } from '@libs/operations';
import { withClient } from '@libs/platform';
import Bull from 'bull';
import { breaches } from '../support/breaches';
import { eventually, type House, openHouse } from '../support/house';
import { atRest, startApp, timePasses } from '../support/processes';
import { startRedis, type TestRedis } from '../support/redis';
import { type TestWorker } from '../support/queue';
import { ublInvoice } from '../support/xrechnung-xml';

/** What Redis can do to the line, provoked for real. Postgres is the truth: nothing may be lost, nothing doubled. */
let redis: TestRedis;
let house: House;
let workers: TestWorker[] = [];

beforeAll(async () => {
  redis = await startRedis();
  house = await openHouse({ redisUrl: redis.url });
}, 60_000);
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  redis.signal('SIGCONT');
});
afterAll(async () => {
  await house.close();
  await redis.stop();
});

let sent = 0;
const another = (): string => ublInvoice({ number: `Q-${(sent += 1)}` });
const uploads = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => house.upload(another())));
const worker = async (): Promise<TestWorker> => {
  const started = await house.startWorker();
  workers.push(started);
  return started;
};
const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
  withClient(house.testDatabase.ownerUrl, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

const prefix = (): string => house.queue.redis?.prefix ?? '';
const waiting = async (step: string): Promise<number> => Number(await redis.say('LLEN', `${prefix()}:${step}:wait`));

async function allAccepted(ids: readonly string[]): Promise<void> {
  await atRest(house);
  const arrivals = await house.arrivals.many(house.sight, ids);
  expect(arrivals.map(({ outcome }) => outcome)).toEqual(ids.map(() => 'accepted'));
  expect(await breaches(house)).toEqual([]);
}

test('work travels as jobs that hold ids only, named after row and attempt, and leaves nothing behind on Redis', async () => {
  const ids = await uploads(3);
  await eventually(async () => ((await waiting('receive')) === 3 ? true : undefined));
  const queue = new Bull('receive', redis.url, { prefix: prefix() });
  const due = await rows(`SELECT entity_id, id, attempt FROM work WHERE step <> 'prove'`);
  for (const { entity_id: entityId, id } of due) {
    const job = await queue.getJob(`${String(id)}:0`);
    expect(job?.data).toEqual({ entityId, id });
    expect(job?.opts).toMatchObject({ attempts: 1, removeOnComplete: true, removeOnFail: true });
  }
  await queue.close();
  await worker();
  await allAccepted(ids);
  await eventually(
    async () => ((await redis.say('KEYS', `${prefix()}:*:*-*-*`)) as unknown[]).length === 0 || undefined,
  );
});

test('a crash between commit and job: the sweeper finds the work', async () => {
  const ids = await uploads(20);
  await redis.say('FLUSHALL');
  expect(await waiting('receive')).toBe(0);
  await worker();
  await allAccepted(ids);
});

test('FLUSHALL in the middle of the work, again and again', async () => {
  await worker();
  await worker();
  const ids: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    ids.push(...(await uploads(10)));
    await redis.say('FLUSHALL');
  }
  await allAccepted(ids);
});

test('a restart without data: nothing is accepted late, all is done', async () => {
  await worker();
  const before = await uploads(10);
  await redis.stop();
  const began = performance.now();
  const meanwhile = await uploads(10);
  expect(performance.now() - began).toBeLessThan(5_000);
  await redis.start();
  const after = await uploads(10);
  await allAccepted([...before, ...meanwhile, ...after]);
});

test('while Redis is away the table carries alone', async () => {
  await worker();
  await redis.stop();
  await allAccepted(await uploads(10));
  await redis.start();
  await allAccepted(await uploads(5));
});

test('while Redis hangs accepting goes on and the table carries alone', async () => {
  await worker();
  redis.signal('SIGSTOP');
  const began = performance.now();
  const ids = await uploads(10);
  expect(performance.now() - began).toBeLessThan(5_000);
  await allAccepted(ids);
  redis.signal('SIGCONT');
  await allAccepted(await uploads(5));
});

test('Redis is full and refuses: accepting goes on, the table carries alone, and Redis is used again when it has room', async () => {
  await worker();
  await redis.say('CONFIG', 'SET', 'maxmemory', '1');
  await expect(redis.say('SET', 'a', 'b')).rejects.toThrow('OOM');
  await allAccepted(await uploads(10));
  await redis.say('CONFIG', 'SET', 'maxmemory', '0');
  await allAccepted(await uploads(5));
});

test('announcing never waits, whatever Redis does', () => {
  const due: DueWork[] = [{ entityId: house.entityId, id: crypto.randomUUID(), step: 'read', attempt: 0 }];
  for (const trouble of ['SIGSTOP', 'SIGCONT'] as const) {
    redis.signal(trouble);
    const began = performance.now();
    for (let count = 0; count < 100; count += 1) house.queue.onDue(due);
    expect(performance.now() - began).toBeLessThan(200);
  }
});

test('a job that finds nothing to do stands in nobody’s way: its name can be used again', async () => {
  const [id] = await uploads(1);
  const [row] = await rows(`SELECT id FROM work WHERE step <> 'prove'`);
  const queue = new Bull('receive', redis.url, { prefix: prefix() });
  const name = `${String(row?.['id'])}:0`;
  await rows(`UPDATE work SET due_at = now() + interval '1 hour'`);
  await worker();
  await eventually(async () => ((await queue.getJob(name)) === null ? true : undefined)); // carried, and nothing was due
  await timePasses(house); // the sweeper adds a job of the same name
  await allAccepted([id!]);
  await queue.close();
});

test('a foreign job in our queue changes nothing and harms nobody', async () => {
  await worker();
  const queue = new Bull('read', redis.url, { prefix: prefix() });
  await queue.add({ entityId: 'x', id: "'; DROP TABLE work" }, { removeOnComplete: true });
  await queue.add({ entityId: crypto.randomUUID(), id: crypto.randomUUID() }, { removeOnComplete: true });
  await eventually(async () => ((await queue.getJobCounts()).waiting === 0 ? true : undefined));
  await allAccepted(await uploads(2));
  await queue.close();
});

test.each([
  ['all queues', machineSteps],
  ['one queue, while the other steps move', ['check']],
])(
  'a worker that fell silent ends, for its supervisor to start it again: %s',
  async (_which, steps) => {
    // queues are told to pause: for the worker it looks as if Redis were fit and had no jobs
    const queues = steps.map((step) => new Bull(step, redis.url, { prefix: prefix() }));
    await Promise.all(queues.map((queue) => queue.pause()));
    const silent = await startApp('worker', house, { WATCHDOG_SECONDS: '3' });
    const ids = await uploads(2);
    const sending = setInterval(() => void uploads(1).then((more) => ids.push(...more)), 500);
    expect((await silent.ended).code).toBe(70);
    clearInterval(sending);
    expect(silent.log()).toContain('this worker has been silent');
    await Promise.all(queues.map((queue) => queue.resume()));
    await Promise.all(queues.map((queue) => queue.close()));

    await worker();
    await allAccepted(ids);
  },
  60_000,
);

test('workers for some steps only: together they carry the line', async () => {
  const one = await startApp('worker', house, { WORKER_STEPS: 'receive, assign' });
  const ids = await uploads(4);
  await eventually(async () =>
    (await rows(`SELECT 1 FROM work WHERE step = 'receive'`)).length === 0 ? true : undefined,
  );
  expect(await rows(`SELECT 1 FROM work WHERE step = 'read'`)).toHaveLength(4);
  const other = await startApp('worker', house, { WORKER_STEPS: 'read,check' });
  await allAccepted(ids);
  await Promise.all([one.kill(), other.kill()]);
}, 60_000);
