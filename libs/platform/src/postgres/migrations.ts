import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** One query instead of starting Prisma, which takes seconds. */
export function migrationState(ownerUrl: string, folder: string): Promise<MigrationState> {
  return withClient(ownerUrl, async (client) => {
    const table = await client.query(`SELECT 1 WHERE to_regclass('_prisma_migrations') IS NOT NULL`);
    if (!table.rowCount) return compareMigrations(migrationsIn(folder), []);

    const { rows } = await client.query(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
              rolled_back_at IS NOT NULL AS "rolledBack"
         FROM _prisma_migrations`,
    );
    return compareMigrations(migrationsIn(folder), Rows.parse(rows));
  });
}
