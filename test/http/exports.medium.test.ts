import { createHash, randomUUID } from 'node:crypto';
import { ExportBatch, ExportList, ExportPreview } from '@libs/contracts';
import { openServer, type TestServer } from '../support/server';
import { signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { type People, people, toExport, toOrder } from './support/line';

let server: TestServer;
let all: People;

beforeAll(async () => {
  server = await openServer();
  all = await people(server);
}, 60_000);

afterAll(() => server.close());

const nobody = '0190b0c0-0000-7000-8000-000000000000';
const profile = 'datev-extf';
const batchIn = (answer: { json: unknown }): ExportBatch => ExportBatch.parse(answer.json);
const exported = async (): Promise<ExportBatch> => batchIn(await all.finance.post('/exports', { profile }));
const acknowledge = (id: string, body: unknown, headers = {}) =>
  all.finance.post(`/exports/${id}/acknowledgements`, body, headers);

test('with nothing ready: no batch, no number lost, and said so', async () => {
  const answer = await all.finance.post('/exports', { profile });
  expect(expectProblem(answer, 409, 'nothing-ready').message.de).toContain('Probelauf');
  expect((await all.finance.get('/exports')).json).toMatchObject({ items: [], ready: { count: 0, gross: '0.00' } });
});

test('a dry run stores nothing; the run freezes what it showed; the files are the same bytes each time', async () => {
  const detail = await toExport(all, { number: 'X-1', lines: ['1000.00'], dueDate: '2026-04-01' });
  const rows = () => server.sql('SELECT count(*)::int AS n FROM export_batch');
  const dry = await all.finance.post('/exports', { profile, dryRun: true });
  expect(dry.status).toBe(200);
  const preview = ExportPreview.parse(dry.json);
  expect(preview).toMatchObject({ totals: { cases: 1, gross: '1190.00' }, positions: [{ caseId: detail.id }] });
  expect(await rows()).toEqual([{ n: 0 }]);
  expect((await all.clerk.case(detail.id)).stage).toBe('export');

  const made = await all.finance.post('/exports', { profile });
  expect(made.status).toBe(201);
  const batch = batchIn(made);
  expect(batch).toMatchObject({
    number: preview.nextNumber,
    state: 'handed-over',
    totals: preview.totals,
    positions: preview.positions,
    createdBy: { name: 'Oliver Wendt' },
  });
  const [file] = batch.files;
  const path = `/exports/${batch.id}/files/${encodeURIComponent(file!.name)}`;
  const [first, second] = [await all.finance.get(path), await all.finance.get(path)];
  expect(first.status).toBe(200);
  expect(second.body.equals(first.body)).toBe(true);
  expect(createHash('sha256').update(first.body).digest('hex')).toBe(file!.sha256);
  expect(first.body.length).toBe(file!.size);
  expect(first.body.toString('latin1')).toMatch(/^"EXTF";\d+;21;/);
  // windows-1252: a charset that is not true would spoil the umlauts on the way
  expect(first.headers['content-type']).toBe('text/csv');
  expect(first.headers['content-disposition']).toMatch(/^attachment; /);
  expect(await all.clerk.case(detail.id)).toMatchObject({
    stage: 'handed-over',
    export: { batchId: batch.id, batchNumber: batch.number, acknowledgedAt: null },
  });
  expectProblem(
    await all.clerk.put(`/cases/${detail.id}/coding`, { lines: [{ account: '526100', amount: '1190.00' }] }),
    409,
    'handed-over',
  );
  expectProblem(await all.finance.post('/exports', { profile }), 409, 'nothing-ready');
});

test('until a day takes only what is due by then', async () => {
  const early = await toExport(all, { dueDate: '2026-05-01' });
  const late = await toExport(all, { dueDate: '2026-06-01' });
  const batch = batchIn(await all.finance.post('/exports', { profile, until: '2026-05-01' }));
  expect(batch.positions.map(({ caseId }) => caseId)).toEqual([early.id]);
  expect((await all.clerk.case(late.id)).stage).toBe('export');
  expect((await exported()).positions.map(({ caseId }) => caseId)).toEqual([late.id]);
});

test('two at the same moment make one batch, with a number that follows', async () => {
  await toExport(all);
  const before = ExportList.parse((await all.finance.get('/exports')).json).items[0]!.number;
  const finance2 = await signedIn(server.url, 'finance2');
  const answers = await Promise.all([all.finance, finance2].map((one) => one.post('/exports', { profile })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const made = batchIn(answers.find(({ status }) => status === 201)!);
  expect(Number(made.number.slice(5))).toBe(Number(before.slice(5)) + 1);
});

test('sent again under one key it is one batch', async () => {
  await toExport(all);
  const headers = { 'idempotency-key': randomUUID() };
  const first = await all.finance.post('/exports', { profile }, headers);
  const again = await all.finance.post('/exports', { profile }, headers);
  expect(first.status).toBe(201);
  expect(again).toMatchObject({ status: 201, json: first.json });
  const dry = await all.finance.post('/exports', { profile, dryRun: true }, headers);
  expectProblem(dry, 409, 'idempotency-key-reused');
});

test('an acknowledgement closes the cases and sends the refused ones to clarify', async () => {
  const [taken, refused] = [await toExport(all), await toExport(all)];
  const batch = await exported();
  const other = await toOrder(all);
  const not = (reason: string, caseId = other.id) => ({ refused: [{ caseId, reason }] });
  expectProblem(await acknowledge(batch.id, not('fremd')), 422, 'case-not-in-batch');
  expectProblem(await acknowledge(batch.id, not('', refused.id)), 422);
  expectProblem(await acknowledge(batch.id, not('a\0', refused.id)), 422);
  expectProblem(await acknowledge(nobody, {}), 404);

  const answer = await acknowledge(batch.id, not('Konto gesperrt', refused.id));
  expect(answer.status).toBe(201);
  expect(batchIn(answer)).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: 'Oliver Wendt' } });
  expect(await all.clerk.case(taken.id)).toMatchObject({ stage: 'done' });
  const back = await all.clerk.case(refused.id);
  expect(back).toMatchObject({ stage: 'clarify', reason: { code: 'finance-refused' }, export: null });
  expectProblem(await acknowledge(batch.id, {}), 409, 'already-acknowledged');
});

