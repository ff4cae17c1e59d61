import { randomUUID } from 'node:crypto';
import { ShowAudit } from '@libs/operations';
import { withClient } from '@libs/platform';
import { type Client } from 'pg';
import { type House, openHouse } from '../support/house';
import { walkIn } from '../support/walk';
import { ublInvoice } from '../support/xrechnung-xml';

/** Law 8: one audit chain for each entity, and law 7: acts are only ever added. */
let house: House;
let caseId: string;
beforeAll(async () => {
  house = await openHouse();
  const walk = walkIn(house);
  await house.startWorker();
  caseId = await walk.ordered(ublInvoice());
  const batch = await walk.handOver();
  await house.acknowledge.run(await house.person('finance'), batch, { refused: [] });
}, 60_000);
afterAll(() => house.close());

const verify = () => house.verifyAudit.run(house.entityId);
const asOwner = <T>(task: (client: Client) => Promise<T>): Promise<T> => withClient(house.testDatabase.ownerUrl, task);

test('the chain of a whole walk holds, from the first entry to its head', async () => {
  const state = await verify();
  expect(state).toMatchObject({ fault: undefined, erased: 0 });
  expect(state.entries).toBeGreaterThan(12);
});

test('every step of the case stands in it, in the order in which it happened', async () => {
  const kinds = await asOwner(async (client) => {
    const { rows } = await client.query<{ kind: string }>(
      'SELECT kind FROM audit_entry WHERE subject_id = $1 ORDER BY seq',
      [caseId],
    );
    return rows.map(({ kind }) => kind);
  });
  expect(kinds).toEqual([
    'case-read',
    'case-checked',
    'case-assigned',
    'case-coded',
    'case-certified',
    'case-certified',
    'case-ordered',
    'case-exported',
    'case-acknowledged',
  ]);
});

describe('the role of the application only adds', () => {
  const asApp = (sql: string): Promise<string> =>
    withClient(house.testDatabase.appUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.entity', $1, true)`, [house.entityId]);
      const { rowCount } = await client.query(sql).catch((error: unknown) => ({ rowCount: String(error) }));
      await client.query('ROLLBACK');
      return String(rowCount);
    });

  const kept = ['audit_entry', 'audit_payload', 'act', 'stored_file', 'export_file', 'document'];
  test.each(kept)('%s: no removing', async (table) => {
    expect(await asApp(`DELETE FROM ${table}`)).toContain(`permission denied for table ${table}`);
    expect(await asApp(`TRUNCATE ${table} CASCADE`)).toContain('permission denied for table');
  });

  test.each([...kept, 'export_batch'])('%s: no changing', async (table) => {
    const allowed: Record<string, string[]> = {
      document: ['kind'],
      export_batch: ['acknowledged_at', 'acknowledged_by_id'],
      stored_file: ['damaged_at', 'proven_at'],
    };
    const changeable = await asOwner(async (client) => {
      const { rows } = await client.query<{ column: string }>(
        `SELECT column_name AS column FROM information_schema.column_privileges
         WHERE grantee = 'belegfluss_app' AND privilege_type = 'UPDATE' AND table_name = $1 ORDER BY 1`,
        [table],
      );
      return rows.map(({ column }) => column);
    });
    expect(changeable).toEqual(allowed[table] ?? []);
  });

  test.each(['arrival', 'invoice_case', 'person', 'export_batch', 'export_position', 'audit_head', 'counter', 'unit'])(
    '%s: no removing either',
    async (table) => expect(await asApp(`DELETE FROM ${table}`)).toContain(`permission denied for table ${table}`),
  );

  test.each([
    ['person', 'act'],
    ['invoice_case', 'act'],
    ['invoice_case', 'document'],
    ['invoice_case', 'export_position'],
    ['arrival', 'document'],
  ])('not by a new key of %s either, which would reach into %s', async (table, reached) => {
    expect(
      await asApp(
        `UPDATE ${table} SET id = gen_random_uuid() WHERE id IN (SELECT ${table === 'invoice_case' ? 'case' : table}_id FROM ${reached})`,
      ),
    ).toMatch(/permission denied|violates/);
  });
});

/** Changes the chain as the owner of the database could, asks for the proof, and puts everything back. */
async function tampered(...changes: readonly string[]) {
  await asOwner(async (client) => {
    await client.query('CREATE TABLE kept_entry AS TABLE audit_entry');
    await client.query('CREATE TABLE kept_payload AS TABLE audit_payload');
    await client.query('SET session_replication_role = replica');
    for (const change of changes) await client.query(change);
  });
  const { fault, entries } = await verify();
  await asOwner(async (client) => {
    await client.query('SET session_replication_role = replica');
    await client.query('TRUNCATE audit_entry, audit_payload');
    await client.query('INSERT INTO audit_entry TABLE kept_entry');
    await client.query('INSERT INTO audit_payload TABLE kept_payload');
    await client.query('DROP TABLE kept_entry, kept_payload');
  });
  return { ...fault, soundBefore: entries };
}

