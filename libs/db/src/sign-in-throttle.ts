import { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** Attempts before an address has to wait, the time in which they count, and the wait. */
const ATTEMPTS = 10;
const WINDOW_SECONDS = 15 * 60;
const WAIT_SECONDS = 15 * 60;

export type Attempt = { readonly waitSeconds: number; readonly isLast: boolean };

/** Counts sign-ins in Postgres, so that restarting or asking another process does not help. Keys are hashes. */
export class SignInThrottle {
  private readonly limiter: RateLimiterPostgres;
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5_000, statement_timeout: 5_000 });
    this.pool.on('error', () => undefined); // an idle connection that breaks is replaced at the next use
    this.limiter = new RateLimiterPostgres({
      storeClient: this.pool,
      storeType: 'pool',
      tableName: 'sign_in_throttle',
      tableCreated: true,
      points: ATTEMPTS,
      duration: WINDOW_SECONDS,
      blockDuration: WAIT_SECONDS,
    });
  }

  /**
   * Counts an attempt before the password is looked at: counted afterwards, any number made at the same moment would all
   * be let through. `waitSeconds` above 0: it must not be made. `isLast`: if this one is wrong as well, `block`.
   */
  async attempt(key: string): Promise<Attempt> {
    try {
      const { remainingPoints } = await this.limiter.consume(key);
      return { waitSeconds: 0, isLast: remainingPoints <= 0 };
    } catch (error) {
      if (error instanceof RateLimiterRes) return { waitSeconds: Math.ceil(error.msBeforeNext / 1000), isLast: true };
      throw error;
    }
  }

  /** The seconds to wait from now on. */
  async block(key: string): Promise<number> {
    await this.limiter.block(key, WAIT_SECONDS);
    return WAIT_SECONDS;
  }

  async forget(key: string): Promise<void> {
    await this.limiter.delete(key);
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
