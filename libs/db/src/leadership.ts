import { Client } from 'pg';

/** The right to be the only process that does a certain thing: empties a folder, polls a mailbox, sweeps. */
export type Leadership = {
  /**
   * Whether this process leads now; to be asked before each piece of work. Two may believe it for a moment (a process that
   * was stopped in between two lines), so what must not happen twice is guarded by the rows as well.
   */
  held(): boolean;
  /** Gives the right back; somebody else has it a few seconds later. */
  stop(): Promise<void>;
};

type Claim = { readonly name: string; locked: boolean };

const TURN_MILLISECONDS = 2_000;
const ANSWER_MILLISECONDS = 4_000;
/** Without a sign of life for this long we no longer believe that we lead … */
const STALE_MILLISECONDS = 9_000;
/** … and only later does the server end our session and let another one lead. */
const SILENT_MILLISECONDS = 15_000;

/**
 * Leadership by session-level advisory locks on one connection of its own: they vanish with the process, the host or the
 * network, and nobody has to clean up. All names of a process share the connection.
 */
export class Leaderships {
  private readonly claims = new Map<string, Claim>();
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private provenAt = -Infinity;
  /** One question at a time on the connection. */
  private turns: Promise<void> = Promise.resolve();

  constructor(private readonly url: string) {}

  /** Begins to stand for `name` and goes on until stopped. Within one process a name is led once. */
  lead(name: string): Leadership {
    if (this.claims.has(name)) throw new Error(`This process already stands for the lead of ${name}.`);
    const claim: Claim = { name, locked: false };
    this.claims.set(name, claim);
    this.timer ??= setInterval(() => void this.turn(), TURN_MILLISECONDS).unref();
    void this.turn();
    return {
      held: () => claim.locked && performance.now() - this.provenAt < STALE_MILLISECONDS,
      stop: () => this.giveUp(claim),
    };
  }

  async close(): Promise<void> {
    this.claims.clear();
    await this.turn();
  }

  private turn(): Promise<void> {
    this.turns = this.turns.then(() => this.ask()).catch(() => this.lose());
    return this.turns;
  }

  private async ask(): Promise<void> {
    if (this.claims.size === 0) return this.rest();
    const client = this.client ?? (await this.connect());
    const asked = [...this.claims.values()].filter(({ locked }) => !locked);
    const askedAt = performance.now();
    // also without a name to ask for: the answer proves that the session, and with it every lock, still lives
    const { rows } = await client.query<{ name: string }>(
      `SELECT name FROM unnest($1::text[]) AS name WHERE pg_try_advisory_lock(hashtextextended('lead:' || name, 0))`,
      [asked.map(({ name }) => name)],
    );
    this.provenAt = askedAt;
    const won = new Set(rows.map(({ name }) => name));
    for (const claim of asked) claim.locked = won.has(claim.name);
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MILLISECONDS,
      query_timeout: ANSWER_MILLISECONDS,
    });
    client.on('error', () => undefined); // 'end' follows; without a listener the process would die
    client.on('end', () => {
      if (this.client === client) this.lose();
    });
    this.client = client;
    await client.connect();
    await client.query(`SET idle_session_timeout = ${SILENT_MILLISECONDS}`);
    return client;
  }

  /** The session is gone, or cannot be trusted any more: whatever it locked is no longer ours. */
  private lose(): void {
    const { client } = this;
    this.client = undefined;
    for (const claim of this.claims.values()) claim.locked = false;
    client?.end().catch(() => undefined);
  }

  private async giveUp(claim: Claim): Promise<void> {
    if (this.claims.get(claim.name) !== claim) return;
    this.claims.delete(claim.name);
    this.turns = this.turns
      .then(async () => {
        if (!claim.locked) return;
        claim.locked = false;
        await this.client?.query(`SELECT pg_advisory_unlock(hashtextextended('lead:' || $1, 0))`, [claim.name]);
      })
      .catch(() => this.lose());
    await this.turn();
  }

  /** Nobody stands for anything: the connection is given back too. */
  private async rest(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }
}
