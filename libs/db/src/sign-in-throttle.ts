import { Pool } from 'pg';
import { type IRateLimiterPostgresOptions, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { cutWhenSilent } from './cut-when-silent';

/** Attempts before a person at a place has to wait, the time in which they count, and the wait. */
const ATTEMPTS = 10;
const WINDOW_SECONDS = 15 * 60;
const WAIT_SECONDS = 15 * 60;

/**
 * Failures of one place, whoever they were for. A whole town hall may stand behind one address: of a thousand people one in
 * ten may mistype within the same five minutes. It then waits for the rest of these minutes and no longer. Who guesses
 * from there gets 1,200 tries an hour over all people together, and 40 for one of them.
 */
const PLACE_FAILURES = 100;
const PLACE_WINDOW_SECONDS = 5 * 60;

const STATEMENT_MILLISECONDS = 5_000;

/** `waitSeconds` above 0: it must not be made, because of this person there or of the place. `isLast`: if this one is wrong as well, `block`. */
export type Attempt = { readonly waitSeconds: number; readonly isLast: boolean; readonly of: 'person' | 'place' };

/** Counts sign-ins in Postgres, so that restarting or asking another process does not help. Keys are hashes. */
export class SignInThrottle {
  private readonly people: RateLimiterPostgres;
  private readonly places: RateLimiterPostgres;
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({
      connectionString: url,
      max: 2,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: STATEMENT_MILLISECONDS, // given back before its silence means anything
      statement_timeout: STATEMENT_MILLISECONDS,
    });
    cutWhenSilent(this.pool, STATEMENT_MILLISECONDS);
    this.pool.on('error', () => undefined); // an idle connection that breaks is replaced at the next use
    this.people = this.limiter({ points: ATTEMPTS, duration: WINDOW_SECONDS, blockDuration: WAIT_SECONDS });
    this.places = this.limiter({
      keyPrefix: 'place',
      points: PLACE_FAILURES,
      duration: PLACE_WINDOW_SECONDS,
      // whoever goes on all the same is turned away without asking the database
      inMemoryBlockOnConsumed: PLACE_FAILURES + 1,
    });
  }

  /**
   * Counts an attempt before the password is looked at: counted afterwards, any number made at the same moment would all
   * be let through. The place comes first, so that nobody fills the table with people who do not exist.
   */
  async attempt(person: string, place: string): Promise<Attempt> {
    const there = await take(this.places, place);
    if (there.waitSeconds > 0) return { ...there, of: 'place' };
    const one = await take(this.people, person);
    // a program with an old password knocks for ever: it must not keep out the people beside it
    if (one.waitSeconds > 0) await this.places.reward(place);
    return { ...one, of: 'person' };
  }

  /** The seconds to wait from now on. */
  async block(person: string): Promise<number> {
    await this.people.block(person, WAIT_SECONDS);
    return WAIT_SECONDS;
  }

  /** It was right: only failures count. */
  async forget(person: string, place: string): Promise<void> {
    await Promise.all([this.people.delete(person), this.places.reward(place)]);
  }

  /** It could not be looked at, and so was neither right nor wrong. */
  async takeBack(person: string, place: string): Promise<void> {
    await Promise.all([this.people.reward(person), this.places.reward(place)]);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private limiter(rule: Omit<IRateLimiterPostgresOptions, 'storeClient'>): RateLimiterPostgres {
    const storeClient: unknown = this.pool;
    return new RateLimiterPostgres({
      storeClient,
      storeType: 'pool',
      tableName: 'sign_in_throttle',
      tableCreated: true,
      ...rule,
    });
  }
}

async function take(limiter: RateLimiterPostgres, key: string): Promise<Omit<Attempt, 'of'>> {
  try {
    const { remainingPoints } = await limiter.consume(key);
    return { waitSeconds: 0, isLast: remainingPoints <= 0 };
  } catch (error) {
    if (error instanceof RateLimiterRes) return { waitSeconds: Math.ceil(error.msBeforeNext / 1000), isLast: true };
    throw error;
  }
}
