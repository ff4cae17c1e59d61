import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailed } from './command-failed';
import { lockFolder } from './folder-lock';

const folder = mkdtempSync(join(tmpdir(), 'belegfluss-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a second start in the same folder is told where the first one is', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(`Prozess ${process.pid}, es startet noch`);
  lock.announce('http://127.0.0.1:3000');
  await expect(lockFolder(folder)).rejects.toThrow(/unter http:\/\/127\.0\.0\.1:3000.*--data/);
  await expect(lockFolder(folder)).rejects.toThrow(CommandFailed);
  lock.release();
});

test('folders do not hinder each other, and one that is left can be taken again', async () => {
  const [one, other] = [await lockFolder(folder), await lockFolder(join(folder, 'other'))];
  one.release();
  (await lockFolder(folder)).release();
  other.release();
});
