import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean };

/** Reads postmaster.pid: process id, folder, start, port, socket folder, address, memory key, state, a line each. */
export function parsePostmaster(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isSafeInteger(pid) || pid <= 0 || !Number.isSafeInteger(port)) return undefined;
  return { pid, port, ready: lines[7] === 'ready' };
}

export function readPostmaster(data: string): Postmaster | undefined {
  try {
    return parsePostmaster(readFileSync(join(data, 'postmaster.pid'), 'utf8'));
  } catch {
    return undefined; // gone between two looks
  }
}

/**
 * The processes at work in this cluster. Every server process stands in its data folder, which tells more than a
 * process id kept in a file: that may belong to a stranger after a reboot, or to a zombie nobody has waited for.
 */
export function processesIn(data: string): readonly number[] {
  if (!existsSync('/proc/self/cwd')) return processInFile(data);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingFolder(name) === data)
    .map(Number);
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // ended meanwhile, a zombie, or not ours to see
  }
}

function processInFile(data: string): readonly number[] {
  const pid = readPostmaster(data)?.pid;
  if (pid === undefined) return [];
  try {
    process.kill(pid, 0);
    return [pid];
  } catch {
    return [];
  }
}

/** Sends a signal to a process that may have ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

const isGone = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';
