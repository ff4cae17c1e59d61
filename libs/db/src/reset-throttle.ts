import { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { cutWhenSilent } from './cut-when-silent';

/** Mails to one address in an hour, whoever asks for them, and questions from one place in five minutes, whoever they are for. */
const FOR_ADDRESS = { keyPrefix: 'reset', points: 5, duration: 3_600 };
const FROM_PLACE = { keyPrefix: 'reset-place', points: 30, duration: 300 };

const STATEMENT_MILLISECONDS = 5_000;

/** Counts questions for a forgotten password in Postgres. Keys are hashes; the same for addresses that nobody has. */
export class ResetThrottle {
  private readonly pool: Pool;
  private readonly addresses: RateLimiterPostgres;
  private readonly places: RateLimiterPostgres;

  constructor(url: string) {
    this.pool = new Pool({
      connectionString: url,
      max: 1,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: STATEMENT_MILLISECONDS,
      statement_timeout: STATEMENT_MILLISECONDS,
    });
    cutWhenSilent(this.pool, STATEMENT_MILLISECONDS);
    this.pool.on('error', () => undefined); // an idle connection that breaks is replaced at the next use
    const storeClient: unknown = this.pool;
    const store = { storeClient, storeType: 'pool', tableName: 'sign_in_throttle', tableCreated: true };
    this.addresses = new RateLimiterPostgres({ ...store, ...FOR_ADDRESS });
    this.places = new RateLimiterPostgres({ ...store, ...FROM_PLACE });
  }

  /** The seconds to wait; 0: it is counted and may go on. The place comes first, so that nobody fills the table from there. */
  async attempt(address: string, place: string): Promise<number> {
    return (await wait(this.places, place)) || (await wait(this.addresses, address));
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

async function wait(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw error;
  }
}
