import { randomUUID } from 'node:crypto';
import { machineOf } from '@libs/db';
import { withClient } from '@libs/platform';
import { type Client } from 'pg';
import { type House, openHouse } from '../support/house';
import { walkIn } from '../support/walk';
import { leitwegIdOf, ublInvoice } from '../support/xrechnung-xml';

/**
 * Law 9: tenants cannot meet. Two towns with the same rows in one database; the questions are put by SQL under the
 * application's role, as a fault in the program or an intruder in it would.
 */
let house: House;
let townA: string;
const townB = randomUUID();
let tables: readonly string[];

beforeAll(async () => {
  house = await openHouse();
  townA = house.entityId;
  tables = await asOwner(tablesOfEntities);
  await fillTownA();
  await asOwner(copyTown);
}, 60_000);
afterAll(() => house.close());

const asOwner = <T>(task: (client: Client) => Promise<T>): Promise<T> => withClient(house.testDatabase.ownerUrl, task);

/** A transaction of the application's role that sees all of its entity; undefined forgets to name the entity. Nothing of it stays. */
const asApp = <T>(entityId: string | undefined, task: (client: Client) => Promise<T>): Promise<T> =>
  withClient(house.testDatabase.appUrl, async (client) => {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.reach', 'everything', true)`);
    if (entityId !== undefined) await client.query(`SELECT set_config('app.entity', $1, true)`, [entityId]);
    try {
      return await task(client);
    } finally {
      await client.query('ROLLBACK');
    }
  });

const texts = async (client: Client, sql: string, values: readonly unknown[] = []): Promise<string[]> => {
  const { rows } = await client.query<{ text: string }>(sql, [...values]);
  return rows.map((row) => row.text);
};

const codeOf = async (task: Promise<unknown>): Promise<string> => {
  try {
    await task;
    return 'allowed';
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  }
};
const NO_RIGHT = '42501'; // insufficient_privilege: a missing grant and a row-level policy alike
const NO_SUCH_ROW = '23503'; // foreign_key_violation

const tablesOfEntities = (client: Client): Promise<string[]> =>
  texts(
    client,
    `SELECT c.table_name AS text FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'entity_id' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );

/** An invoice walks the whole line and a session and a remembered answer are made: every table holds a row. */
async function fillTownA(): Promise<void> {
  const walk = walkIn(house);
  await house.startWorker();
  await walk.ordered(ublInvoice());
  await walk.handOver();
  await house.upload('<unreadable');
  await house.upload('<unreadable');
  const { personId } = await house.person('clerk');
  await sealAUnit(walk);
  await proposeSomething();
  await house.database.transaction(machineOf(townA), async (tx) => {
    await tx.idempotency.take('key', personId, 'POST /x', 60);
    await tx.apiTokens.add({
      id: randomUUID(),
      personId,
      name: 'Scanner',
      scopes: ['documents'],
      createdAt: new Date(),
      expiresAt: new Date('2099-01-01'),
      tokenHash: 'token',
    });
    await tx.doors.looked({ kind: 'folder', name: '/srv/eingang' }, ['1'], new Date());
    await tx.work.enqueue('never-carried', randomUUID(), randomUUID());
    await tx.people.startSession({
      id: randomUUID(),
      personId,
      tokenHash: 'hash',
      startedAt: new Date(),
      expiresAt: new Date('2099-01-01'),
    });
  });
}

const proposeSomething = () =>
  asOwner((client) =>
    client.query(
      `INSERT INTO proposal (entity_id, id, kind, unit_id, reason, proposed_at, proposed_by_id)
       SELECT entity_id, gen_random_uuid(), 'unseal', id, 'Probe', now(), gen_random_uuid() FROM unit WHERE sealed LIMIT 1;
       INSERT INTO proposal (entity_id, id, kind, person_id, address, reason, proposed_at, proposed_by_id)
       SELECT entity_id, gen_random_uuid(), 'address', id, 'neu@x.example', 'Probe', now(), gen_random_uuid() FROM person LIMIT 1`,
    ),
  );

/** A sealed unit with a case in it, and a group that holds a role there. */
async function sealAUnit(walk: ReturnType<typeof walkIn>): Promise<void> {
  const caseId = await walk.arrive(ublInvoice({ number: 'SEALED', leitwegId: leitwegIdOf('40') }));
  await asOwner(async (client) => {
    await client.query(`UPDATE unit SET sealed = true FROM invoice_case c WHERE c.id = $1 AND c.unit_id = unit.id`, [
      caseId,
    ]);
    await client.query(
      `WITH g AS (INSERT INTO person_group VALUES ($1, gen_random_uuid(), 'Amt 40') RETURNING id),
         m AS (INSERT INTO group_member SELECT $1, g.id, p.id FROM g, (SELECT id FROM person LIMIT 1) p)
       INSERT INTO role_grant (entity_id, id, group_id, role, unit_id)
       SELECT $1, gen_random_uuid(), g.id, 'certifier', c.unit_id FROM g, invoice_case c WHERE c.id = $2`,
      [townA, caseId],
    );
  });
}

/** The same rows once more for another town, whatever the tables look like. */
async function copyTown(client: Client): Promise<void> {
  await client.query(`INSERT INTO entity SELECT $1, 'Gemeinde Nebenan', settings FROM entity WHERE id = $2`, [
    townB,
    townA,
  ]);
  await client.query('SET session_replication_role = replica'); // any order of tables will do
  for (const table of tables) {
    const other =
      table === 'mail_address' ? { entity_id: townB, address: 'rechnung@nebenan.example' } : { entity_id: townB };
    await client.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(t) || $1)).* FROM ${table} t WHERE entity_id = $2`,
      [JSON.stringify(other), townA],
    );
  }
}

