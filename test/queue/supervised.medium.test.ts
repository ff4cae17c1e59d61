import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signedIn } from '../http/support/client';
import { breaches } from '../support/breaches';
import { type DeafRedis, deafRedis } from '../support/deaf-redis';
import { freePort } from '../support/free-port';
import { eventually, type House, openHouse } from '../support/house';
import { atRest } from '../support/processes';
import { startRedis, type TestRedis } from '../support/redis';
import { ublInvoice } from '../support/xrechnung-xml';

/** The whole product under `up`, over a Redis whose blocking connections fall silent. */
const cli = join(process.cwd(), 'dist/apps/cli/apps/cli/src/main.js');
let redis: TestRedis;
let deaf: DeafRedis;
let house: House;
let up: ChildProcess | undefined;
const printed: string[] = [];

beforeAll(async () => {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: build first (npm run build:server).`);
  redis = await startRedis();
  deaf = await deafRedis(redis.url);
  house = await openHouse({ redisUrl: redis.url });
}, 60_000);
afterAll(async () => {
  if (up?.exitCode === null) {
    const gone = new Promise((resolve) => up?.once('exit', resolve));
    up.kill('SIGTERM');
    await gone;
  }
  await house.close();
  await deaf.close();
  await redis.stop();
}, 60_000);

async function bringUp(settings: NodeJS.ProcessEnv): Promise<string> {
  const readyFile = join(house.folder, 'ready.json');
  const [port, smtpPort] = [await freePort(), await freePort()];
  const ports = ['--port', String(port), '--smtp-port', String(smtpPort)];
  const child = spawn(process.execPath, [cli, 'up', '--data', house.folder, ...ports, '--ready-file', readyFile], {
    env: {
      PATH: process.env['PATH'],
      HOME: house.folder,
      DATABASE_URL: house.testDatabase.ownerUrl,
      APP_DATABASE_URL: house.testDatabase.appUrl,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  up = child;
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  }
  await eventually(() => {
    if (child.exitCode !== null) throw new Error(`Belegfluss did not come up:\n${printed.join('')}`);
    return Promise.resolve(existsSync(readyFile) || undefined);
  }, 60);
  return (JSON.parse(readFileSync(readyFile, 'utf8')) as { url: string }).url;
}

const says = (words: RegExp): Promise<true> =>
  eventually(() => Promise.resolve(words.test(printed.join('')) || undefined), 60);

test('a worker whose Redis connections fell silent ends with code 70, `up` starts it again, and the work goes on', async () => {
  const prefix = house.queue.redis?.prefix;
  const url = await bringUp({ REDIS_URL: deaf.url, REDIS_PREFIX: prefix, WATCHDOG_SECONDS: '3' });
  const clerk = await signedIn(url, 'clerk');
  const received = [
    await clerk.received(ublInvoice({ number: 'S-1' })),
    await clerk.received(ublInvoice({ number: 'S-2' })),
  ];
  await says(/„worker“ ist ausgefallen \(Code 70\)/);
  expect(await clerk.get(`/arrivals/${received[0]!.id}`)).toMatchObject({ status: 200, json: { outcome: 'pending' } });

  deaf.heal();
  await says(/„worker“ läuft wieder/);
  received.push(await clerk.received(ublInvoice({ number: 'S-3' })));
  await atRest(house);
  for (const { id } of received) expect(await clerk.concluded(id)).toMatchObject({ outcome: 'accepted' });
  expect(await breaches(house)).toEqual([]);
  clerk.close();
}, 120_000);
