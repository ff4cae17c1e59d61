// Putting an original into the archive, beside a bare write and fsync on the same disk. After a build: node bench/archive.mjs
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { median, print, timed } from './figures.mjs';

const require = createRequire(import.meta.url);
const { FolderStorage } = require('../dist/apps/worker/libs/platform/src/index.js');

const folder = mkdtempSync(join(tmpdir(), 'belegfluss-bench-'));
const storage = new FolderStorage(folder);
const entity = randomUUID();
const runs = 300;

const raw = await timed(runs, async (run) => {
  const file = await open(join(folder, `raw-${run}`), 'w');
  await file.write(randomBytes(12_000));
  await file.sync();
  await file.close();
});
const put = await timed(runs, () => storage.put(entity, Readable.from([randomBytes(12_000)]), { maxBytes: 1_000_000 }));
print('write and fsync of 12 KB', raw);
print('put of 12 KB (file and folder fsynced)', put, `${(median(put) / median(raw)).toFixed(1)} × raw`);
rmSync(folder, { recursive: true });