describe('what is there to keep apart', () => {
  test('every table of the two towns holds rows of both', async () => {
    const empty = await asOwner(async (client) => {
      const found: string[] = [];
      for (const table of tables) {
        const towns = await texts(client, `SELECT DISTINCT entity_id::text AS text FROM ${table}`);
        if (!towns.includes(townA) || !towns.includes(townB)) found.push(table);
      }
      return found;
    });
    expect(tables.length).toBeGreaterThan(20);
    expect(empty).toEqual([]);
  });

  test('every table with an entity, and the entity itself, is closed by row-level security; the others name nobody', async () => {
    const { closed, open } = await asOwner(async (client) => ({
      closed: await texts(
        client,
        `SELECT c.relname AS text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
         AND c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive)
         AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND pg_get_expr(p.polqual, p.polrelid) NOT LIKE '%current_entity()%')
         ORDER BY 1`,
      ),
      open: await texts(
        client,
        `SELECT c.relname AS text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
         AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relrowsecurity ORDER BY 1`,
      ),
    }));
    expect(closed).toEqual([...tables, 'entity'].sort());
    expect(open).toEqual(['_prisma_migrations', 'one_time_key', 'sign_in_throttle']);
  });
});

describe('whoever forgets to name the entity', () => {
  test('sees no row of any table', async () => {
    const seen = await asApp(undefined, async (client) => {
      const counts: Record<string, number> = {};
      for (const table of [...tables, 'entity']) {
        const { rowCount } = await client.query(`SELECT 1 FROM ${table}`);
        if (rowCount) counts[table] = rowCount;
      }
      return counts;
    });
    expect(seen).toEqual({});
  });

  test.each(['empty', 'none'])('cannot add a row to any table (entity %s)', async (how) => {
    const entity = how === 'empty' ? '' : undefined;
    const added: string[] = [];
    for (const table of tables) {
      if ((await codeOf(asApp(entity, (client) => insertCopy(client, table, townA)))) !== NO_RIGHT) added.push(table);
    }
    expect(added).toEqual([]);
  });

  test('changes and removes nothing', async () => {
    const units = await asApp(undefined, (client) => client.query(`UPDATE unit SET name = 'fremd'`));
    const work = await asApp(undefined, (client) => client.query(`DELETE FROM work`));
    expect([units.rowCount, work.rowCount]).toEqual([0, 0]);
  });
});

