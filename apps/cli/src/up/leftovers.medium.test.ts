import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
