import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port';
import { eventually, type House, openHouse } from '../support/house';
import { smallDisk } from '../support/tmpfs';

/** As systemd has it with StandardOutput=append:FILE. */
let house: House;
let disk: ReturnType<typeof smallDisk>;
let api: ChildProcess | undefined;
beforeAll(async () => {
  house = await openHouse({ redisUrl: '' });
  disk = smallDisk();
}, 60_000);
afterAll(async () => {
  api?.kill('SIGKILL');
  await house.close();
  disk.close();
});

test('a log on a full disk holds nothing up, not even the end of the process', async () => {
  const file = join(disk.path, 'api.log');
  const log = openSync(file, 'a');
  const port = String(await freePort());
  const started = spawn(process.execPath, [join(process.cwd(), 'dist/apps/api/apps/api/src/main.js')], {
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env['PATH'],
      APP_DATABASE_URL: house.testDatabase.appUrl,
      DATA_DIR: house.folder,
      PORT: port,
    },
  });
  api = started;
  const asked = async (): Promise<true | undefined> =>
    (await fetch(`http://127.0.0.1:${port}/api/v1/cases`).catch(() => undefined)) ? true : undefined;
  await eventually(asked);
  const requests = (): number => readFileSync(file, 'utf8').split('"msg":"request"').length - 1;

  disk.fill();
  for (let request = 0; request < 50; request++) expect(await asked()).toBe(true);
  const before = requests();
  disk.free();
  await asked();
  await sleep(200);
  expect(requests()).toBeGreaterThan(before); // what was kept for it came too

  disk.fill();
  for (let request = 0; request < 50; request++) expect(await asked()).toBe(true);
  started.kill('SIGTERM');
  const [code] = (await once(started, 'exit')) as [number | null];
  expect(code).toBe(0);
}, 60_000);
