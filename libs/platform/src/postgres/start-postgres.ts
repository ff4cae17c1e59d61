import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { serverAccount } from './account';
import { serverBinaries } from './binaries';
import { type Cluster, ensureCluster, owner } from './cluster';
import { ensureDatabase, canSignIn } from './databases';
import { clusterFolder } from './place';
import { PostgresFailed } from './postgres-failed';
import { type Postmaster, processesIn, readPostmaster } from './postmaster';
import { launchServer, runningServer, stopServer } from './server';
import { keptSecret } from './write-safely';

export type PostgresOptions = {
  /** The folder that keeps cluster, password and log. Callers make sure that only one start works in it at a time. */
  readonly dataDir: string;
  readonly database: string;
  /** The port to take when it is free, so that a restarted server is found again. */
  readonly port?: number;
  /** False in tests only: a power failure may then lose everything. */
  readonly durable?: boolean;
  readonly say?: (line: string) => void;
};

export type RunningPostgres = {
  /** The connection of the owner of all tables. It bypasses row-level security: for migrations only. */
  readonly ownerUrl: string;
  readonly port: number;
  readonly pid: number;
  /** True when the server was found running, left by a start that was killed. */
  readonly adopted: boolean;
  isRunning(): boolean;
  /** Ends all sessions, stops the server and waits for it. */
  stop(patienceMs?: number): Promise<void>;
};

/** Brings up the embedded PostgreSQL: makes, repairs, adopts or starts it, whatever the data folder needs. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { dataDir, database, say = () => undefined } = options;
  const account = serverAccount();
  const native = serverBinaries(account);
  const folder = clusterFolder(dataDir, account, say);
  const password = passwordOf(dataDir, folder);
  const cluster = await ensureCluster(folder, native, account, password);

  const found = await runningServer(cluster);
  const wish = { port: options.port, durable: options.durable ?? true };
  const server = found ?? (await launchServer(cluster, join(dataDir, 'postgres.log'), wish));
  const serverUrl = urlOf(server, password, 'postgres');
  if (!(await canSignIn(serverUrl))) throw wrongPassword(dataDir);
  await ensureDatabase(serverUrl, database);

  const ownerUrl = urlOf(server, password, database);
  return { ...handle(cluster, server), ownerUrl, adopted: found !== undefined };
}

const urlOf = ({ port }: Postmaster, password: string, database: string): string =>
  `postgresql://${owner}:${password}@127.0.0.1:${port}/${database}`;

const handle = (cluster: Cluster, server: Postmaster) => ({
  port: server.port,
  pid: server.pid,
  isRunning: () => processesIn(cluster.data).includes(server.pid),
  stop: (patienceMs = 8000) => stopServer(cluster, server, patienceMs),
});

/** The owner's connection to the server that works in this folder, if one does. Starts and changes nothing. */
export function findPostgres(dataDir: string, database: string): string | undefined {
  const passwordFile = join(dataDir, 'password');
  if (!existsSync(passwordFile)) return undefined;
  const data = join(
    clusterFolder(dataDir, serverAccount(), () => undefined),
    'data',
  );
  const server = readPostmaster(data);
  if (!server?.ready || !processesIn(data).includes(server.pid)) return undefined;
  return urlOf(server, keptSecret(passwordFile), database);
}

/** Deletes a stopped cluster with all its data, wherever it stands. */
export function removePostgres(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  const folder = clusterFolder(dataDir, serverAccount(), () => undefined);
  rmSync(folder, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

function passwordOf(dataDir: string, folder: string): string {
  const file = join(dataDir, 'password');
  if (!existsSync(file) && existsSync(join(folder, 'data', 'PG_VERSION'))) throw wrongPassword(dataDir);
  return keptSecret(file);
}

const wrongPassword = (dataDir: string): PostgresFailed =>
  new PostgresFailed({
    de: `Das Kennwort der Datenbank in ${join(dataDir, 'password')} fehlt oder passt nicht; Belegfluss kommt nicht an seine Daten. Bitte diese Datei aus der Sicherung zurückholen und neu starten.`,
    en: `The password of the database in ${join(dataDir, 'password')} is missing or wrong, so Belegfluss cannot reach its data. Please restore that file from the backup and start again.`,
  });