describe('whoever tampers with it is found, and the first bad entry is named', () => {
  afterEach(async () => expect((await verify()).fault).toBeUndefined());

  test.each([
    "kind = 'nothing-happened'",
    'actor_id = gen_random_uuid()',
    `at = at - interval '1 day'`,
    'subject_id = NULL',
  ])('an entry whose %s was set', async (change) =>
    expect(await tampered(`UPDATE audit_entry SET ${change} WHERE seq = 5`)).toEqual({
      seq: '5',
      why: 'entry-changed',
      soundBefore: 4,
    }),
  );

  test('a payload that was changed', async () =>
    expect(await tampered(`UPDATE audit_payload SET payload = replace(payload, '"', '"x') WHERE seq = 6`)).toEqual({
      seq: '6',
      why: 'payload-changed',
      soundBefore: 5,
    }));

  test('a payload that was removed with its row instead of being erased', async () =>
    expect(await tampered('DELETE FROM audit_payload WHERE seq = 6')).toMatchObject({
      seq: '6',
      why: 'payload-missing',
    }));

  test('a payload that was changed together with its digest', async () =>
    expect(
      await tampered(
        `UPDATE audit_payload SET payload = '{}' WHERE seq = 7`,
        `UPDATE audit_entry e SET payload_digest = encode(sha256(convert_to(p.salt || E'\\n{}', 'UTF8')), 'hex')
         FROM audit_payload p WHERE p.seq = e.seq AND e.seq = 7`,
      ),
    ).toEqual({ seq: '7', why: 'entry-changed', soundBefore: 6 }));

  test('an entry in the middle that was removed', async () =>
    expect(
      await tampered('DELETE FROM audit_payload WHERE seq = 8', 'DELETE FROM audit_entry WHERE seq = 8'),
    ).toMatchObject({ seq: '8', why: 'gap', soundBefore: 7 }));

  test('an entry in the middle that was removed while the later ones moved up', async () =>
    expect(
      await tampered(
        'DELETE FROM audit_payload WHERE seq = 8',
        'DELETE FROM audit_entry WHERE seq = 8',
        'UPDATE audit_payload SET seq = -seq WHERE seq > 8',
        'UPDATE audit_entry SET seq = -seq WHERE seq > 8',
        'UPDATE audit_payload SET seq = -seq - 1 WHERE seq < 0',
        'UPDATE audit_entry SET seq = -seq - 1 WHERE seq < 0',
      ),
    ).toEqual({ seq: '8', why: 'previous-hash', soundBefore: 7 }));

  test('the first entry', async () =>
    expect(
      await tampered('DELETE FROM audit_payload WHERE seq = 1', 'DELETE FROM audit_entry WHERE seq = 1'),
    ).toMatchObject({ seq: '1', why: 'gap', soundBefore: 0 }));

  test('the last two entries', async () => {
    const { entries } = await verify();
    const cut = `seq > ${entries - 2}`;
    expect(await tampered(`DELETE FROM audit_payload WHERE ${cut}`, `DELETE FROM audit_entry WHERE ${cut}`)).toEqual({
      seq: String(entries - 1),
      why: 'end-missing',
      soundBefore: entries - 2,
    });
  });

  test('an entry that was put behind the head', async () => {
    const { entries, head } = await verify();
    const found = await tampered(
      `INSERT INTO audit_entry SELECT entity_id, ${entries + 1}, at, kind, actor_id, subject_id, payload_digest, '${head}', hash
       FROM audit_entry WHERE seq = 3`,
    );
    expect(found).toMatchObject({ seq: String(entries + 1), why: 'entry-changed' });
  });
});

test('a payload that is erased when its time is over breaks nothing, and the screens still open', async () => {
  await asOwner((client) => client.query(`UPDATE audit_payload SET payload = '' WHERE seq IN (4, 6)`));
  expect(await verify()).toMatchObject({ fault: undefined, erased: 2 });

  const auditor = await house.person('auditor');
  const page = await new ShowAudit(house.database).page(auditor, { limit: 100 });
  expect(page.items.filter((entry) => entry.payload === null).map((entry) => entry.seq)).toEqual([6, 4]);
  const detail = await house.cases.show(auditor, caseId);
  expect(detail.timeline.length).toBeGreaterThan(8);
});

describe('many at once', () => {
  const append = (kind: string, then?: () => Promise<void>): Promise<void> =>
    house.database.transaction(house.sight, async (tx) => {
      await tx.audit.append({ kind, subjectId: randomUUID(), payload: { kind } });
      await then?.();
    });

  test('twenty transactions at once give one gapless order', async () => {
    const before = (await verify()).entries;
    await Promise.all(Array.from({ length: 20 }, (_, at) => append(`parallel-${at}`)));
    expect(await verify()).toMatchObject({ fault: undefined, entries: before + 20 });
  });

  test('a transaction that is rolled back leaves no gap', async () => {
    const before = (await verify()).entries;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        append('maybe', at % 2 === 0 ? undefined : () => Promise.reject(new Error('rolled back'))),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(await verify()).toMatchObject({ fault: undefined, entries: before + 10 });
  });

  test('a chain that grows while it is proven is not taken for a broken one', async () => {
    let growing = true;
    const grow = async (): Promise<void> => {
      while (growing) await append('grows');
    };
    const growers = [grow(), grow(), grow()];
    try {
      for (let round = 0; round < 25; round += 1) expect((await verify()).fault).toBeUndefined();
    } finally {
      growing = false;
      await Promise.all(growers);
    }
  });
});
