import { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** Wrong attempts before an address has to wait, the time in which they count, and the wait. */
const ATTEMPTS = 9;
const WINDOW_SECONDS = 15 * 60;
const WAIT_SECONDS = 15 * 60;

/** Counts wrong sign-ins in Postgres, so that restarting or asking another process does not help. Keys are hashes. */
export class SignInThrottle {
  private readonly limiter: RateLimiterPostgres;
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: 2 });
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

  /** Seconds that this key has to wait; 0 when it may try. */
  async waitSeconds(key: string): Promise<number> {
    const state = await this.limiter.get(key);
    return state && state.consumedPoints > ATTEMPTS ? Math.ceil(state.msBeforeNext / 1000) : 0;
  }

  /** Counts a wrong attempt; the seconds to wait if it was one too many. */
  async failed(key: string): Promise<number> {
    try {
      await this.limiter.consume(key);
      return 0;
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.ceil(error.msBeforeNext / 1000);
      throw error;
    }
  }

  async forget(key: string): Promise<void> {
    await this.limiter.delete(key);
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