describe('whoever names one town', () => {
  test('sees its rows of every table and not one of the other', async () => {
    const wrong: string[] = [];
    await asApp(townB, async (client) => {
      for (const table of tables) {
        const towns = await texts(client, `SELECT DISTINCT entity_id::text AS text FROM ${table}`);
        if (towns.join() !== townB) wrong.push(table);
      }
      expect(await texts(client, 'SELECT name AS text FROM entity')).toEqual(['Gemeinde Nebenan']);
    });
    expect(wrong).toEqual([]);
  });

  test('cannot add a row for the other to any table', async () => {
    const added: string[] = [];
    for (const table of tables) {
      if ((await codeOf(asApp(townB, (client) => insertCopy(client, table, townA)))) !== NO_RIGHT) added.push(table);
    }
    expect(added).toEqual([]);
  });

  test('cannot give an own row of any table to the other', async () => {
    const given: string[] = [];
    for (const table of tables) {
      const code = await codeOf(asApp(townB, (client) => client.query(`UPDATE ${table} SET entity_id = $1`, [townA])));
      if (code !== NO_RIGHT) given.push(`${table}: ${code}`);
    }
    expect(given).toEqual([]);
  });

  test('learns nothing of the other from a function of its own that looks at every row', async () => {
    const peeped = await asApp(townB, async (client) => {
      await client.query(`CREATE FUNCTION pg_temp.peep(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
        AS $$ BEGIN PERFORM set_config('peep.seen', current_setting('peep.seen', true) || $1 || '|', false); RETURN true; END $$`);
      await client.query(`SELECT 1 FROM unit WHERE pg_temp.peep(entity_id::text)`);
      return texts(client, `SELECT current_setting('peep.seen', true) AS text`);
    });
    expect(peeped.join()).not.toContain(townA);
  });

  test('learns nothing from the statistics of the planner', async () => {
    await asOwner((client) => client.query('ANALYZE'));
    const shown = await asApp(townB, (client) =>
      texts(client, `SELECT tablename AS text FROM pg_stats WHERE schemaname = 'public' AND tablename = ANY ($1)`, [
        tables,
      ]),
    );
    expect(shown).toEqual([]);
  });
});

/** A copy of a row of `town` with a new key, so that nothing but the policy can refuse it. */
async function insertCopy(client: Client, table: string, town: string): Promise<void> {
  await client.query(`INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1)).*`, [
    JSON.stringify(await rowOf(table, town)),
  ]);
}

