import { createWriteStream, existsSync, mkdirSync, renameSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';

const kept = 5;
const warning = 40;
const Entry = z.object({
  level: z.number(),
  msg: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});

/** A fresh file for each start; the last five are kept. */
export function openLog(data: string, name: string): { readonly path: string; readonly stream: WriteStream } {
  const folder = join(data, 'logs');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  for (let age = kept - 1; age >= 0; age--) {
    const from = age === 0 ? path : `${path}.${age}`;
    if (existsSync(from)) renameSync(from, `${path}.${age + 1}`);
  }
  return { path, stream: createWriteStream(path, { mode: 0o600 }) };
}

/** What of a line a person at the console should see: warnings and errors, and whatever is no log entry. */
export function worthSaying(line: string): string | undefined {
  if (line.trim() === '') return undefined;
  const entry = Entry.safeParse(parsed(line));
  if (!entry.success) return line;
  const { level, msg, err } = entry.data;
  return level >= warning ? (msg ?? err?.message ?? line) : undefined;
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** Copies a child's output to its log, line by line, and shows what is worth it. */
export function follow(output: Readable, log: WriteStream, show: (line: string) => void): void {
  createInterface({ input: output }).on('line', (line) => {
    log.write(`${line}\n`);
    const sentence = worthSaying(line);
    if (sentence !== undefined) show(sentence);
  });
}
