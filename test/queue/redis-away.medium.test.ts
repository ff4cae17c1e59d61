import { createTransport } from 'nodemailer';
import { type Client, signedIn } from '../http/support/client';
import { breaches } from '../support/breaches';
import { mailWith } from '../support/envelopes';
import { freePort } from '../support/free-port';
import { eventually, type House, openHouse } from '../support/house';
import { atRest, type RunningApp, startApp } from '../support/processes';
import { startRedis, type TestRedis } from '../support/redis';
import { ublInvoice } from '../support/xrechnung-xml';

/**
 * Whatever Redis does, real processes go on taking documents over HTTP and SMTP and bring them to their end. The two seconds
 * are the patience of a sender, and far more than Redis may be waited for.
 */
let redis: TestRedis;
let house: House;
let running: RunningApp[] = [];
let worker: RunningApp;
let clerk: Client;
let smtpPort: number;

beforeAll(async () => {
  redis = await startRedis();
  house = await openHouse({ redisUrl: redis.url });
}, 60_000);
afterEach(async () => {
  redis.signal('SIGCONT');
  clerk.close();
  await Promise.all(running.map((app) => app.kill()));
  running = [];
});
afterAll(async () => {
  await house.close();
  await redis.stop();
});

async function open(): Promise<void> {
  const port = await freePort();
  smtpPort = await freePort();
  running = await Promise.all([
    startApp('worker', house, { SMTP_PORT: String(smtpPort), LOG_LEVEL: 'info' }),
    startApp('api', house, { PORT: String(port), LOG_LEVEL: 'info' }),
  ]);
  worker = running[0]!;
  clerk = await signedIn(`http://127.0.0.1:${port}`, 'clerk');
}

const PATIENCE_MILLISECONDS = 2_000;
async function patiently<T>(answer: Promise<T>): Promise<T> {
  const began = performance.now();
  const given = await answer;
  expect(performance.now() - began).toBeLessThan(PATIENCE_MILLISECONDS);
  return given;
}

let sent = 0;
const another = (): string => ublInvoice({ number: `R-${(sent += 1)}` });
async function mail(): Promise<void> {
  const files = [{ name: 'Rechnung.xml', type: 'application/xml', bytes: another() }];
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true, socketTimeout: 20_000 });
  const envelope = { from: 'buero@absender.example', to: 'rechnung@musterstadt.example' };
  await transport.sendMail({ envelope, raw: mailWith(`Rechnung ${sent}`, files) }).finally(() => transport.close());
}

/** Five uploads and five mails, one after the other: the trouble is seen from its first moment to the time when all know it. */
async function takesDocuments(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    const answer = await patiently(clerk.upload([{ name: 'Rechnung.xml', content: another() }]));
    expect(answer.status).toBe(201);
    await patiently(mail());
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** All that was ever sent has come to its end, a mail by its part. */
async function allAccepted(): Promise<void> {
  await atRest(house);
  const arrivals = await house.database.transaction(house.sight, ({ client }) => client.arrival.findMany());
  expect(arrivals.filter(({ fileName }) => fileName === 'Rechnung.xml')).toHaveLength(sent);
  expect(new Set(arrivals.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
  expect(await breaches(house)).toEqual([]);
}
const says = (words: string): Promise<true> =>
  eventually(() => Promise.resolve(worker.log().includes(words) || undefined));

const troubles: readonly (readonly [string, () => unknown, () => unknown])[] = [
  ['is stopped', () => redis.stop(), () => redis.start()],
  ['hangs', () => redis.signal('SIGSTOP'), () => redis.signal('SIGCONT')],
  ['is full', () => redis.say('CONFIG', 'SET', 'maxmemory', '1'), () => redis.say('CONFIG', 'SET', 'maxmemory', '0')],
];

test.each(troubles)(
  'Redis %s: uploads and mails are acknowledged in time, done meanwhile, and Redis is used again afterwards',
  async (_what, begin, end) => {
    await open();
    await says('redis spreads the work');
    await begin();
    await takesDocuments();
    await allAccepted();

    await end();
    await says('Redis ist wieder da');
    await takesDocuments();
    await allAccepted();
  },
  90_000,
);

test('Redis was never there: uploads and mails are acknowledged in time and done, and it is used when it comes', async () => {
  await redis.stop();
  await open();
  await takesDocuments();
  await allAccepted();

  await redis.start();
  await says('Redis ist wieder da');
  await takesDocuments();
  await allAccepted();
}, 90_000);
