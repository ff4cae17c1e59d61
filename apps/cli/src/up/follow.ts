import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type ChildLog } from './child-log';

const warning = 40;
const Entry = z.object({
  level: z.number(),
  msg: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});

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
export function follow(output: Readable, log: Pick<ChildLog, 'write'>, show: (line: string) => void): void {
  createInterface({ input: output }).on('line', (line) => {
    log.write(line);
    const sentence = worthSaying(line);
    if (sentence !== undefined) show(sentence);
  });
}
