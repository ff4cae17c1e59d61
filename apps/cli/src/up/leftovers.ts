import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folderOf = (data: string): string => join(data, 'run');

/**
 * Notes a process, so that the start after a kill finds it. A full disk keeps no note, and must not keep a fallen process
 * from coming back: without one it ends by itself.
 */
export function rememberProcess(data: string, pid: number, entry: string): void {
  try {
    mkdirSync(folderOf(data), { recursive: true });
    writeFileSync(join(folderOf(data), String(pid)), entry);
  } catch {
    forgetProcess(data, pid);
  }
}

export function forgetProcess(data: string, pid: number): void {
  try {
    rmSync(join(folderOf(data), String(pid)), { force: true });
  } catch {
    // a disk that has become read-only; who reads the note looks whether it is still true
  }
}

/**
 * Ends what a killed start left behind. Its children end by themselves when they lose it; one that is deep in work
 * takes its time and would still hold the port. Killing is safe: every step may break off and run again.
 */
export async function endLeftovers(data: string): Promise<void> {
  if (!existsSync(folderOf(data))) return;
  const pids = readdirSync(folderOf(data)).map(Number).filter(Number.isSafeInteger);
  for (const pid of pids) {
    const entry = readFileSync(join(folderOf(data), String(pid)), 'utf8');
    while (isStill(pid, entry)) {
      tryKill(pid);
      await sleep(20);
    }
    forgetProcess(data, pid);
  }
}

/** By its command line: the number alone may belong to a stranger by now. Every command line has an empty end. */
function isStill(pid: number, entry: string): boolean {
  if (entry === '') return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(entry);
  } catch {
    return false; // gone
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone between two looks
  }
}
