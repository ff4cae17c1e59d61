import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smallDisk } from '../../../../test/support/tmpfs';
import { endLeftovers, rememberProcess } from './leftovers';

const data = mkdtempSync(join(tmpdir(), 'belegfluss-leftovers-'));
const entry = join(data, 'main.js');
writeFileSync(entry, 'setInterval(() => undefined, 1000)');
afterAll(() => rmSync(data, { recursive: true }));

test('what a killed start left behind is ended, a stranger with its number is not', async () => {
  const ours = spawn(process.execPath, [entry], { stdio: 'ignore' });
  const stranger = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => ours.once('exit', (_, signal) => resolve(signal)));
  rememberProcess(data, ours.pid!, entry);
  rememberProcess(data, stranger.pid!, entry);

  await endLeftovers(data);
  expect(await ended).toBe('SIGKILL');
  expect(existsSync(`/proc/${stranger.pid!}`)).toBe(true);
  expect(readdirSync(join(data, 'run'))).toEqual([]);
  stranger.kill();
});

test('a note that a full disk left empty leads to nobody', async () => {
  const stranger = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  rememberProcess(data, stranger.pid!, '');

  await endLeftovers(data);
  expect(existsSync(`/proc/${stranger.pid!}`)).toBe(true);
  expect(stranger.signalCode).toBeNull();
  stranger.kill();
});

test('a full disk keeps no note and holds nobody up', () => {
  const disk = smallDisk();
  try {
    mkdirSync(join(disk.path, 'run'));
    disk.fill();
    rememberProcess(disk.path, 4711, entry);
    expect(readdirSync(join(disk.path, 'run'))).toEqual([]);
  } finally {
    disk.close();
  }
});
