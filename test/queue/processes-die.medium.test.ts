import { withClient } from '@libs/platform';
import { signedIn } from '../http/support/client';
import { breaches } from '../support/breaches';
import { freePort } from '../support/free-port';
import { eventually, type House, openHouse } from '../support/house';
import { appsOver, atRest, childrenOf, isAlive, type RunningApp } from '../support/processes';
import { startRedis, type TestRedis } from '../support/redis';
import { ublInvoice } from '../support/xrechnung-xml';

/** Processes that die or stand still while Redis spreads the work, in real time: nobody moves a clock or a lease. */
let redis: TestRedis;
let house: House;

beforeAll(async () => {
  redis = await startRedis();
  house = await openHouse({ redisUrl: redis.url });
}, 60_000);
afterAll(async () => {
  await house.close();
  await redis.stop();
});

const apps = appsOver(() => house);
const start = (app: 'api' | 'worker', settings: NodeJS.ProcessEnv = {}): Promise<RunningApp> =>
  apps(app, { LOG_LEVEL: 'info', ...settings });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let sent = 0;
const another = (): string => ublInvoice({ number: `P-${(sent += 1)}` });
const uploads = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => house.upload(another())));

async function allAccepted(ids: readonly string[]): Promise<void> {
  const arrivals = await house.arrivals.many(house.sight, ids);
  expect(arrivals.map(({ outcome }) => outcome)).toEqual(ids.map(() => 'accepted'));
  expect(await breaches(house)).toEqual([]);
}

const rows = <T extends object>(sql: string): Promise<T[]> =>
  withClient(house.testDatabase.ownerUrl, async (client) => (await client.query<T>(sql)).rows);
type Held = { readonly id: string; readonly step: string; readonly subject: string };
/** What this process holds under a lease. */
const heldBy = ({ pid }: RunningApp): Promise<Held[]> =>
  rows(`SELECT id, step, subject_id AS subject FROM work WHERE leased_by LIKE '%:${pid}:%' AND lease_until > now()`);
const jobs = (): Promise<unknown> => redis.say('KEYS', `${house.queue.redis?.prefix ?? ''}:*:*-*-*-*-*`);

type Line = { readonly msg: string; readonly step?: string; readonly subject?: string; readonly attempt?: number };
const linesOf = (app: RunningApp): Line[] =>
  app
    .log()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

describe('the api dies between the commit of an upload and the job for it', () => {
  /** An upload that nobody answers, whose row is there and whose job is not. */
  async function cutOff(): Promise<string> {
    const port = await freePort();
    const doomed = await start('api', { PORT: String(port), FAULT_AT: 'due:committed' });
    const clerk = await signedIn(`http://127.0.0.1:${port}`, 'clerk');
    await expect(clerk.received(another())).rejects.toThrow();
    expect((await doomed.ended).signal).toBe('SIGKILL');
    clerk.close();
    const [last] = (await house.arrivals.page(await house.person('clerk'), { limit: 1 })).items;
    return last!.id;
  }

  test('a worker that is at work meanwhile finds the row within the period of the sweeper', async () => {
    const worker = await start('worker');
    const id = await cutOff();
    await atRest(house, 15);
    await allAccepted([id]);
    expect(worker.log()).toContain('redis spreads the work');
  }, 60_000);

  test('a worker that starts afterwards finds it too', async () => {
    const id = await cutOff();
    expect(await jobs()).toEqual([]);
    expect(await rows(`SELECT step FROM work WHERE step <> 'prove'`)).toEqual([{ step: 'receive' }]);
    await start('worker');
    await atRest(house, 15);
    await allAccepted([id]);
  }, 60_000);
});

test('a worker is killed with work in its hands: another one has done it within 20 s', async () => {
  const doomed = await start('worker');
  const ids = await uploads(40);
  // stopped for a moment, so that it is sure what it holds
  const held = await eventually(async () => {
    doomed.signal('SIGSTOP');
    await pause(100);
    const found = await heldBy(doomed);
    if (found.length === 0) doomed.signal('SIGCONT');
    return found.length === 0 ? undefined : found;
  });
  const survivor = await start('worker');
  await doomed.kill();
  await atRest(house, 20);
  await allAccepted(ids);
  const done = linesOf(survivor).filter(({ msg }) => msg === 'step done');
  for (const { step, subject } of held) expect(done).toContainEqual(expect.objectContaining({ step, subject }));
}, 60_000);

test('a worker stands still for longer than job lock and lease: another one takes over, and the late one stores nothing', async () => {
  // Its children are stopped while they read, so that it stands still in the middle of two steps.
  const sleeper = await start('worker', { XML_SECONDS: '120', CHILDREN: '2' });
  const first = await uploads(2);
  await atRest(house);
  const children = childrenOf(sleeper.pid);
  expect(children).toHaveLength(2);
  for (const child of children) process.kill(child, 'SIGSTOP');
  const ids = await uploads(2);
  const held = await eventually(async () => {
    const reading = (await heldBy(sleeper)).filter(({ step }) => step === 'read');
    return reading.length === 2 ? reading : undefined;
  });
  sleeper.signal('SIGSTOP');
  for (const child of children) process.kill(child, 'SIGCONT'); // what they read waits for it in their pipes
  const stopped = performance.now();

  const other = await start('worker');
  await atRest(house);
  await pause(Math.max(0, 12_000 - (performance.now() - stopped)));
  await allAccepted([...first, ...ids]);
  const reads = (app: RunningApp) =>
    linesOf(app).filter(({ step, subject }) => step === 'read' && held.some((work) => work.subject === subject));
  expect(reads(other).map(({ msg, attempt }) => [msg, attempt])).toEqual([
    ['step done', 2],
    ['step done', 2],
  ]);

  sleeper.signal('SIGCONT');
  const late = await eventually(() => Promise.resolve(reads(sleeper).length >= 2 ? reads(sleeper) : undefined));
  // or something else had given it up before it came to ask; `done` it must never say
  for (const { msg } of late)
    expect(msg).toMatch(/was taken over by another worker; this attempt stores nothing|step failed/);
  expect(isAlive(sleeper.pid)).toBe(true);
  const more = await uploads(6);
  await atRest(house);
  await allAccepted([...first, ...ids, ...more]);
}, 90_000);
