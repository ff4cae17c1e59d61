import { randomBytes } from 'node:crypto';
import { withClient } from '@libs/platform';

export type TestDatabase = {
  /** Owns the tables and bypasses row-level security: to prepare and to look behind the curtain. */
  readonly ownerUrl: string;
  /** What the application uses. */
  readonly appUrl: string;
  drop(): Promise<void>;
};

const inDatabase = (variable: 'TEST_OWNER_URL' | 'TEST_APP_URL', name: string): string => {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run this test in the jest project "medium".`);
  const url = new URL(value);
  url.pathname = `/${name}`;
  return url.href;
};

/** A migrated database of its own for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const run = (sql: string) => withClient(inDatabase('TEST_OWNER_URL', 'postgres'), (client) => client.query(sql));
  await run(`CREATE DATABASE ${name} TEMPLATE template`);
  return {
    ownerUrl: inDatabase('TEST_OWNER_URL', name),
    appUrl: inDatabase('TEST_APP_URL', name),
    drop: async () => {
      await run(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
