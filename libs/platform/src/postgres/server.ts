import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, serverEnvironment } from './cluster';
import { PostgresFailed } from './postgres-failed';
import { type Postmaster, processesIn, readPostmaster, signal } from './postmaster';

const logLimit = 10 * 1024 * 1024;
/** Recovery after a crash replays the log first: slow disks need their time. */
const readyWithinMs = 120_000;
const attempts = 4;

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  fsync: 'on',
  jit: 'off', // LLVM is not shipped
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
};

/** The server of this cluster if one is at work, for instance one that outlived a killed start. */
export async function runningServer({ data }: Cluster): Promise<Postmaster | undefined> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    const found = readPostmaster(data);
    const working = processesIn(data);
    if (working.length === 0) {
      // Nobody works here, so a number in the file is a dead server's, perhaps carried by a stranger by now.
      rmSync(join(data, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (found?.ready && working.includes(found.pid)) return found;
    await sleep(50); // starting, stopping, or the last backends of a killed server
  }
  throw new PostgresFailed({
    de: `In ${data} arbeiten Prozesse eines früheren PostgreSQL (${processesIn(data).join(', ')}), die nicht bereit werden; die Datenbank startet nicht. Bitte diese Prozesse beenden und neu starten.`,
    en: `Processes of an earlier PostgreSQL work in ${data} (${processesIn(data).join(', ')}) and do not become ready, so the database does not start. Please end them and start again.`,
  });
}

/** Starts the server on a free port of 127.0.0.1. It writes to `log` and outlives a kill of its parent. */
export async function launchServer(
  cluster: Cluster,
  log: string,
  wish: { readonly port?: number | undefined; readonly durable: boolean },
): Promise<Postmaster> {
  keepLogSmall(log);
  for (let attempt = 1; ; attempt++) {
    const port = attempt === 1 && wish.port !== undefined ? wish.port : await freePort();
    const start = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    const server = await tryLaunch(cluster, log, port, wish.durable);
    if (server) return server;

    const said = readFileSync(log, 'utf8').slice(start).trim();
    if (attempt < attempts && said.includes('could not bind')) continue; // someone took the port in between
    throw new PostgresFailed({
      de: `PostgreSQL ist nicht gestartet, Belegfluss kann nicht arbeiten. Es meldet:\n${said}\nBitte die Ursache beheben und neu starten; das Protokoll steht in ${log}.`,
      en: `PostgreSQL did not start, so Belegfluss cannot work (its words are above). Please remove the cause and start again; the log is ${log}.`,
    });
  }
}

async function tryLaunch(
  cluster: Cluster,
  log: string,
  port: number,
  durable: boolean,
): Promise<Postmaster | undefined> {
  const all = { ...settings, port: String(port), ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }) };
  const output = openSync(log, 'a', 0o600);
  const child = spawn(
    join(cluster.native, 'bin', 'postgres'),
    ['-D', cluster.data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // A session of its own: Ctrl-C in the terminal must not reach the database before the application has stopped.
    { ...cluster.account, cwd: '/', env: serverEnvironment, detached: true, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  child.once('error', () => undefined); // then it has no process id
  child.unref();
  const gone = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

  const deadline = Date.now() + readyWithinMs;
  while (!gone() && Date.now() < deadline) {
    const found = readPostmaster(cluster.data);
    if (found?.ready && found.pid === child.pid) return found;
    await sleep(10);
  }
  if (!gone()) child.kill('SIGQUIT');
  return undefined;
}

/** Fast shutdown: sessions are ended, what was committed is on disk. Waits until the server is gone. */
export async function stopServer(cluster: Cluster, { pid }: Postmaster, patienceMs: number): Promise<void> {
  const working = () => processesIn(cluster.data).includes(pid);
  for (const [name, wait] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 2000],
  ] as const) {
    if (working()) signal(pid, name);
    const deadline = Date.now() + wait;
    while (Date.now() < deadline) {
      if (!working()) return;
      await sleep(10);
    }
  }
}

function keepLogSmall(log: string): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimit) renameSync(log, `${log}.1`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.')),
      );
    });
  });
}
