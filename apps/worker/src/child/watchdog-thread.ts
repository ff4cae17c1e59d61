import { workerData } from 'node:worker_threads';
import { isWatchdogData, monotonicSeconds, type WatchdogData } from './watchdog';

const intervalMs = 250;

function watch({ parent, deadline }: WatchdogData): void {
  setInterval(() => {
    const until = Atomics.load(deadline, 0);
    const overdue = until !== 0 && monotonicSeconds() > until;
    if (process.ppid !== parent || overdue) process.kill(process.pid, 'SIGKILL');
  }, intervalMs);
}

const data: unknown = workerData;
if (!isWatchdogData(data)) throw new TypeError('The watchdog was started without its data.');
watch(data);
