import { withClient } from '@libs/platform';
import { createTestDatabase } from './database';

test('each test database is migrated, and the application role signs in without any power over it', async () => {
  const database = await createTestDatabase();
  const tables = await withClient(database.ownerUrl, (client) =>
    client.query(`SELECT 1 FROM _prisma_migrations WHERE finished_at IS NOT NULL`),
  );
  expect(tables.rowCount).toBeGreaterThan(0);

  const role = await withClient(database.appUrl, (client) =>
    client.query(`SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user`),
  );
  expect(role.rows).toEqual([
    { rolname: 'belegfluss_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false },
  ]);
  await database.drop();
});
