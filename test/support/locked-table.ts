import { type Client } from 'pg';

/** While `task` runs nobody else can read or change this table: what asks for it keeps its connection. */
export async function whileLocked<T>(client: Client, table: string, task: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  try {
    return await task();
  } finally {
    await client.query('ROLLBACK');
  }
}
