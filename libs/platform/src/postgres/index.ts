export { canSignIn, loginOf, withClient } from './databases';
export { applyMigrations, compareMigrations, type MigrationState, migrationsIn, migrationState } from './migrations';
export { PostgresFailed } from './postgres-failed';
export {
  findPostgres,
  type PostgresOptions,
  removePostgres,
  type RunningPostgres,
  startPostgres,
} from './start-postgres';
export { keptSecret, writeSafely } from './write-safely';