const rowOf = (table: string, town: string): Promise<Record<string, unknown>> =>
  asOwner(async (client) => {
    const { rows } = await client.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE entity_id = $1 LIMIT 1`,
      [town],
    );
    return { ...rows[0]!.row, ...('id' in rows[0]!.row ? { id: randomUUID() } : {}) };
  });

describe('references between rows', () => {
  type Reference = { name: string; table: string; columns: string[]; target: string; targetColumns: string[] };
  const references = (client: Client): Promise<{ rows: Reference[] }> =>
    client.query<Reference>(
      `SELECT k.conname AS name, k.conrelid::regclass::text AS table, k.confrelid::regclass::text AS target,
         ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY o) AS columns,
         ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY o) AS "targetColumns"
       FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace ORDER BY 1`,
    );

  test('every foreign key carries the entity, at the same place on both sides', async () => {
    const { rows } = await asOwner(references);
    expect(rows.length).toBeGreaterThan(15);
    const without = rows.filter(({ columns, targetColumns }) => {
      const at = columns.indexOf('entity_id');
      return at < 0 || targetColumns[at] !== 'entity_id' || columns.length < 2;
    });
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  test('no row of one town can point at a row of the other, by any foreign key, not even as the owner', async () => {
    const { rows } = await asOwner(references);
    const crossed: string[] = [];
    for (const { name, table, columns, target, targetColumns } of rows) {
      const foreign = randomUUID().replaceAll('-', '').padEnd(64, '0');
      const code = await codeOf(
        asOwner(async (client) => {
          await client.query('BEGIN');
          await client.query('SET LOCAL session_replication_role = replica');
          const key = targetColumns.find((column) => column !== 'entity_id')!;
          const type = (await texts(client, `SELECT pg_typeof(${key})::text AS text FROM ${target} LIMIT 1`))[0]!;
          const value = type === 'text' ? foreign : type === 'bigint' ? '987654321' : randomUUID();
          // A row that only the other town has, and a row of ours that would point at it.
          await client.query(
            `INSERT INTO ${target} SELECT (jsonb_populate_record(NULL::${target}, to_jsonb(t) || $1)).* FROM ${target} t WHERE entity_id = $2 LIMIT 1`,
            [JSON.stringify({ [key]: value, ...uniqueIn(target) }), townA],
          );
          await client.query('SET LOCAL session_replication_role = origin');
          const own = columns[targetColumns.indexOf(key)]!;
          const { rowCount } = await client.query(
            `UPDATE ${table} SET ${own} = $1 WHERE ctid = (SELECT ctid FROM ${table} WHERE entity_id = $2 ORDER BY ${own} IS NULL LIMIT 1)`,
            [value, townB],
          );
          await client.query('SET CONSTRAINTS ALL IMMEDIATE');
          await client.query('ROLLBACK');
          return rowCount;
        }),
      );
      if (code !== NO_SUCH_ROW) crossed.push(`${name}: ${code}`);
    }
    expect(crossed).toEqual([]);
  });
});

/** What besides the key is unique in a table. */
const uniqueIn = (table: string): Record<string, string> => {
  const value = randomUUID();
  const columns: Record<string, string> = {
    unit: 'number',
    person: 'email',
    creditor: 'account',
    invoice_case: 'number',
    arrival: 'number',
    export_batch: 'number',
    person_group: 'name',
  };
  const column = columns[table];
  return {
    ...(column === undefined ? {} : { [column]: value }),
    ...(table === 'unit' ? { leitweg_id: value } : {}),
    ...(table === 'arrival' ? { sha256: value } : {}),
  };
};

describe('the role of the application', () => {
  test('is nobody: no superuser, no bypass, no other role, no owner of anything', async () => {
    await asApp(undefined, async (client) => {
      const { rows } = await client.query(
        `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = current_user`,
      );
      expect(rows).toEqual([
        { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false },
      ]);
      expect(
        await texts(
          client,
          `SELECT rolname AS text FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER') AND rolname <> current_user`,
        ),
      ).toEqual([]);
      expect(
        await texts(
          client,
          `SELECT relname AS text FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)`,
        ),
      ).toEqual([]);
    });
  });

  test.each([
    'ALTER TABLE person DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE person NO FORCE ROW LEVEL SECURITY',
    'DROP POLICY own_entity ON person',
    'CREATE POLICY all_entities ON person USING (true)',
    'ALTER POLICY own_entity ON person USING (true)',
    'SET ROLE owner_of_the_tables',
    'SET SESSION AUTHORIZATION owner_of_the_tables',
    'SET session_replication_role = replica',
    'ALTER ROLE belegfluss_app BYPASSRLS',
    'GRANT SELECT ON person TO PUBLIC WITH GRANT OPTION',
    `CREATE OR REPLACE FUNCTION current_entity() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'`,
    'CREATE TABLE public.mine (x int)',
    'CREATE VIEW public.peep AS SELECT * FROM person',
    `CREATE FUNCTION public.peep() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    'CREATE SCHEMA mine',
    `COPY person TO '/tmp/people'`,
    `COPY person TO PROGRAM 'cat'`,
    `SELECT pg_read_file('PG_VERSION')`,
    'SELECT * FROM pg_authid',
    'SELECT * FROM _prisma_migrations',
  ])('cannot: %s', async (sql) => {
    const owner = new URL(house.testDatabase.ownerUrl).username;
    const refused = await codeOf(asApp(townB, (client) => client.query(sql.replace('owner_of_the_tables', owner))));
    // A grant without the right to grant is no error but a warning; what counts is that it has no effect.
    if (!sql.startsWith('GRANT')) expect(refused).toBe(NO_RIGHT);
    const others = await asOwner((client) =>
      texts(
        client,
        `SELECT grantee AS text FROM information_schema.role_table_grants WHERE table_name = 'person' AND grantee = 'PUBLIC'`,
      ),
    );
    expect(others).toEqual([]);
  });

  test('row_security = off does not open a table, it refuses the question', async () => {
    expect(
      await codeOf(
        asApp(townB, async (client) => {
          await client.query('SET LOCAL row_security = off');
          await client.query('SELECT 1 FROM person');
        }),
      ),
    ).toBe(NO_RIGHT);
  });

  test('a transaction leaves its entity to no later one on the same connection', async () => {
    await withClient(house.testDatabase.appUrl, async (client) => {
      for (const end of ['COMMIT', 'ROLLBACK']) {
        await client.query('BEGIN');
        await client.query(`SELECT set_config('app.entity', $1, true)`, [townA]);
        expect((await client.query('SELECT 1 FROM person')).rowCount).toBeGreaterThan(0);
        await client.query(end);
        expect((await client.query('SELECT 1 FROM person')).rowCount).toBe(0);
      }
    });
  });

  test('a hundred transactions of two towns over few connections never see the other', async () => {
    const names = await Promise.all(
      Array.from({ length: 100 }, (_, at) => {
        const town = at % 2 === 0 ? townA : townB;
        return house.database.transaction(machineOf(town), async (tx) => {
          const people = await tx.client.person.findMany();
          return people.every((person) => person.entityId === town) && people.length > 0;
        });
      }),
    );
    expect(names.every(Boolean)).toBe(true);
  });
});

describe('the narrow doors that open before an entity is known', () => {
  const doors = ['claim_work', 'find_cases', 'locate_sign_in', 'overdue_work', 'route_address', 'work_figures'];

  test('are the only functions that run with more rights than their caller, and give ids and numbers only', async () => {
    const { rows } = await asOwner((client) =>
      client.query<{ name: string; gives: string; config: string[] | null; everybody: boolean; app: boolean }>(
        `SELECT proname AS name, pg_get_function_result(oid) AS gives, proconfig AS config,
           has_function_privilege('public', oid, 'EXECUTE') AS everybody,
           has_function_privilege('belegfluss_app', oid, 'EXECUTE') AS app
         FROM pg_proc WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace AND prorettype <> 'trigger'::regtype ORDER BY 1`,
      ),
    );
    expect(rows.map(({ name }) => name)).toEqual(doors);
    expect(rows.map(({ gives }) => gives)).toEqual([
      'TABLE(entity_id uuid, id uuid, step text, subject_id uuid, trace_id uuid, attempt integer, crashes integer, fence bigint)',
      'TABLE(id uuid)',
      'TABLE(entity_id uuid, subject_id uuid)',
      'TABLE(entity_id uuid, id uuid, step text, attempt integer, age_seconds double precision)',
      'uuid',
      'TABLE(step text, waiting integer, running integer, retried integer, oldest_due_seconds double precision)',
    ]);
    expect(rows.map(({ everybody, app }) => [everybody, app])).toEqual(doors.map(() => [false, true]));
    expect(rows.every(({ config }) => config?.some((one) => one.startsWith('search_path=')))).toBe(true);
  });

  test('what runs so by itself, when rows change, keeps the seals and nothing else; nobody can call it', async () => {
    const triggers = await asOwner((client) =>
      client.query<{ name: string; body: string; fixed: boolean }>(
        `SELECT proname AS name, prosrc AS body, array_to_string(proconfig, ' ') LIKE 'search_path=%' AS fixed
         FROM pg_proc WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace AND prorettype = 'trigger'::regtype ORDER BY 1`,
      ),
    );
    expect(triggers.rows.map(({ name }) => name)).toEqual([
      'case_was_sealed',
      'seal_is_lifted_by_two',
      'sealed_bytes_came_again',
      'sealed_case_grew',
      'unit_was_sealed',
    ]);
    for (const { body, fixed } of triggers.rows) {
      expect(fixed).toBe(true);
      expect(body.match(/(INSERT INTO|UPDATE|DELETE FROM|PERFORM) [a-z_]+( [a-z] SET [a-z]+)?/g)).toEqual([
        expect.stringMatching(
          /^(PERFORM seal_subjects_of|INSERT INTO sealed_subject|UPDATE invoice_case c SET seal|UPDATE proposal p SET applied)$/,
        ),
      ]);
    }
    expect(await codeOf(asApp(townB, (client) => client.query(`SELECT seal_subjects_of($1, $1, $1)`, [townA])))).toBe(
      NO_RIGHT,
    );
  });

  test('cannot be turned to tables of the caller: a temporary table is not looked at', async () => {
    await asApp(townB, async (client) => {
      await client.query(`CREATE TEMP TABLE mail_address (address text, entity_id uuid)`);
      await client.query(`INSERT INTO pg_temp.mail_address VALUES ('mine@example.org', $1)`, [townB]);
      expect(await texts(client, `SELECT route_address('mine@example.org')::text AS text`)).toEqual([null]);
    });
  });

  test('run nothing of the caller with the rights of the owner', async () => {
    const ran = await asApp(townB, async (client) => {
      await client.query(`CREATE FUNCTION pg_temp.steal() RETURNS text LANGUAGE plpgsql
        AS $$ BEGIN PERFORM set_config('stolen.as', current_user, false); RETURN ''; END $$`);
      await client.query(`CREATE TEMP VIEW sign_in_key AS
        SELECT pg_temp.steal() AS kind, ''::text AS key_hash, NULL::uuid AS entity_id, NULL::uuid AS subject_id`);
      await client.query(`SELECT * FROM locate_sign_in('', '')`);
      return texts(client, `SELECT coalesce(current_setting('stolen.as', true), '') AS text`);
    });
    expect(ran).toEqual(['']);
  });

  test('the figures of the work table count over all towns and tell nothing of any', async () => {
    const step = 'never-carried';
    const count = await asOwner((client) =>
      texts(client, 'SELECT count(*)::text AS text FROM work WHERE step = $1', [step]),
    );
    for (const town of [undefined, townA, townB]) {
      const { rows } = await asApp(town, (client) =>
        client.query<Record<string, unknown>>('SELECT * FROM work_figures() WHERE step = $1', [step]),
      );
      expect(rows).toEqual([
        { step, waiting: Number(count[0]), running: 0, retried: 0, oldest_due_seconds: expect.any(Number) as number },
      ]);
    }
    expect(Number(count[0])).toBe(2);
  });
});
