import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { smallDisk } from '../../../../test/support/tmpfs';
import { ChildLog } from './child-log';

let disk: ReturnType<typeof smallDisk>;
const said: string[] = [];
beforeEach(() => {
  disk = smallDisk();
  said.length = 0;
});
afterEach(() => disk.close());

const aLog = (): ChildLog => new ChildLog(disk.path, 'api', (line) => said.push(line), 50);
const page = 'x'.repeat(5_000);

test('a disk that fills up costs lines, is said once, and the log goes on by itself when there is room', async () => {
  const log = aLog();
  log.write('before');
  await sleep(50);
  disk.fill();
  for (let line = 0; line < 8; line++) {
    log.write(page);
    await sleep(30);
  }
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(
    /ist voll: Das Protokoll .*api\.log lässt sich nicht schreiben.*läuft ohne es weiter.*Platz schaffen/,
  );
  expect(said[0]).toMatch(/is full: the log .* cannot be written.*free space there/);

  disk.free();
  await sleep(60);
  log.write('after');
  await sleep(50);
  const written = readFileSync(log.path, 'utf8').split('\n');
  expect(written[0]).toBe('before');
  expect(written.join('\n')).toMatch(/Hier fehlen [1-9]\d* Zeilen/);
  expect(written.at(-2)).toBe('after');
  expect(said).toHaveLength(2);
  expect(said[1]).toMatch(/wird wieder geschrieben.*is written again/);
});

test('a disk that is full or read only from the beginning has no log, and nothing else is wrong', async () => {
  await disk.protect();
  const log = aLog();
  log.write('one');
  await sleep(60);
  log.write('two');
  await sleep(50);
  expect(existsSync(log.path)).toBe(false);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/lässt sich nur lesen/);

  disk.allow();
  await sleep(60);
  log.write('three');
  await sleep(50);
  expect(said).toHaveLength(2);
});

test('the last five starts are kept', async () => {
  for (let start = 1; start <= 7; start++) {
    aLog().write(`start ${start}`);
    await sleep(20);
  }
  const { path } = aLog();
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('start 7\n');
  expect(readFileSync(`${path}.5`, 'utf8')).toBe('start 3\n');
  expect(existsSync(`${path}.6`)).toBe(false);
});
