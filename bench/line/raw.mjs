// What the disk allows: a file of 12 KB written and fsynced, its folder too, then a row committed. One after the other.
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export async function rawLimit(house, seconds) {
  const folder = join(house.folder, 'raw');
  mkdirSync(folder);
  await house.rows('CREATE TABLE raw_limit (id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
  const bytes = Buffer.alloc(12 * 1024, 'x');
  const end = performance.now() + seconds * 1000;
  const began = performance.now();
  let count = 0;
  while (performance.now() < end) {
    const id = randomUUID();
    const file = openSync(join(folder, id), 'wx');
    writeSync(file, bytes);
    fsyncSync(file);
    closeSync(file);
    const place = openSync(folder, 'r');
    fsyncSync(place);
    closeSync(place);
    await house.rows('INSERT INTO raw_limit (id) VALUES ($1)', [id]);
    count += 1;
  }
  const perSecond = count / ((performance.now() - began) / 1000);
  await house.rows('DROP TABLE raw_limit');
  rmSync(folder, { recursive: true });
  return perSecond;
}
