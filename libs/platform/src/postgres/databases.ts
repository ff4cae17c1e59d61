import { Client, DatabaseError } from 'pg';

const wrongPassword = '28P01';
const duplicateDatabase = '42P04';

const isCode = (error: unknown, code: string): boolean => error instanceof DatabaseError && error.code === code;

/** One short connection for one task. */
export async function withClient<T>(url: string, task: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
}

/** Whether the server takes this name and password. Other troubles are thrown. */
export async function canSignIn(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
    return true;
  } catch (error) {
    if (isCode(error, wrongPassword)) return false;
    throw error;
  }
}

export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    try {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    } catch (error) {
      if (!isCode(error, duplicateDatabase)) throw error;
    }
  });
}

/** The connection of a login role; its password is set when the server does not take the kept one. */
export async function loginOf(ownerUrl: string, role: string, password: string): Promise<string> {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  if (await canSignIn(url.href)) return url.href;

  await withClient(ownerUrl, (client) =>
    client.query(`ALTER ROLE ${client.escapeIdentifier(role)} PASSWORD ${client.escapeLiteral(password)}`),
  );
  return url.href;
}
