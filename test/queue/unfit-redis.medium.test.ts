import { breaches } from '../support/breaches';
import { eventually, type House, openHouse } from '../support/house';
import { freePort } from '../support/free-port';
import { atRest, type RunningApp, startApp } from '../support/processes';
import { startRedis, type TestRedis } from '../support/redis';
import { ublInvoice } from '../support/xrechnung-xml';

/** An operator's mistakes with Redis: the programs say what is wrong and what still works. */
let house: House;
const servers: TestRedis[] = [];
const apps: RunningApp[] = [];

beforeAll(async () => {
  house = await openHouse({ redisUrl: '' });
}, 60_000);
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.kill()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(() => house.close());

const aRedis = async (...settings: string[]): Promise<TestRedis> => {
  const server = await startRedis(settings);
  servers.push(server);
  return server;
};
const start = async (app: 'api' | 'worker', REDIS_URL: string): Promise<RunningApp> => {
  const started = await startApp(app, house, { REDIS_URL, PORT: '0', LOG_LEVEL: 'info' });
  apps.push(started);
  return started;
};

let sent = 0;
async function carriesAnInvoice(): Promise<void> {
  const id = await house.upload(ublInvoice({ number: `U-${(sent += 1)}` }));
  await atRest(house);
  expect(await house.arrivals.show(await house.person('clerk'), id)).toMatchObject({ outcome: 'accepted' });
  expect(await breaches(house)).toEqual([]);
}
const says = (app: RunningApp, words: RegExp): Promise<true> =>
  eventually(() => Promise.resolve(words.test(app.log()) ? true : undefined));

test.each(['api', 'worker'] as const)(
  '%s does not start over a Redis that discards entries',
  async (app) => {
    for (const policy of ['allkeys-lru', 'volatile-ttl']) {
      const { url } = await aRedis('maxmemory 100mb', `maxmemory-policy ${policy}`);
      const started = await start(app, url);
      expect((await started.ended).code).toBe(1);
      expect(started.log()).toContain(`maxmemory-policy ${policy}`);
      expect(started.log()).toMatch(/startet Belegfluss damit nicht.*noeviction/s);
      expect(started.log()).toMatch(/does not start with it.*noeviction/s);
    }
  },
  60_000,
);

test('a Redis that begins to discard entries while it is in use is used no more', async () => {
  const redis = await aRedis();
  const worker = await start('worker', redis.url);
  await says(worker, /redis spreads the work/);
  await redis.say('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-random');
  await says(worker, /dass es Einträge verwirft/);
  await carriesAnInvoice();
}, 60_000);

test.each([
  [
    'a wrong password',
    async () => (await aRedis('requirepass s3cret')).url.replace('s3cret', 'n0t-s3cret'),
    /weist das Kennwort/,
  ],
  ['no password', async () => (await aRedis('requirepass s3cret')).url.replace(':s3cret@', ''), /weist das Kennwort/],
  ['a port where nobody listens', async () => `redis://127.0.0.1:${await freePort()}`, /Redis ist nicht erreichbar/],
  [
    'a host that does not exist',
    () => Promise.resolve('redis://nowhere.invalid:6379'),
    /Den Rechner aus REDIS_URL gibt es nicht/,
  ],
  ['a database that it does not have', async () => `${(await aRedis()).url}/99`, /deren Nummer in REDIS_URL steht/],
  [
    'TLS to a port that speaks none',
    async () => (await aRedis()).url.replace('redis:', 'rediss:'),
    /redis:\/\/ statt rediss:\/\//,
  ],
  [
    'a server that hangs',
    async () => {
      const redis = await aRedis();
      redis.signal('SIGSTOP');
      return redis.url;
    },
    /antwortet nicht innerhalb einer Sekunde/,
  ],
  [
    'a replica',
    async () => (await aRedis('replicaof 127.0.0.1 1', 'replica-serve-stale-data yes')).url,
    /zu einer Kopie/,
  ],
  ['a full server', async () => (await aRedis('maxmemory 1')).url, /keinen Speicher mehr/],
])(
  '%s: both programs start, say so once and in words, and the table carries',
  async (_what, urlOf, words) => {
    const url = await urlOf();
    for (const app of [await start('api', url), await start('worker', url)]) {
      await says(app, words);
      expect(app.log()).toMatch(/verarbeitet, nur langsamer/);
      expect(app.log()).not.toContain('s3cret');
    }
    await carriesAnInvoice();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    for (const app of apps) expect(app.log().match(new RegExp(words.source, 'g'))).toHaveLength(1);
  },
  60_000,
);

test('nothing is written to another database than the one that REDIS_URL names', async () => {
  const server = await aRedis();
  for (const app of [await start('api', `${server.url}/99`), await start('worker', `${server.url}/99`)])
    await says(app, /eine andere wird nicht genommen/);
  await carriesAnInvoice();
  expect(await server.say('DBSIZE')).toBe(0);
}, 60_000);

test('a user who may do everything but what is dangerous carries, and hears once what it cannot ask', async () => {
  const server = await aRedis('user intake on >s3cret ~* &* +@all -@dangerous');
  const url = server.url.replace('redis://', 'redis://intake:s3cret@');
  for (const app of [await start('api', url), await start('worker', url)]) await says(app, /redis spreads the work/);
  // on a very busy machine Redis may be too slow for one invoice, and the table carries it: then the next one is asked
  await eventually(async () => {
    await carriesAnInvoice();
    return Number(await server.say('DBSIZE')) > 1 ? true : undefined;
  }, 40);
  for (const app of apps) {
    expect(app.log().match(/INFO ist ihm nicht erlaubt/g)).toHaveLength(1);
    expect(app.log()).not.toMatch(/s3cret|darf nicht schreiben/);
  }
}, 60_000);

test.each([
  ['another scheme', 'http://secret@127.0.0.1'],
  ['a password that is not encoded', 'redis://:secret%zz@127.0.0.1:6401'],
  ['a # in the password', 'redis://:secret#secret@127.0.0.1:6401'],
  ['a port out of range', 'redis://:secret@127.0.0.1:99999'],
])('an address with %s is refused with its name and without its value', async (_what, url) => {
  const started = await start('worker', url);
  expect((await started.ended).code).toBe(1);
  expect(started.log()).toContain('REDIS_URL passt nicht');
  expect(started.log()).not.toContain('secret');
});
