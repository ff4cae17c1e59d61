import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type CaseDetail, ExportBatch } from '@libs/contracts';
import { type ClaimedWork } from '@libs/db';
import { ProveArchive } from '@libs/operations';
import { type Storage, StorageAway } from '@libs/platform';
import { expectProblem } from '../http/support/documented';
import { type People, people, toCode, toExport } from '../http/support/line';
import { eventually } from '../support/house';
import { openServer, type TestServer } from '../support/server';

let server: TestServer;
let all: People;

beforeAll(async () => {
  server = await openServer();
  all = await people(server);
}, 60_000);

afterAll(() => server.close());

/** The file in which these bytes lie. */
const fileOf = (sha256: string): string => {
  const inside = readdirSync(server.house.folder, { recursive: true, encoding: 'utf8' });
  return join(
    server.house.folder,
    inside.find((one) => one.endsWith(sha256))!,
  );
};

function flipOneBit(path: string): void {
  const bytes = readFileSync(path);
  bytes[3]! ^= 1;
  writeFileSync(path, bytes);
}

/** So much time passes since everything was compared; then the work is due and runs until it waits for a later time. */
async function later(interval: string): Promise<void> {
  await server.sql(`UPDATE stored_file SET proven_at = proven_at - $1::interval`, [interval]);
  await server.sql(`UPDATE work SET due_at = now() WHERE step = 'prove'`);
  await eventually(async () => {
    const rows = await server.sql(`SELECT 1 FROM work WHERE step = 'prove' AND due_at > now() AND lease_until IS NULL`);
    return rows.length === 1 ? true : undefined;
  });
}
const aNight = () => later('25 hours');

const entries = (sha256: string) =>
  server.sql(
    `SELECT e.kind, e.subject_id AS subject, e.actor_id AS actor, p.payload::jsonb ->> 'found' AS found
     FROM audit_entry e JOIN audit_payload p USING (entity_id, seq)
     WHERE p.payload LIKE '{%' AND p.payload::jsonb ->> 'sha256' = $1 AND e.kind LIKE 'original-%' ORDER BY e.seq`,
    [sha256],
  );
const originalOf = (detail: CaseDetail) => all.clerk.get(`/documents/${detail.documents[0]!.id}/original`);

test('a new entity is proven in its first night, at half past one in Berlin, and the next after that', async () => {
  const due = () =>
    server.sql(
      `SELECT to_char(due_at AT TIME ZONE 'Europe/Berlin', 'HH24:MI') AS at, due_at - now() < interval '25 hours' AS soon
       FROM work WHERE step = 'prove' AND subject_id = entity_id`,
    );
  expect(await due()).toEqual([{ at: '01:30', soon: true }]);
  await toCode(all);
  await aNight();
  expect(await due()).toEqual([{ at: '01:30', soon: true }]);
  expect(await server.sql(`SELECT 1 FROM stored_file WHERE proven_at IS NULL OR damaged_at IS NOT NULL`)).toEqual([]);
});

test.each(['2026-03-29', '2026-10-25', '2026-12-31'])('the night of %s begins once', async (day) => {
  const rows = await server.sql(
    `SELECT count(DISTINCT proof_night(at, 0))::int AS nights, bool_and(proof_night(at, 0) <= at AND at < proof_night(at, 1)) AS fits
     FROM generate_series($1::timestamptz - interval '6 hours', $1::timestamptz + interval '17 hours', interval '7 minutes') AS at`,
    [day],
  );
  expect(rows).toEqual([{ nights: 2, fits: true }]);
});

