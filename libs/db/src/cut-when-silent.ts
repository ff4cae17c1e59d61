import { Socket } from 'node:net';
import { type Pool } from 'pg';

/** So much longer than the server itself needs to end a statement: whoever is silent then hangs, or is cut off. */
const GRACE_MILLISECONDS = 2_000;

/** Named as the system names a call that had no answer: the adapter of Prisma knows it by these words. */
const noAnswer = (): Error =>
  Object.assign(new Error('The database gave no answer in time.'), { code: 'ETIMEDOUT', errno: -110, syscall: 'read' });

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/**
 * Ends every connection of the pool that is silent for longer than a statement may take: `statement_timeout` is kept by the
 * server, which cannot keep it while it hangs. pg has a `query_timeout`, but gives the connection back with the answer still
 * to come, which is then taken for that of the next question. Here all that waits on the connection fails, the pool throws
 * it away, and the server undoes its transaction.
 */
export function cutWhenSilent(pool: Pool, statementMilliseconds: number): void {
  pool.on('connect', (client) => {
    // only now: for an encrypted connection this is another socket than the one it began with
    const socket = field(field(client, 'connection'), 'stream');
    if (!(socket instanceof Socket)) throw new Error('pg does not show its socket any more.');
    socket.setTimeout(statementMilliseconds + GRACE_MILLISECONDS, () => socket.destroy(noAnswer()));
  });
}