test('the desk and the units neither make nor see batches; the auditor sees them', async () => {
  const { items } = ExportList.parse((await all.finance.get('/exports')).json);
  const { id, files } = items[0]!;
  for (const one of [all.clerk, all.certifier, all.head]) {
    expectProblem(await one.post('/exports', { profile }), 403, 'no-power-to-export');
    expectProblem(await one.post('/exports', { profile, dryRun: true }), 403, 'no-power-to-export');
    expectProblem(await one.post(`/exports/${id}/acknowledgements`, {}), 403, 'no-power-to-export');
    for (const path of ['/exports', `/exports/${id}`, `/exports/${id}/files/${files[0]!.name}`]) {
      expectProblem(await one.get(path), 403, 'no-power-to-see-exports');
    }
  }
  const auditor = await signedIn(server.url, 'auditor');
  expect((await auditor.get(`/exports/${id}`)).status).toBe(200);
  expectProblem(await auditor.post('/exports', { profile }), 403);
});

test('the audit trail is for auditors, newest first, and walked by cursor', async () => {
  expectProblem(await all.finance.get('/audit'), 403, 'no-power-to-audit');
  const auditor = await signedIn(server.url, 'auditor');
  const seqs: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { json } = await auditor.get(`/audit?limit=50${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const page = json as { items: { seq: number }[]; nextCursor: string | null };
    seqs.push(...page.items.map(({ seq }) => seq));
    cursor = page.nextCursor;
  }
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, n) => seqs.length - n));
  expectProblem(await auditor.get('/audit?cursor=x'), 422, 'cursor-invalid');
});

test.each([
  ['an unknown profile', { profile: 'xyz' }],
  ['a day that is none', { profile, until: '2026-02-30' }],
  ['nothing', {}],
])('refuses %s', async (_, body) => {
  expectProblem(await all.finance.post('/exports', body), 422, 'invalid-request');
});

test.each(['../../etc/passwd', 'fremd.csv', '%00', '..'])('there is no file %s in a batch', async (name) => {
  const { items } = ExportList.parse((await all.finance.get('/exports')).json);
  const path = `/exports/${items[0]!.id}/files/${name.startsWith('%') ? name : encodeURIComponent(name)}`;
  expectProblem(await all.finance.raw('GET', `/api/v1${path}`), 404);
  expectProblem(await all.finance.get(`/exports/${nobody}`), 404);
});
