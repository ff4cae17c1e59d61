// What rights cost: lists, search and single cases over a million cases of 200 entities, with the plans that Postgres takes.
// After a build:
//   node bench/access.mjs [--cases 1000000] [--entities 200] [--runs 60]
// Prints figures. Ends with 1 where a question over cases reads the whole table: that is no matter of the machine.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { median, print, timed } from './figures.mjs';
import { openHouse, root } from './line/house.mjs';
import { openDoor } from './line/load.mjs';

const require = createRequire(import.meta.url);
const library = (name) => require(`${root}/dist/apps/api/libs/${name}/src/index.js`);
const { blindTo, Database } = library('db');
const { Sessions } = library('operations');
const { hashToken } = library('platform');

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000000' },
    entities: { type: 'string', default: '200' },
    runs: { type: 'string', default: '60' },
  },
});
const [cases, entities, runs] = [values.cases, values.entities, values.runs].map(Number);

const house = await openHouse({ mode: 'table', workers: 0 });
const app = new pg.Client(house.appUrl);
const door = await openDoor(house.origins[0], 4);
let seqScans = 0;
try {
  await app.connect();
  await fill();
  console.log(
    `${cases} cases of ${entities} entities, node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
  );
  await plans();
  await overHttp();
  await rights();
} finally {
  door.close();
  await app.end();
  await house.close();
}
process.exitCode = seqScans > 0 ? 1 : 0;

/** The demonstration town and its like: the same number of cases each, a tenth of them in a sealed unit. */
async function fill() {
  const { entityId } = house;
  await house.rows(
    `INSERT INTO entity SELECT gen_random_uuid(), 'Gemeinde ' || n, settings FROM entity, generate_series(2, $1::int) n`,
    [entities],
  );
  await house.rows(
    `INSERT INTO unit (entity_id, id, number, name) SELECT e.id, gen_random_uuid(), u::text, 'Amt ' || u
     FROM entity e, generate_series(10, 19) u WHERE e.id <> $1`,
    [entityId],
  );
  await house.rows(`UPDATE unit SET sealed = true WHERE number IN ('19', '51')`);
  await house.rows('ALTER TABLE invoice_case DISABLE TRIGGER case_was_made_sealed'); // nothing arrived for them
  await house.rows(
    `INSERT INTO invoice_case (entity_id, id, number, stage, stage_since, received_at, trace_id, file_name, unit_id, seller,
       invoice_number, due_date, gross, currency, content_hash)
     SELECT e.id, gen_random_uuid(), '26-' || n,
       CASE WHEN n % 50 = 0 THEN (ARRAY['code', 'certify', 'order', 'clarify', 'assign'])[1 + n / 50 % 5] ELSE 'done' END,
       now(), now() - n * interval '1 min', gen_random_uuid(), 'rechnung-' || n || '.xml',
       e.units[1 + n % array_length(e.units, 1)], 'Lieferant ' || md5((n % 700)::text) || ' GmbH', 'RE-' || md5(n::text),
       current_date + n % 60, 100 + n % 9000, 'EUR', repeat('0', 64)
     FROM (SELECT entity_id AS id, array_agg(id) AS units FROM unit GROUP BY 1) e, generate_series(1, $1::int) n`,
    [Math.ceil(cases / entities)],
  );
  await house.rows('ALTER TABLE invoice_case ENABLE TRIGGER case_was_made_sealed');
  await house.rows('VACUUM ANALYZE invoice_case');
}

/** How Postgres goes about the questions of the lists, for the three reaches. */
async function plans() {
  const [{ units }] = await house.rows(
    `SELECT array_agg(id) AS units FROM unit WHERE entity_id = $1 AND number IN ('40', '51')`,
    [house.entityId],
  );
  const [{ id: one }] = await house.rows('SELECT id FROM invoice_case WHERE entity_id = $1 LIMIT 1', [house.entityId]);
  const sights = [
    ['whole house', 'unsealed', []],
    ['two units', 'own', units],
    ['machine', 'everything', []],
  ];
  const order = `ORDER BY coalesce(c.due_date, '9999-12-31'::date), c.id LIMIT 51`;
  const questions = [
    [
      'worklist',
      `SELECT c.id FROM invoice_case c WHERE c.entity_id = $1 AND c.stage = ANY ('{code,clarify,assign}') ${order}`,
    ],
    ['all cases', `SELECT c.id FROM invoice_case c WHERE c.entity_id = $1 ${order}`],
    ['counts', `SELECT stage, count(*) FROM invoice_case c WHERE c.entity_id = $1 GROUP BY stage`],
    ['one case', `SELECT * FROM invoice_case c WHERE c.entity_id = $1 AND c.id = '${one}'`],
    ['acts', `SELECT * FROM act a WHERE a.entity_id = $1 AND a.case_id = '${one}'`],
    [
      'search',
      `SELECT c.id FROM invoice_case c WHERE c.entity_id = $1 AND c.id IN (SELECT id FROM find_cases('4fc1', NULL)) ${order}`,
    ],
  ];
  for (const [who, reach, seen] of sights) {
    for (const [what, sql] of questions) {
      await app.query('BEGIN');
      await app.query(
        `SELECT set_config('app.entity', $1, true), set_config('app.reach', $2, true), set_config('app.units', $3, true)`,
        [house.entityId, reach, `{${seen.join(',')}}`],
      );
      const { rows } = await app.query(`EXPLAIN (FORMAT JSON) ${sql}`, [house.entityId]);
      const plan = JSON.stringify(rows);
      const whole = /"Node Type":"(Parallel )?Seq Scan"[^}]*"Relation Name":"invoice_case"/.test(plan);
      if (whole) seqScans += 1;
      const indexes = [...new Set([...plan.matchAll(/"Index Name":"(\w+)"/g)].map(([, name]) => name))];
      const times = await timed(Math.min(runs, 20), () => app.query(sql, [house.entityId]));
      await app.query('COMMIT');
      print(`${who}: ${what}`, times, whole ? 'READS THE WHOLE TABLE' : indexes.join(', '));
    }
  }
}

async function overHttp() {
  const ask = async (name, path) => {
    const times = await timed(runs, async () => {
      const { status } = await door.get(path);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
    });
    print(`GET ${name}`, times);
  };
  await ask('/cases?view=mine', '/api/v1/cases?view=mine');
  await ask('/cases?view=all', '/api/v1/cases?view=all');
  await ask('/cases?view=all&q=4fc1', '/api/v1/cases?view=all&q=4fc1');
  await ask('/cases?view=all&q=gmbh (all)', '/api/v1/cases?view=all&q=gmbh');
  await ask('/units', '/api/v1/units');
}

/** What a request pays for knowing who asks and what they may do, by the code that the api runs. */
async function rights() {
  const [{ id }] = await house.rows(`SELECT id FROM person WHERE email LIKE 'certifier2@%'`);
  const database = new Database({ url: house.appUrl, maxConnections: 2 });
  const sessions = new Sessions(database);
  const sight = blindTo(house.entityId);
  const token = 'bench';
  await database.transaction(sight, (tx) =>
    tx.people.startSession({
      id: randomUUID(),
      personId: id,
      tokenHash: hashToken(token),
      startedAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + 3_600_000),
    }),
  );
  const inTransaction = (work) => timed(runs * 5, () => database.transaction(sight, work));
  const key = { entityId_id: { entityId: house.entityId, id } };
  try {
    print('a transaction that asks nothing', await inTransaction(() => Promise.resolve()));
    const plain = await inTransaction((tx) => tx.client.person.findUnique({ where: key }));
    print('… and a person', plain);
    const withRoles = await inTransaction((tx) => tx.people.find(id));
    print('… and a person with the roles of the day', withRoles);
    print('who is behind a session, and what they may do', await timed(runs * 5, () => sessions.resume(token)));
    console.log(`authorisation, median: ${(median(withRoles) - median(plain)).toFixed(2)} ms of a request`);
  } finally {
    await database.close();
  }
}
