import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removePostgres, type RunningPostgres, startPostgres, withClient } from '@libs/platform';
import { type Client, type QueryResultRow } from 'pg';
import { isAlive } from '../../support/processes';

/** The database server of a run: durable, on one port, to be stopped, restarted and hurt. */
export class PostgresServer {
  private constructor(
    private readonly dataDir: string,
    private server: RunningPostgres,
  ) {}

  static async start(folder: string): Promise<PostgresServer> {
    const dataDir = join(folder, 'postgres');
    return new PostgresServer(dataDir, await startPostgres({ dataDir, database: 'belegfluss', durable: true }));
  }

  get ownerUrl(): string {
    return this.server.ownerUrl;
  }

  get pid(): number {
    return this.server.pid;
  }

  /** One short connection, as the owner of the tables. */
  with<T>(task: (client: Client) => Promise<T>): Promise<T> {
    return withClient(this.ownerUrl, (client) => {
      client.on('error', () => undefined); // a server that dies between two words; the next query tells it
      return task(client);
    });
  }

  async rows<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.with(async (client) => (await client.query<Row>(sql, [...values])).rows);
  }

  /** Ends all sessions and stops: what `pg_ctl stop -m fast` does. */
  stop(): Promise<void> {
    return this.server.stop(30_000);
  }

  /** What `pg_ctl stop -m immediate` does: no checkpoint, no goodbye. The next start replays the log. */
  async crash(): Promise<void> {
    process.kill(this.pid, 'SIGQUIT');
    while (isAlive(this.pid)) await sleep(20);
  }

  /** On the port of before. */
  async startAgain(): Promise<void> {
    const { port } = this.server;
    this.server = await startPostgres({ dataDir: this.dataDir, database: 'belegfluss', durable: true, port });
    if (this.server.port !== port) throw new Error(`PostgreSQL came back on port ${this.server.port}, not ${port}.`);
  }

  /** Cuts every connection of the application; how many there were. */
  async cutConnections(): Promise<number> {
    const rows = await this.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'belegfluss_app'`,
    );
    return rows.length;
  }

  /** kill -9 of one backend of the application: the server takes itself down and recovers. False when there is none. */
  async killBackend(): Promise<boolean> {
    const [row] = await this.rows<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE usename = 'belegfluss_app' ORDER BY state_change DESC LIMIT 1`,
    );
    if (!row) return false;
    process.kill(row.pid, 'SIGKILL');
    return true;
  }

  /** Until it answers. */
  async answers(withinSeconds: number): Promise<void> {
    const end = performance.now() + withinSeconds * 1000;
    for (;;) {
      try {
        await this.rows('SELECT 1');
        return;
      } catch (error) {
        if (performance.now() > end) throw error;
        await sleep(50);
      }
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    removePostgres(this.dataDir);
  }
}
