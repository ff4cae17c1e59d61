import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase } from '../support/database';
import { freePort } from '../support/free-port';
import { eventually } from '../support/house';
import { smallDisk } from '../support/tmpfs';

const main = join(process.cwd(), 'dist/apps/cli/apps/cli/src/main.js');

let disk: ReturnType<typeof smallDisk>;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let command: ChildProcess | undefined;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => (disk = smallDisk()));
afterEach(async () => {
  if (command?.exitCode === null) {
    command.kill('SIGTERM');
    await once(command, 'exit');
  }
  disk.close();
});

/** `up` over the data folder on the small disk and a database that lies elsewhere. */
async function up() {
  const port = await freePort();
  const data = join(disk.path, 'data');
  const args = ['up', '--data', data, '--port', String(port), '--smtp-port', String(await freePort())];
  const started = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.ownerUrl,
      APP_DATABASE_URL: database.appUrl,
      REDIS_URL: 'none',
    },
  });
  command = started;
  const lines: string[] = [];
  started.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  started.stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  return { port, data, started, said: () => lines.join('') };
}

const live = async (port: number): Promise<true | undefined> => {
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => undefined);
  return answer?.ok ? true : undefined;
};

test.each(['full', 'read only'])('on a disk that is %s nothing is started, and that is said in words', async (kind) => {
  mkdirSync(join(disk.path, 'data'));
  if (kind === 'full') disk.fill();
  else await disk.protect();
  const { data, started, said } = await up();
  const [code] = (await once(started, 'exit')) as [number];
  expect(code).toBe(1);
  expect(said()).toMatch(
    kind === 'full' ? /Der Datenträger des Ordners .* ist voll/ : /lässt sich nur lesen|nicht benutzbar/,
  );
  expect(said()).toMatch(/startet nicht.*Bitte.*neu starten/);
  expect(said()).toMatch(/does not start.*Please.*start again/);
  expect(said()).not.toMatch(/ {4}at |unerwarteter Fehler/);
  expect(readdirSync(data)).toEqual([]);
});

test('a disk that fills up while everything runs costs lines of the log and nothing else', async () => {
  const { port, data, started, said } = await up();
  await eventually(() => live(port), 60);
  disk.fill();
  // each request is a line
  await eventually(async () => {
    await Promise.all(Array.from({ length: 20 }, () => fetch(`http://127.0.0.1:${port}/api/v1/cases`)));
    return said().includes('läuft ohne es weiter') ? true : undefined;
  });
  expect(await live(port)).toBe(true);
  expect(started.exitCode).toBeNull();
  expect(said().match(/logs\/api\.log lässt sich nicht schreiben/g)).toHaveLength(1);

  disk.free();
  await eventually(async () => {
    await fetch(`http://127.0.0.1:${port}/api/v1/cases`);
    return said().includes('wird wieder geschrieben') ? true : undefined;
  });
  expect(readFileSync(join(data, 'logs', 'api.log'), 'utf8')).toMatch(/Hier fehlen \d+ Zeilen/);
}, 120_000);
