import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client } from 'pg';
import { z } from 'zod';
import { withClient } from './databases';

/** A migration as Prisma keeps it: the checksum is the SHA-256 of its migration.sql. */
export type Migration = { readonly name: string; readonly checksum: string };
export type RecordedMigration = Migration & { readonly finished: boolean; readonly rolledBack: boolean };

export type MigrationState =
  | { readonly kind: 'current' }
  | { readonly kind: 'pending'; readonly names: readonly string[] }
  | { readonly kind: 'failed' | 'changed' | 'unknown'; readonly name: string };

/** What stands between the database and the migrations of this version. */
export function compareMigrations(ours: readonly Migration[], recorded: readonly RecordedMigration[]): MigrationState {
  const standing = recorded.filter((row) => !row.rolledBack);
  const failed = standing.find((row) => !row.finished);
  if (failed) return { kind: 'failed', name: failed.name };

  const byName = new Map(ours.map((migration) => [migration.name, migration]));
  const unknown = standing.find((row) => !byName.has(row.name));
  if (unknown) return { kind: 'unknown', name: unknown.name };

  const changed = standing.find((row) => byName.get(row.name)?.checksum !== row.checksum);
  if (changed) return { kind: 'changed', name: changed.name };

  const applied = new Set(standing.map((row) => row.name));
  const names = ours.map(({ name }) => name).filter((name) => !applied.has(name));
  return names.length > 0 ? { kind: 'pending', names } : { kind: 'current' };
}

export function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => ({
      name,
      checksum: createHash('sha256')
        .update(readFileSync(join(folder, name, 'migration.sql')))
        .digest('hex'),
    }));
}

const Rows = z.array(
  z.object({ name: z.string(), checksum: z.string(), finished: z.boolean(), rolledBack: z.boolean() }),
);

export const migrationState = (ownerUrl: string, folder: string): Promise<MigrationState> =>
  withClient(ownerUrl, (client) => readState(client, folder));

async function readState(client: Client, folder: string): Promise<MigrationState> {
  const table = await client.query(`SELECT 1 WHERE to_regclass('_prisma_migrations') IS NOT NULL`);
  if (!table.rowCount) return compareMigrations(migrationsIn(folder), []);

  const { rows } = await client.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
            rolled_back_at IS NOT NULL AS "rolledBack"
       FROM _prisma_migrations`,
  );
  return compareMigrations(migrationsIn(folder), Rows.parse(rows));
}

/** The lock Prisma takes for its migrations: whoever deploys at the same time waits. */
const prismaLock = 72_707_369;

/**
 * Runs what is pending and keeps Prisma's books about it. Unlike Prisma's own `migrate deploy`, a migration and its
 * entry are one transaction: a kill in the middle leaves nothing half done that would block the next start.
 */
export function applyMigrations(ownerUrl: string, folder: string): Promise<void> {
  return withClient(ownerUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock]);
    await client.query(books);
    const state = await readState(client, folder);
    if (state.kind !== 'pending') return;

    const known = new Map(migrationsIn(folder).map(({ name, checksum }) => [name, checksum]));
    for (const name of state.names) {
      const script = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      await client.query('BEGIN');
      await client.query(script);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
         VALUES (gen_random_uuid()::text, $1, now(), $2, 1)`,
        [known.get(name), name],
      );
      await client.query('COMMIT');
    }
  });
}

/** As Prisma makes it. */
const books = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