test('one flipped bit is found at night, shown, told once, and never served; restored bytes are noticed', async () => {
  const detail = await toCode(all);
  const { sha256 } = detail.documents[0]!;
  const path = fileOf(sha256);
  const good = readFileSync(path);
  flipOneBit(path);

  await aNight();
  const warned = await all.clerk.case(detail.id);
  expect(Date.parse(warned.documents[0]!.damagedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  expect(warned.timeline.filter(({ kind }) => kind === 'damaged')).toMatchObject([
    { actor: null, data: { found: 'damaged' } },
  ]);
  expect(expectProblem(await originalOf(detail), 500, 'archive-failed').message.de).toMatch(/beschädigt/);

  await aNight();
  expect((await all.clerk.case(detail.id)).documents[0]!.damagedAt).toBe(warned.documents[0]!.damagedAt);
  const once = { kind: 'original-damaged', subject: detail.id, actor: null, found: 'damaged' };
  expect(await entries(sha256)).toEqual([once]);

  writeFileSync(path, good);
  await later('61 minutes');
  expect((await all.clerk.case(detail.id)).documents[0]!.damagedAt).toBeNull();
  expect(await entries(sha256)).toEqual([once, { ...once, kind: 'original-restored', found: 'good' }]);
  const answer = await originalOf(detail);
  expect(answer.body.equals(good)).toBe(true);
  expect(await server.house.verifyAudit.run(server.house.entityId)).toMatchObject({ fault: undefined });
});

test('the open screens hear of it', async () => {
  const detail = await toCode(all);
  const heard: string[] = [];
  const feed = await server.house.database.listen('live', (message) => heard.push(message));
  flipOneBit(fileOf(detail.documents[0]!.sha256));
  await aNight();
  await eventually(() => Promise.resolve(heard.some((one) => one.includes(detail.id)) || undefined));
  await feed.close();
});

test('a batch file that is gone is found like an original', async () => {
  await toExport(all, { lines: ['500.00'] });
  const batch = ExportBatch.parse((await all.finance.post('/exports', { profile: 'datev-extf' })).json);
  const { sha256 } = batch.files[0]!;
  rmSync(fileOf(sha256));
  await aNight();
  expect(await entries(sha256)).toEqual([
    { kind: 'original-damaged', subject: batch.id, actor: null, found: 'missing' },
  ]);
});

test('what is damaged is looked at again after an hour, the rest is left for the next night', async () => {
  const [row] = await server.sql(
    `SELECT extract(epoch FROM due_at - now())::int AS wait, (SELECT count(*)::int FROM stored_file WHERE damaged_at IS NOT NULL) AS damaged
     FROM work WHERE step = 'prove'`,
  );
  expect(row).toMatchObject({ damaged: 2 });
  expect(row?.['wait']).toBeLessThanOrEqual(3600);
  const before = await server.sql(`SELECT max(proven_at) AS at FROM stored_file WHERE damaged_at IS NULL`);
  await server.sql(`UPDATE stored_file SET proven_at = proven_at - interval '61 minutes' WHERE damaged_at IS NOT NULL`);
  await later('0');
  expect(await server.sql(`SELECT max(proven_at) AS at FROM stored_file WHERE damaged_at IS NULL`)).toEqual(before);
});

test('more files than a slice holds are proven in one night, slice by slice', async () => {
  const { archive, entityId } = server.house;
  const files = await Promise.all(
    Array.from({ length: 450 }, (_, n) =>
      archive.put(entityId, Readable.from([Buffer.from(`file ${n}`)]), { maxBytes: 99 }),
    ),
  );
  await server.sql(`INSERT INTO stored_file (entity_id, sha256, size) SELECT $1, unnest($2::text[]), 9`, [
    entityId,
    files.map(({ sha256 }) => sha256),
  ]);
  flipOneBit(fileOf(files[449]!.sha256));
  await aNight();
  const unproven = `SELECT count(*)::int AS n FROM stored_file WHERE proven_at IS NULL OR proven_at < now() - interval '1 hour'`;
  expect(await server.sql(unproven)).toEqual([{ n: 0 }]);
  expect(await entries(files[449]!.sha256)).toMatchObject([{ kind: 'original-damaged' }]);
}, 30_000);

describe('when it cannot be done', () => {
  const claimed = async (): Promise<ClaimedWork> => {
    await server.sql(`UPDATE work SET due_at = now() WHERE step = 'prove'`);
    return eventually(async () => (await server.house.database.claimWork(['prove'], 'test', 60, 1))[0]);
  };
  const wait = async () =>
    (
      await server.sql(`SELECT extract(epoch FROM due_at - now())::int AS wait, attempt FROM work WHERE step = 'prove'`)
    )[0];
  const damaged = () => server.sql(`SELECT count(*)::int AS n FROM stored_file WHERE damaged_at IS NOT NULL`);

  beforeAll(() => server.house.stopWorkers());
  beforeEach(() => server.sql(`UPDATE stored_file SET proven_at = NULL`));

  test('a store that is away says nothing about its files: they are asked again in ten minutes', async () => {
    const before = await damaged();
    const { database, archive, entityId } = server.house;
    let asked = 0;
    const away: Pick<Storage, 'prove'> = {
      prove: (entity, hash) =>
        (asked += 1) > 3 ? Promise.reject(new StorageAway(new Error('away'))) : archive.prove(entity, hash),
    };
    await new ProveArchive(database, away as Storage).run(await claimed());
    expect(await damaged()).toEqual(before);
    expect((await wait())?.['wait']).toBeLessThanOrEqual(600);
    expect(
      await server.sql(`SELECT 1 FROM stored_file WHERE proven_at IS NOT NULL AND entity_id = $1`, [entityId]),
    ).toHaveLength(3);
  });

  test('a fault that stays does not end it for ever: it is due again next night, and nothing lies on a shelf', async () => {
    const cases = await server.sql(`SELECT count(*) AS n FROM invoice_case`);
    await server.house.parkWork.run(await claimed(), 'failed');
    const row = await wait();
    expect(row?.['attempt']).toBe(0);
    expect(row?.['wait']).toBeGreaterThan(0);
    expect(await server.sql(`SELECT count(*) AS n FROM invoice_case`)).toEqual(cases);
  });

  test('a worker that comes back late stores nothing', async () => {
    const work = await claimed();
    await server.sql(`UPDATE work SET lease_until = now() - interval '1 s' WHERE step = 'prove'`);
    await claimed();
    await expect(server.house.steps['prove']?.run(work)).rejects.toThrow('taken over by another worker');
    expect(await server.sql(`SELECT 1 FROM stored_file WHERE proven_at IS NOT NULL`)).toEqual([]);
  });
});
