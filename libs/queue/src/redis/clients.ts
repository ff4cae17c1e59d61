import { Redis, type RedisOptions } from 'ioredis';

/** Whoever asks Redis from the accept path gets an answer or an error within this time. */
export const ANSWER_MILLISECONDS = 1_000;

const again = (times: number): number => Math.min(100 * 2 ** Math.min(times, 5), 2_000);

/** Fails at once or within a second: for announcing work and for looking whether Redis is there. */
const hasty: RedisOptions = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false, // what was on the wire when it broke is not sent to the Redis that comes back
  enableReadyCheck: false,
  maxRetriesPerRequest: 1,
  connectTimeout: ANSWER_MILLISECONDS,
  commandTimeout: ANSWER_MILLISECONDS,
  retryStrategy: again,
};

/** Waits for Redis to come back, as Bull demands of the clients that fetch jobs. */
const patient: RedisOptions = {
  enableReadyCheck: false,
  maxRetriesPerRequest: null,
  connectTimeout: 5_000,
  retryStrategy: again,
};

export function hastyClient(url: string): Redis {
  return quiet(new Redis(url, hasty));
}

export function patientClient(url: string): Redis {
  return quiet(new Redis(url, patient));
}

/** Without a listener a lost connection would end the process; whether Redis is there is the pulse's business. */
function quiet(client: Redis): Redis {
  client.on('error', (error: Error) => {
    // ioredis goes on in database 0, which belongs to somebody else: nothing is sent, and the connection made anew
    if (isRefusedDatabase(error)) client.disconnect(true);
  });
  return client;
}

/** The server does not have the database of REDIS_URL, or does not let this user have it. */
const isRefusedDatabase = (error: Error): boolean => {
  const command: unknown = 'command' in error ? error.command : undefined;
  return typeof command === 'object' && command !== null && 'name' in command && command.name === 'select';
};
